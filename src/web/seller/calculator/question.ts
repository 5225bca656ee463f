import type { Yen } from '../../../rules/money/amount.ts'
import type { Policy } from '../../../rules/policy/policy.ts'
import { type OfferPreview, previewOffer } from '../../../rules/previews/offer.ts'
import { isRefusal, type Refusal } from '../../../rules/refusal.ts'
import { basisPoints } from '../../console/basis-points.ts'
import { wholeNumber } from '../../kit/format.ts'

/** The calculator's fields, as they were typed. */
export interface Fields {
  readonly price: string
  readonly shipping: string
  readonly percent: string
  readonly category: string
  /** What one unit costs the seller; empty where nobody says. */
  readonly cost: string
  readonly asin: string
}

/** The help page's own example: (1,000 + 340 − 100) × 10 % = 124. */
export const EXAMPLE: Fields = {
  ...{ price: '1000', shipping: '340', percent: '10', category: 'toys', cost: '', asin: '' },
}

/** The fields as numbers; undefined where a text is none. */
export interface Numbers {
  readonly price: number | undefined
  readonly shipping: number | undefined
  readonly bps: number | undefined
  readonly cost: number | undefined
}

const orZero = (text: string): number | undefined => (text.trim() === '' ? 0 : wholeNumber(text))
const notNegative = (value: number | undefined) =>
  value !== undefined && value >= 0 && value <= 900_000_000 ? value : undefined

export const numbersOf = (fields: Fields): Numbers => ({
  price: notNegative(wholeNumber(fields.price)) || undefined,
  shipping: notNegative(orZero(fields.shipping)),
  bps: fields.percent.trim() === '' ? 0 : basisPoints(fields.percent),
  cost: notNegative(orZero(fields.cost)),
})

/** One sale at a percentage, by the rules that charge; undefined while something is no number. */
export function saleAt(
  { price, shipping }: Numbers,
  bps: number | undefined,
  category: string,
  policy: Policy,
): Refusal | OfferPreview | undefined {
  if (price === undefined || shipping === undefined || bps === undefined) return undefined
  const points = bps === 0 ? ({ by: 'none' } as const) : ({ by: 'percentage', bps } as const)
  const question = { price: price as Yen, shipping: shipping as Yen, points, category }
  return previewOffer(question, policy)
}

export interface CurvePoint {
  readonly percent: number
  readonly sale: OfferPreview
}

/** Every percentage that may be offered, in whole percents, with none first. */
export function curveOf(numbers: Numbers, category: string, policy: Policy): CurvePoint[] {
  const { minimumBps, maximumBps } = policy.terms.offering
  const from = Math.ceil(minimumBps / 100)
  const to = Math.floor(maximumBps / 100)
  const percents = [0, ...Array.from({ length: to - from + 1 }, (_, index) => from + index)]
  return percents.flatMap((percent) => {
    const sale = saleAt(numbers, percent * 100, category, policy)
    return sale === undefined || isRefusal(sale) ? [] : [{ percent, sale }]
  })
}
