import type { Accepted } from '../../ledger/command.ts'
import { readOrderFacts } from '../../ledger/order-facts.ts'
import type { Order } from '../../rules/orders/order.ts'
import { policyVersion } from '../../rules/policy/timeline.ts'
import { decideRefund, type RefundLineAsk } from '../../rules/refunds/refund.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once, type Work } from '../once.ts'
import { type Behalf, ownPart } from '../orders/behalf.ts'
import { announceEffects } from '../outbox.ts'
import { badText } from '../text.ts'

export interface OpenClaimAsk {
  readonly order: string
  /** What it is about; all of the order, unless named. */
  readonly lines?: readonly number[]
  readonly reason: string
}

export interface OpenedClaim {
  readonly claim: number
  readonly order: string
}

const REASON_MAX = 500

/**
 * Asks the operator to put an order right (a guarantee claim, A-to-z). No money moves until the
 * operator grants it; what could not be granted now can not be asked for.
 *
 * Refusals: `text_out_of_range`, `order_not_found`, those of `decideRefund`, `claim_open`.
 */
export async function openClaim(
  engine: Engine,
  intent: Intent,
  ask: OpenClaimAsk,
): Promise<Refusal | Accepted<OpenedClaim>> {
  const bad = badText({ reason: [ask.reason, REASON_MAX] })
  if (bad) return bad
  const found = await claimable(engine, ask, intent.behalf ?? {})
  return once(engine, intent, 'claim.opened', ask, async (work) => {
    if (found.refused !== undefined) return found
    const { rows } = await work.sql.query<{ id: number }>(
      `insert into claim (buyer_id, order_id, lines, reason, asked_by, asked_at)
        values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000))
        on conflict (buyer_id, order_id) where decided_at is null do nothing returning id`,
      [found.buyer, found.id, ask.lines ?? null, ask.reason, work.caller, work.at],
    )
    const claim = rows[0]?.id
    if (claim === undefined) return refuse('claim_open', { order: ask.order })
    await tellSellers(work, found, ask, claim)
    return { claim, order: ask.order }
  })
}

/** The lines that a claim is about, each in full. */
export const claimedLines = (lines: readonly number[] | null): readonly RefundLineAsk[] | 'full' =>
  lines === null ? 'full' : lines.map((line) => ({ line, ask: { of: 'full' } }))

type Claimable = Order & { readonly refused?: never }

/** The order, if a claim on it could be granted at this moment. */
async function claimable(
  engine: Engine,
  { order: reference, lines }: OpenClaimAsk,
  behalf: Behalf,
): Promise<Refusal | Claimable> {
  const found = await engine.directory.order(reference)
  const facts = found && (await readOrderFacts(engine.pool, found, engine.clock.now()))
  const order = facts?.order && ownPart(facts.order, behalf)
  if (!order) return refuse('order_not_found')
  const { book, timeline, policy, at } = facts
  const frozen = policyVersion(timeline, order.policyVersion)
  const asked = claimedLines(lines ?? null)
  const decision = decideRefund(book, order, asked, 'guarantee_claim', frozen, at, policy)
  return isRefusal(decision) ? decision : order
}

/** Each seller of a line hears of it. */
async function tellSellers(
  { sql, at, now }: Work,
  order: Order,
  { order: reference, lines, reason }: OpenClaimAsk,
  claim: number,
): Promise<void> {
  const about = order.lines.filter(({ line }) => lines === undefined || lines.includes(line))
  const ids = [...new Set(about.map(({ seller }) => seller))]
  const { rows } = await sql.query<{ reference: string }>(
    'select reference from seller where id = any($1::bigint[]) order by id',
    [ids],
  )
  const effects = rows.map(({ reference: seller }) => ({
    topic: 'claim.opened',
    payload: { seller, claim, order: reference, reason },
  }))
  await announceEffects(sql, effects, at, now)
}
