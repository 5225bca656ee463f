import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import type { ApprovalKind } from './ask.ts'

/** Points that wait for a second person, or what became of them. */
export interface Approval {
  readonly id: number
  readonly kind: ApprovalKind
  readonly buyer: string
  readonly points: number
  readonly reason: string
  readonly askedBy: string
  readonly askedAt: Instant
  readonly decidedBy: string | null
  readonly decidedAt: Instant | null
  readonly approved: boolean | null
}

/** Approvals, newest first, from before `before`: those that wait, or those decided. */
export async function listApprovals(
  engine: Engine,
  waiting: boolean,
  before: number,
  limit: number,
): Promise<Approval[]> {
  const { rows } = await engine.pool.query<Approval>(
    `select a.id, kind, b.reference as buyer, points, reason, asked_by as "askedBy",
        asked_at as "askedAt", decided_by as "decidedBy", decided_at as "decidedAt", approved
      from approval a join buyer b on b.id = buyer_id
      where (decided_at is null) = $1 and a.id < $2 order by a.id desc limit $3`,
    [waiting, before, limit],
  )
  return rows
}
