import type { Accepted } from '../../ledger/command.ts'
import { isAmount } from '../../rules/money/amount.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import { after, DAY } from '../../rules/time/instant.ts'
import type { Principal } from '../auth/principal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { adjustPoints, type GrantAsk, type Granted, grantPoints } from '../points/grant.ts'
import { badText } from '../text.ts'

/** Points given at the operator's cost, or a correction up or down. */
export type ApprovalKind = 'grant' | 'adjustment'

export type PointsGiven =
  | ({ readonly state: 'done' } & Granted)
  /** Nothing has happened: another person decides on `approval`. */
  | { readonly state: 'waiting'; readonly approval: number; readonly points: number }

export const COMMANDS = { grant: grantPoints, adjustment: adjustPoints } as const

const REASON_MAX = 500

/**
 * Gives or takes points by hand. Where one person would move more than `limit` points of a buyer
 * within a day, counting what their apps moved, nothing happens yet: a second person must approve.
 *
 * Refusals: `text_out_of_range`, those of the command, and `buyer_not_found`.
 */
export async function givePoints(
  engine: Engine,
  intent: Intent,
  who: Principal,
  kind: ApprovalKind,
  ask: GrantAsk,
  limit: number,
): Promise<Refusal | Accepted<PointsGiven>> {
  const bad = badText({ reason: [ask.reason, REASON_MAX] })
  if (bad) return bad
  if (ask.points === 0) return refuse('amount_must_not_be_zero')
  if (!isAmount(Math.abs(ask.points))) return refuse('amount_out_of_range')
  const buyer = await engine.directory.buyer(ask.buyer)
  if (buyer === undefined) return refuse('buyer_not_found')
  const past = await movedBy(engine, intent, who, buyer)
  const alone = past.given || past.moved + Math.abs(ask.points) <= limit
  if (alone && !past.asked) {
    const given = await COMMANDS[kind](engine, intent, ask)
    return isRefusal(given) ? given : { ...given, outcome: { state: 'done', ...given.outcome } }
  }
  return once(engine, intent, `approval.${kind}`, ask, async ({ sql, caller, now }) => {
    const { rows } = await sql.query<{ id: number }>(
      `insert into approval (kind, buyer_id, points, reason, asked_by, asked_for, asked_at)
        values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000)) returning id`,
      [kind, buyer, ask.points, ask.reason, caller, who.person, now],
    )
    return { state: 'waiting' as const, approval: rows[0]?.id ?? 0, points: ask.points }
  })
}

interface Moved {
  /** Points of this buyer that the person behind has moved within a day. */
  readonly moved: number
  /** Whether this very request has been carried out, or put up for approval, before. */
  readonly given: boolean
  readonly asked: boolean
}

async function movedBy(
  engine: Engine,
  { caller, key }: Intent,
  who: Principal,
  buyer: number,
): Promise<Moved> {
  const { rows } = await engine.pool.query<Moved>(
    `select
        coalesce((select sum(abs((outcome ->> 'points')::bigint)) from journal
          where book_id = $1 and kind in ('points.granted', 'points.adjusted')
            and recorded_at > to_timestamp($2::float8 / 1000)
            and (caller = $3 or caller in
              (select 'app:' || id from access_token where created_by = $3))), 0)::bigint as moved,
        exists (select from journal where caller = $4 and key = $5) as given,
        exists (select from request where caller = $4 and key = $5) as asked`,
    [buyer, after(engine.clock.now(), -DAY), who.person, caller, key],
  )
  return rows[0] as Moved
}
