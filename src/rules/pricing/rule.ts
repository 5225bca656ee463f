import { isAmount, type Yen, yen } from '../money/amount.ts'
import { type BasisPoints, mulDiv, WHOLE_BPS } from '../money/ratio.ts'
import type { Policy } from '../policy/policy.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** Whose price a rule follows: the offer that would be featured without us, or the lowest one. */
export type PricingTarget = 'featured' | 'lowest'

export const PRICING_TARGETS: readonly PricingTarget[] = ['featured', 'lowest']

/** Where the own price is to stand: at the competitor's, or below it. */
export type PricingStep =
  | { readonly by: 'match' }
  | { readonly by: 'amount'; readonly yen: number }
  | { readonly by: 'percentage'; readonly bps: BasisPoints }

/**
 * How a seller has the price of a SKU set by itself. Floor and ceiling are compared with what an
 * automated update compares by (`automationPrice`): price and shipping, net of points where the
 * policy keeps their percentage §.
 */
export interface PricingRule {
  readonly target: PricingTarget
  readonly step: PricingStep
  readonly floor: Yen
  readonly ceiling: Yen
}

/** As asked for; nothing is checked yet. */
export interface PricingRuleAsk {
  readonly target: PricingTarget
  readonly step: PricingStep
  readonly floor: number
  readonly ceiling: number
}

/** Half of a competitor's price: beyond that it is a slip, not a strategy. */
const STEP_MAX: BasisPoints = 5_000

/**
 * Checks a rule before it is kept. Refusals, in order: `amount_out_of_range`,
 * `pricing_range_empty`, `pricing_step_out_of_range`.
 */
export function decidePricingRule(ask: PricingRuleAsk): Refusal | PricingRule {
  const { target, step, floor, ceiling } = ask
  if (!isAmount(floor) || !isAmount(ceiling) || floor < 1) return refuse('amount_out_of_range')
  if (ceiling < floor) return refuse('pricing_range_empty', { floor, ceiling })
  if (step.by === 'amount' && (!isAmount(step.yen) || step.yen < 1 || step.yen > ceiling)) {
    return refuse('pricing_step_out_of_range', { maximum: `${ceiling} JPY` })
  }
  if (step.by === 'percentage') {
    const { bps } = step
    if (!Number.isInteger(bps) || bps < 1 || bps > STEP_MAX) {
      return refuse('pricing_step_out_of_range', { maximum: `${STEP_MAX / 100} %` })
    }
  }
  return { target, step, floor: yen(floor), ceiling: yen(ceiling) }
}

/** The price that a rule wants to stand at, before floor and ceiling; may be below 1 yen. */
export function wantedPrice(competitor: Yen, step: PricingStep, policy: Policy): number {
  switch (step.by) {
    case 'match':
      return competitor
    case 'amount':
      return competitor - step.yen
    case 'percentage':
      return mulDiv(competitor, WHOLE_BPS - step.bps, WHOLE_BPS, policy.terms.rounding)
    default:
      return step satisfies never
  }
}
