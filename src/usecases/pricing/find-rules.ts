import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { type KeptRule, keptOf, type RuleRow } from './rule-rows.ts'

export interface RulesAsk {
  readonly seller: string
  /** Only those that are on, or off. */
  readonly enabled?: boolean
  /** The last SKU already seen. */
  readonly after?: string
  /** 50 unless named. */
  readonly limit?: number
}

/** A seller's pricing rules, by SKU. Refusal: `seller_not_found`. */
export async function listPricingRules(
  engine: Engine,
  { seller, enabled, after, limit = 50 }: RulesAsk,
): Promise<Refusal | readonly KeptRule[]> {
  const id = await engine.directory.seller(seller)
  if (id === undefined) return refuse('seller_not_found')
  const { rows } = await engine.pool.query<RuleRow>({
    name: 'pricing-rules',
    text: `select * from pricing_rule where seller_id = $1 and ($2::boolean is null or enabled = $2)
      and ($3::text is null or sku > $3) order by sku limit $4`,
    values: [id, enabled ?? null, after ?? null, limit],
  })
  return rows.map(keptOf)
}

/** A SKU's rule. Refusals: `seller_not_found`, `pricing_rule_not_found`. */
export async function findPricingRule(
  engine: Engine,
  seller: string,
  sku: string,
): Promise<Refusal | KeptRule> {
  const id = await engine.directory.seller(seller)
  if (id === undefined) return refuse('seller_not_found')
  const { rows } = await engine.pool.query<RuleRow>({
    name: 'pricing-rule',
    text: 'select * from pricing_rule where seller_id = $1 and sku = $2',
    values: [id, sku],
  })
  return rows[0] ? keptOf(rows[0]) : refuse('pricing_rule_not_found', { sku })
}

/** An entry of a rule's history. */
export interface PricingHistoryEntry {
  readonly id: number
  readonly ruleVersion: number
  readonly what: 'set' | 'changed' | 'held' | 'undone'
  readonly because: string
  /** The competitor that was followed, the rule that was set: what the decision was made from. */
  readonly facts: Readonly<Record<string, unknown>>
  readonly priceBefore: number | null
  readonly price: number | null
  readonly at: Instant
}

export interface PricingHistoryAsk {
  readonly seller: string
  readonly sku: string
  /** The oldest entry already seen. */
  readonly before?: number
  /** 50 unless named. */
  readonly limit?: number
}

/**
 * What was done to a SKU's rule and what the rule did, newest first; also after it was removed.
 * Refusals: `seller_not_found`, `listing_not_found`.
 */
export async function pricingHistory(
  engine: Engine,
  { seller, sku, before, limit = 50 }: PricingHistoryAsk,
): Promise<Refusal | readonly PricingHistoryEntry[]> {
  const id = await engine.directory.seller(seller)
  if (id === undefined) return refuse('seller_not_found')
  const listing = await engine.pool.query<{ id: number }>({
    name: 'listing-id',
    text: 'select id from listing where seller_id = $1 and sku = $2',
    values: [id, sku],
  })
  if (!listing.rows[0]) return refuse('listing_not_found', { sku })
  const { rows } = await engine.pool.query<PricingHistoryEntry>({
    name: 'pricing-history',
    text: `select id, rule_version as "ruleVersion", what, because, facts,
        price_before as "priceBefore", price, event_at as at
      from pricing_decision where listing_id = $1 and ($2::bigint is null or id < $2)
      order by id desc limit $3`,
    values: [listing.rows[0].id, before ?? null, limit],
  })
  return rows
}
