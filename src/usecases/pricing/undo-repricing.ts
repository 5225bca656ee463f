import type { Accepted } from '../../ledger/command.ts'
import type { PointsSetting } from '../../rules/offers/offer.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { authorOf } from '../listings/author.ts'
import { type ChangedListing, changeOne } from '../listings/change.ts'
import { pointsOfColumns } from '../listings/listing.ts'
import { once, type Work } from '../once.ts'
import { recordDecisions } from './decisions.ts'
import { enable, lockRule, type RuleOf } from './set-rule.ts'

/**
 * Takes back the last price that a SKU's rule set, the points with it, and pauses the rule, which
 * would only set it again. Refusals, in order: `seller_not_found`, `pricing_rule_not_found`,
 * `nothing_repriced`, then those of `decideListing`.
 */
export const undoRepricing = (
  engine: Engine,
  intent: Intent,
  ask: RuleOf,
): Promise<Refusal | Accepted<ChangedListing>> =>
  once(engine, intent, 'pricing_rule.undone', ask, async (work) => {
    const row = await lockRule(work, ask)
    if (isRefusal(row)) return row
    const before = await beforeLast(work, row.listing_id)
    if (!before) return refuse('nothing_repriced', { sku: ask.sku })
    const { price, points } = before
    const by = ask.by ?? work.caller
    const author = await authorOf(engine, work, { seller: ask.seller, source: 'manual', by })
    if (isRefusal(author)) return author
    const change = { sku: ask.sku, price, points: points ?? ({ by: 'default' } as const) }
    const changed = await changeOne(work, author, change)
    if (isRefusal(changed)) return changed
    const entry = {
      listing: row.listing_id,
      version: row.version,
      because: 'undone',
      facts: { by },
    }
    const prices = { priceBefore: before.was, price }
    await recordDecisions(work.sql, [{ ...entry, what: 'undone', ...prices }], work.at, work.now)
    if (row.enabled) await enable(work, row, false, by)
    return changed
  })

/** Price and points before the last automated change; undefined when there is nothing to undo. */
async function beforeLast(
  { sql }: Work,
  listing: number,
): Promise<
  | { readonly was: number; readonly price: number; readonly points: PointsSetting | null }
  | undefined
> {
  const { rows } = await sql.query({
    name: 'before-last-repricing',
    text: `select h.price as was, h.price_before as price, h.points_bps_before as points_bps,
        h.points_amount_before as points_amount, h.points_of_price_before as points_of_price
      from (select what, price from pricing_decision where listing_id = $1
          and what in ('changed', 'undone') order by id desc limit 1) as d
        join lateral (select * from listing_history where listing_id = $1
          and source = 'automated' order by version desc limit 1) as h on d.what = 'changed'`,
    values: [listing],
  })
  const row = rows[0]
  return row && { was: row.was, price: row.price, points: pointsOfColumns(row) }
}
