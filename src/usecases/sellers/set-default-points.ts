import type { Sql } from '../../database/connect.ts'
import type { Accepted } from '../../ledger/command.ts'
import { type Yen, yen } from '../../rules/money/amount.ts'
import type { BasisPoints } from '../../rules/money/ratio.ts'
import { mayOfferPoints } from '../../rules/offers/eligibility.ts'
import type { SellerFacts } from '../../rules/offers/offer.ts'
import { decideAccountDefault, effectivePoints } from '../../rules/offers/points.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import { currentPolicy } from '../current-policy.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { lockSeller, readSeller, type Seller } from './account.ts'
import { recordSellerEvents } from './seller-history.ts'

export interface DefaultPointsAsk {
  readonly seller: string
  /** Hundredths of a percent of the price; 0 removes the default. */
  readonly bps: BasisPoints
}

/** What a change of the default would do, in listings. */
export interface DefaultPointsPreview {
  readonly before: BasisPoints | null
  readonly after: BasisPoints | null
  /** Follow the default, and their points become others. */
  readonly changed: number
  /** Follow the default, but the rounded points stay the same. */
  readonly same: number
  /** Have a setting of their own, and keep it. */
  readonly own: number
}

/**
 * What `setDefaultPoints` would change at this moment. Counts every listing, offered or not.
 * Refusals, in order: `seller_not_found`, then those of `decideAccountDefault`, then, unless the
 * default is removed, those of `mayOfferPoints`.
 */
export async function previewDefaultPoints(
  engine: Engine,
  ask: DefaultPointsAsk,
): Promise<Refusal | DefaultPointsPreview> {
  const seller = await readSeller(engine.pool, ask.seller)
  if (!seller) return refuse('seller_not_found')
  const policy = await currentPolicy(engine, engine.pool, engine.clock.now())
  const after = newDefault(seller, ask.bps, policy)
  if (isRefusal(after)) return after
  const { rows } = await engine.pool.query<{ price: number; own: boolean; n: number }>({
    name: 'prices-by-points',
    text: `select case when own then 0 else price end as price, own, count(*) as n
      from (select price, (points_bps is not null or points_amount is not null) as own
        from listing where seller_id = $1) as listed
      group by 1, 2`,
    values: [seller.id],
  })
  const facts = { ...seller.facts, defaultBps: after.defaultBps }
  const counts = { changed: 0, same: 0, own: 0 }
  for (const { price, own, n } of rows) {
    if (own) counts.own += n
    else if (differs(seller, facts, yen(price), policy)) counts.changed += n
    else counts.same += n
  }
  return { before: seller.facts.defaultBps, after: after.defaultBps, ...counts }
}

function differs(seller: Seller, facts: SellerFacts, price: Yen, policy: Policy): boolean {
  const offer = { price, points: null, marketplace: seller.marketplace }
  const before = effectivePoints(offer, seller.facts, policy)
  return effectivePoints(offer, facts, policy).points !== before.points
}

function newDefault(seller: Seller, bps: BasisPoints, policy: Policy) {
  const decided = decideAccountDefault(bps, policy)
  if (isRefusal(decided) || decided.defaultBps === null) return decided
  return mayOfferPoints(seller.facts, seller.marketplace, policy) ?? decided
}

/** Sets or removes a seller's account-wide default percentage †. Refusals as in the preview. */
export const setDefaultPoints = (
  engine: Engine,
  intent: Intent,
  ask: DefaultPointsAsk,
): Promise<Refusal | Accepted<Pick<DefaultPointsPreview, 'before' | 'after'>>> =>
  once(engine, intent, 'seller.default_points_changed', ask, async (work) => {
    const seller = await lockSeller(work, ask.seller)
    if (!seller) return refuse('seller_not_found')
    const decided = newDefault(seller, ask.bps, await currentPolicy(engine, work.sql, work.at))
    if (isRefusal(decided)) return decided
    const outcome = { before: seller.facts.defaultBps, after: decided.defaultBps }
    if (outcome.before === outcome.after) return outcome
    await storeDefault(work.sql, seller, outcome.after)
    const { id, reference } = seller
    await recordSellerEvents(work, [
      { seller: id, reference, what: 'default_points_changed', facts: outcome },
    ])
    return outcome
  })

const storeDefault = (sql: Sql, seller: Seller, bps: BasisPoints | null) =>
  sql.query('update seller set default_points_bps = $2 where id = $1', [seller.id, bps])
