import type { FeeBase } from '../fees/referral.ts'
import { mulDiv, WHOLE_BPS } from '../money/ratio.ts'
import type { FeeRate, Policy } from '../policy/policy.ts'
import { exactly, type Step } from './steps.ts'

/** Why a referral fee is what it is: the last step's result is `referralFee` of the same facts. */
export function explainFee(sale: FeeBase, rate: FeeRate, policy: Policy): Step[] {
  const { rounding } = policy.terms
  const { principal, shipping, points, units } = sale
  const about = { rounded: null, policyVersion: policy.version }
  const total = principal + shipping
  if (total === 0) return [{ ...about, code: 'fee_none', numbers: {}, result: 0 }]
  const base = total - points
  const { rateBps, minimum } = rate
  const proportional = mulDiv(base, rateBps, WHOLE_BPS, rounding)
  const steps: Step[] = [
    { ...about, code: 'fee_base', numbers: { principal, shipping, points }, result: base },
    {
      ...about,
      code: 'fee_rate',
      numbers: { base, rateBps },
      rounded: { exact: exactly(base, rateBps, WHOLE_BPS), rounding },
      result: proportional,
    },
  ]
  const floor = minimum * units
  if (floor > proportional) {
    steps.push({ ...about, code: 'fee_minimum', numbers: { minimum, units }, result: floor })
  }
  if (Math.max(floor, proportional) > total) {
    steps.push({ ...about, code: 'fee_limit', numbers: { total }, result: total })
  }
  return steps
}
