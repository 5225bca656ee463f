import type { Accepted } from '../../ledger/command.ts'
import type { RefundLineAsk } from '../../rules/refunds/refund.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once, type Work } from '../once.ts'
import { refundOrder } from '../orders/refund.ts'
import { announceEffects } from '../outbox.ts'
import { badText } from '../text.ts'
import { claimedLines } from './open.ts'

export interface DecideClaimAsk {
  readonly claim: number
  readonly granted: boolean
  /** What is granted, where that is not all that was claimed. */
  readonly lines?: readonly RefundLineAsk[]
  /** What the buyer is told. */
  readonly answer?: string
}

export interface DecidedClaim {
  readonly claim: number
  readonly order: string
  readonly granted: boolean
}

interface Waiting {
  readonly order: string
  readonly buyer: number
  readonly order_id: number
  readonly lines: number[] | null
  readonly reason: string
  readonly decided: boolean
}

/** Granted claims are refunded under this name, with the claim's number as the key. */
const CALLER = 'claim'

const ANSWER_MAX = 500

/**
 * Grants or declines a claim; granted, the money moves at once, as the policy says of guarantee
 * claims. It moves before the decision is recorded, under a key of its own: cut off between, the
 * claim still waits, and deciding again records what has happened.
 *
 * Refusals: `text_out_of_range`, `claim_not_found`, `claim_decided`, and those of `decideRefund`,
 * which leave it waiting.
 */
export async function decideClaim(
  engine: Engine,
  intent: Intent,
  ask: DecideClaimAsk,
): Promise<Refusal | Accepted<DecidedClaim>> {
  const bad = badText({ answer: [ask.answer, ANSWER_MAX] })
  if (bad) return bad
  return engine.commanding(() =>
    once(engine, intent, 'claim.decided', ask, async (work) => {
      const { rows } = await work.sql.query<Waiting>(
        `select o.reference as "order", c.buyer_id as buyer, c.order_id, c.lines, c.reason,
            c.decided_at is not null as decided
          from claim c join orders o on o.buyer_id = c.buyer_id and o.id = c.order_id
          where c.id = $1 for no key update of c`,
        [ask.claim],
      )
      const waiting = rows[0]
      if (!waiting) return refuse('claim_not_found')
      if (waiting.decided) return refuse('claim_decided')
      const moved = await moveMoney(engine, work, ask, waiting)
      if (moved) return moved
      await work.sql.query(
        `update claim set decided_by = $2, decided_at = to_timestamp($3::float8 / 1000),
            granted = $4, answer = $5 where id = $1`,
        [ask.claim, work.caller, work.at, ask.granted, ask.answer ?? null],
      )
      await tell(work, ask, waiting)
      return { claim: ask.claim, order: waiting.order, granted: ask.granted }
    }),
  )
}

async function moveMoney(
  engine: Engine,
  { sql }: Work,
  ask: DecideClaimAsk,
  { order, lines, reason }: Waiting,
): Promise<Refusal | undefined> {
  const key = String(ask.claim)
  if (ask.granted) {
    const refund = { order, lines: ask.lines ?? claimedLines(lines), reason }
    const asked = { ...refund, cause: 'guarantee_claim' } as const
    const refunded = await refundOrder(engine, { caller: CALLER, key }, asked)
    return isRefusal(refunded) ? refunded : undefined
  }
  const made = 'select from journal where caller = $1 and key = $2'
  const { rowCount } = await sql.query(made, [CALLER, key])
  return rowCount === 0 ? undefined : refuse('claim_decided')
}

/** The buyer hears the answer, each seller of the order what was decided. */
async function tell({ sql, at, now }: Work, ask: DecideClaimAsk, waiting: Waiting): Promise<void> {
  const { order, buyer, order_id, lines } = waiting
  const { claim, granted, answer = null } = ask
  const { rows } = await sql.query<{ reference: string }>(
    `select distinct s.reference from order_line l join seller s on s.id = l.seller_id
      where l.buyer_id = $1 and l.order_id = $2 and ($3::int[] is null or l.line = any($3))
      order by 1`,
    [buyer, order_id, lines],
  )
  const effects = rows.map(({ reference: seller }) => ({
    topic: 'claim.decided',
    payload: { seller, claim, order, granted },
  }))
  const answered = { topic: 'claim.answered', payload: { buyer, claim, order, granted, answer } }
  await announceEffects(sql, [...effects, answered], at, now)
}
