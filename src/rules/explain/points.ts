import type { Yen } from '../money/amount.ts'
import type { PointsSetting } from '../offers/offer.ts'
import { pointsAt, ratioOf } from '../offers/points.ts'
import type { Policy } from '../policy/policy.ts'
import { exactly, type Step } from './steps.ts'

/** Why a line grants the points it does: a share of the price, rounded for one unit, × units. */
export function explainPoints(
  price: Yen,
  setting: PointsSetting,
  units: number,
  policy: Policy,
): Step[] {
  const { rounding } = policy.terms
  const [part, whole] = ratioOf(setting)
  const pointsPerUnit = pointsAt(price, setting, rounding)
  const about = { policyVersion: policy.version }
  return [
    {
      ...about,
      code: 'points_of_price',
      numbers: { price, part, whole },
      rounded: { exact: exactly(price, part, whole), rounding },
      result: pointsPerUnit,
    },
    {
      ...about,
      code: 'points_of_units',
      numbers: { pointsPerUnit, units },
      rounded: null,
      result: pointsPerUnit * units,
    },
  ]
}
