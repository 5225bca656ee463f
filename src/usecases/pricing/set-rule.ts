import type { Accepted } from '../../ledger/command.ts'
import {
  decidePricingRule,
  PRICING_TARGETS,
  type PricingRuleAsk,
} from '../../rules/pricing/rule.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { lockListings } from '../listings/apply.ts'
import { once, type Work } from '../once.ts'
import { readSeller } from '../sellers/account.ts'
import { unknownWord } from '../text.ts'
import { recordDecisions } from './decisions.ts'
import { type KeptRule, keptOf, type RuleRow, ruleOf, sizeOf } from './rule-rows.ts'

/** Whose SKU, and who asks for it, as history shows it; absent: the caller. */
export interface RuleOf {
  readonly seller: string
  readonly sku: string
  readonly by?: string
}

export interface SetRuleAsk extends RuleOf, PricingRuleAsk {
  /** Whether it sets prices; a rule can be kept to be simulated first. */
  readonly enabled: boolean
}

const STEPS = ['match', 'amount', 'percentage'] as const

/**
 * Gives a SKU a pricing rule, or replaces the one it has. An enabled one decides at once.
 * Refusals, in order: `value_unknown`, those of `decidePricingRule`, `seller_not_found`,
 * `listing_not_found`.
 */
export const setPricingRule = (
  engine: Engine,
  intent: Intent,
  ask: SetRuleAsk,
): Promise<Refusal | Accepted<KeptRule>> =>
  once(engine, intent, 'pricing_rule.set', ask, async (work) => {
    const no =
      unknownWord('target', ask.target, PRICING_TARGETS) ?? unknownWord('step', ask.step.by, STEPS)
    if (no) return no
    const rule = decidePricingRule(ask)
    if (isRefusal(rule)) return rule
    const seller = await readSeller(work.sql, ask.seller)
    if (!seller) return refuse('seller_not_found')
    const listing = (await lockListings(work.sql, seller.id, [ask.sku])).get(ask.sku)
    if (!listing) return refuse('listing_not_found', { sku: ask.sku })
    const { rows } = await work.sql.query<RuleRow>({
      name: 'set-pricing-rule',
      text: SET,
      values: [
        ...[listing.id, seller.id, ask.sku, rule.target, rule.step.by, sizeOf(rule.step)],
        ...[rule.floor, rule.ceiling, ask.enabled, ask.by ?? work.caller, work.at],
      ],
    })
    return recorded(work, rows[0] as RuleRow, ask.enabled ? 'rule_set' : 'rule_kept_off')
  })

/** A rule that is set looks at the offers at once; one that is off is never woken. */
const SET = `
  insert into pricing_rule as r (listing_id, seller_id, sku, target, step_by, step, floor, ceiling,
    enabled, changed_by, wake_at, created_at, updated_at)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $9 then m end, m, m
  from (select to_timestamp($11::float8 / 1000) as m) as n
  on conflict (listing_id) do update set target = excluded.target, step_by = excluded.step_by,
    step = excluded.step, floor = excluded.floor, ceiling = excluded.ceiling,
    enabled = excluded.enabled, changed_by = excluded.changed_by, because = null,
    wake_at = excluded.wake_at, updated_at = excluded.updated_at, version = r.version + 1
  returning *`

/**
 * Pauses a rule, or lets it go on; then it decides at once. A rule that is as wanted stays as it
 * is. Refusals: `seller_not_found`, `pricing_rule_not_found`.
 */
export const enablePricingRule = (
  engine: Engine,
  intent: Intent,
  ask: RuleOf & { readonly enabled: boolean },
): Promise<Refusal | Accepted<KeptRule>> =>
  once(engine, intent, 'pricing_rule.enabled', ask, async (work) => {
    const row = await lockRule(work, ask)
    if (isRefusal(row)) return row
    return row.enabled === ask.enabled ? keptOf(row) : enable(work, row, ask.enabled, ask.by)
  })

/** Switches a rule that is locked, with an entry in its history. */
export async function enable(
  work: Work,
  row: RuleRow,
  enabled: boolean,
  by: string = work.caller,
): Promise<KeptRule> {
  const { rows } = await work.sql.query<RuleRow>({
    name: 'enable-pricing-rule',
    text: `update pricing_rule set enabled = $2, changed_by = $3, because = null,
        wake_at = case when $2 then m end, updated_at = m, version = version + 1
      from (select to_timestamp($4::float8 / 1000) as m) as n where listing_id = $1 returning *`,
    values: [row.listing_id, enabled, by, work.at],
  })
  return recorded(work, rows[0] as RuleRow, enabled ? 'rule_resumed' : 'rule_paused')
}

/** Takes a rule away; its history stays. Refusals: `seller_not_found`, `pricing_rule_not_found`. */
export const removePricingRule = (
  engine: Engine,
  intent: Intent,
  ask: RuleOf,
): Promise<Refusal | Accepted<{ readonly sku: string }>> =>
  once(engine, intent, 'pricing_rule.removed', ask, async (work) => {
    const row = await lockRule(work, ask)
    if (isRefusal(row)) return row
    await recorded(work, row, 'rule_removed')
    await work.sql.query('delete from pricing_rule where listing_id = $1', [row.listing_id])
    return { sku: ask.sku }
  })

/** A SKU's rule, held until the transaction ends. */
export async function lockRule({ sql }: Work, ask: RuleOf): Promise<Refusal | RuleRow> {
  const seller = await readSeller(sql, ask.seller)
  if (!seller) return refuse('seller_not_found')
  const { rows } = await sql.query<RuleRow>({
    name: 'lock-pricing-rule',
    text: 'select * from pricing_rule where seller_id = $1 and sku = $2 for update',
    values: [seller.id, ask.sku],
  })
  return rows[0] ?? refuse('pricing_rule_not_found', { sku: ask.sku })
}

async function recorded({ sql, at, now }: Work, row: RuleRow, because: string): Promise<KeptRule> {
  const { listing_id: listing, version, changed_by: by } = row
  const facts = { by, ...ruleOf(row) }
  const entry = { listing, version, what: 'set', because, facts, priceBefore: null, price: null }
  await recordDecisions(sql, [{ ...entry, what: 'set' }], at, now)
  return keptOf(row)
}
