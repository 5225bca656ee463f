import type { PricingStep } from '../../../rules/pricing/rule.ts'
import { basisPoints } from '../../console/basis-points.ts'
import { wholeNumber } from '../../kit/format.ts'
import type { Listing } from '../inventory/answers.ts'
import type { Rule, RuleTerms } from './answers.ts'

/** A rule's fields, as they are chosen and typed. */
export interface RuleFields {
  readonly target: 'featured' | 'lowest'
  readonly by: PricingStep['by']
  readonly size: string
  readonly floor: string
  readonly ceiling: string
}

/** Those of the rule there is, or a careful beginning around today's price. */
export function fieldsOf(rule: Rule | null, listing: Listing): RuleFields {
  if (rule) {
    const { target, step, floor, ceiling } = rule
    const size =
      step.by === 'amount' ? String(step.yen) : step.by === 'percentage' ? `${step.bps / 100}` : '1'
    return { target, by: step.by, size, floor: String(floor), ceiling: String(ceiling) }
  }
  const net = listing.price + listing.shipping - listing.effectivePoints
  return {
    ...{ target: 'featured', by: 'match', size: '1' },
    ...{ floor: String(Math.max(1, Math.round(net * 0.9))), ceiling: String(net) },
  }
}

/**
 * The rule that the fields say; undefined while one of them is no number, or the range is empty.
 */
export function termsOf({ target, by, size, ...range }: RuleFields): RuleTerms | undefined {
  const [floor, ceiling] = [wholeNumber(range.floor), wholeNumber(range.ceiling)]
  if (floor === undefined || ceiling === undefined || floor < 1 || ceiling < floor) return undefined
  if (by === 'match') return { target, step: { by }, floor, ceiling }
  if (by === 'amount') {
    const yen = wholeNumber(size)
    return yen === undefined || yen < 1 ? undefined : { target, step: { by, yen }, floor, ceiling }
  }
  const bps = basisPoints(size)
  if (bps === undefined || bps < 1 || bps > 5_000) return undefined
  return { target, step: { by, bps }, floor, ceiling }
}
