import type { SellerId } from '../../rules/ids.ts'
import type { Yen } from '../../rules/money/amount.ts'
import type { PricingRule, PricingStep, PricingTarget } from '../../rules/pricing/rule.ts'
import type { Instant } from '../../rules/time/instant.ts'

/** A rule as it is kept for a SKU. */
export interface KeptRule extends PricingRule {
  readonly sku: string
  readonly enabled: boolean
  readonly version: number
  readonly changedBy: string
  /** Why it decided last as it did; null before its first decision. */
  readonly because: string | null
  /** When time alone may change that. */
  readonly wakeAt: Instant | null
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

export interface RuleRow {
  readonly listing_id: number
  readonly seller_id: SellerId
  readonly sku: string
  readonly target: PricingTarget
  readonly step_by: PricingStep['by']
  readonly step: number
  readonly floor: Yen
  readonly ceiling: Yen
  readonly enabled: boolean
  readonly version: number
  readonly changed_by: string
  readonly because: string | null
  readonly wake_at: Instant | null
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const ruleOf = ({ target, step_by, step, floor, ceiling }: RuleRow): PricingRule => ({
  target,
  step: stepOf(step_by, step),
  floor,
  ceiling,
})

export const keptOf = (row: RuleRow): KeptRule => ({
  sku: row.sku,
  ...ruleOf(row),
  enabled: row.enabled,
  version: row.version,
  changedBy: row.changed_by,
  because: row.because,
  wakeAt: row.wake_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

function stepOf(by: PricingStep['by'], step: number): PricingStep {
  if (by === 'amount') return { by, yen: step }
  return by === 'percentage' ? { by, bps: step } : { by }
}

/** The number that goes with a step: yen, or hundredths of a percent. */
export function sizeOf(step: PricingStep): number {
  if (step.by === 'amount') return step.yen
  return step.by === 'percentage' ? step.bps : 0
}
