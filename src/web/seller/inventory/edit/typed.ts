import {
  AMOUNT_MAX,
  decidePriceUpdate,
  isRefusal,
  type Offer,
  type OfferWarning,
  type PointsAsk,
  type Refusal,
  type SellerId,
  STOCK_MAX,
  shownPoints,
  yen,
} from '../../../../rules/index.ts'
import { basisPoints } from '../../../console/basis-points.ts'
import { wholeNumber } from '../../../kit/format.ts'
import type { Programme } from '../../common/use-programme.ts'
import type { Listing } from '../answers.ts'

/** What somebody typed into the fields of an offer: kept as it is, right or wrong. */
export interface Typed {
  readonly price: string
  readonly percent: string
  readonly points: string
  /** Which of the two was typed last and so rules; null while neither was touched. */
  readonly by: 'percent' | 'points' | null
  /** '' for not counted. */
  readonly stock: string
  /** What was on the screen when the typing began. */
  readonly seen: Pick<Listing, 'version' | 'price' | 'effectivePoints' | 'stock'>
}

export const percentText = (bps: number): string => String(bps / 100)

/** The fields of an offer as they are before anybody types. */
export function begin({ version, price, effectivePoints, stock, shown }: Listing): Typed {
  return {
    price: String(price),
    percent: percentText(shown?.bps ?? 0),
    points: String(effectivePoints),
    by: null,
    stock: stock === null ? '' : String(stock),
    seen: { version, price, effectivePoints, stock },
  }
}

/** Why a field can not be as it was typed; each has a sentence in `mistakes.ts`. */
export type Mistake =
  | 'priceEmpty'
  | 'priceNoNumber'
  | 'priceOutOfRange'
  | 'pointsEmpty'
  | 'pointsNoNumber'
  | 'percentNoNumber'
  | 'pointsNegative'
  | 'stockNoNumber'
  | 'stockOutOfRange'

export interface Change {
  readonly price?: number
  readonly points?: PointsAsk
  readonly stock?: number | null
}

/** What was typed, understood. */
export interface Read {
  readonly mistakes: Readonly<Partial<Record<'price' | 'points' | 'stock', Mistake>>>
  /** What the rules say no to, where nothing is mistyped. */
  readonly refusal: Refusal | undefined
  /** What would be asked of the server; the points only if they were typed. */
  readonly change: Change
  readonly isChange: boolean
  /** The offer afterwards; before, where something is wrong. */
  readonly price: number
  readonly points: PointsAsk
  readonly pointsAfter: number
  readonly bpsAfter: number
  readonly warnings: readonly OfferWarning[]
  /** The price alone was changed and the points will be reset: this keeps them instead. */
  readonly keeping: PointsAsk | undefined
}

/** The setting in force, as one could ask for it again. */
export function pointsAsk(listing: Listing, { facts, policy }: Programme): PointsAsk {
  if (listing.effectivePoints === 0) return { by: 'none' }
  if (listing.points?.by === 'percentage') return { by: 'percentage', bps: listing.points.bps }
  if (listing.points) return listing.points as PointsAsk
  const byDefault = policy.terms.offering.accountDefault ? facts.defaultBps : null
  return byDefault === null ? { by: 'none' } : { by: 'percentage', bps: byDefault }
}

/** Reads the fields by the very rules that the server decides by. */
export function read(typed: Typed, listing: Listing, programme: Programme): Read {
  const price = readPrice(typed.price)
  const points = readPoints(typed)
  const stock = readStock(typed.stock)
  const mistakes = {
    ...(typeof price === 'string' ? { price } : {}),
    ...(typeof points === 'string' ? { points } : {}),
    ...(typeof stock === 'string' ? { stock } : {}),
  }
  const before = pointsAsk(listing, programme)
  const wrong: Read = {
    ...{ mistakes, refusal: undefined, change: {}, isChange: false, price: listing.price },
    ...{ points: before, pointsAfter: listing.effectivePoints, bpsAfter: listing.shown?.bps ?? 0 },
    ...{ warnings: [], keeping: undefined },
  }
  if (typeof price === 'string' || typeof points === 'string' || typeof stock === 'string') {
    return wrong
  }
  const change: Change = {
    ...(price === typed.seen.price ? {} : { price }),
    ...(points === undefined ? {} : { points }),
    ...(stock === typed.seen.stock ? {} : { stock }),
  }
  const isChange = Object.keys(change).length > 0
  if (change.price === undefined && change.points === undefined) {
    return { ...wrong, change, isChange }
  }
  const asked = { price, ...(points === undefined ? {} : { points }) }
  const { facts, policy } = programme
  const decided = decidePriceUpdate(offerOf(listing, programme), asked, 'manual', facts, policy)
  if (isRefusal(decided)) return { ...wrong, refusal: decided, price, change }
  const isReset = decided.warnings.some(({ warning }) => warning === 'points_reset')
  return {
    ...{ mistakes, refusal: undefined, change, isChange, price },
    points: points ?? (isReset ? { by: 'none' } : before),
    pointsAfter: decided.points,
    bpsAfter: shownPoints(decided.points, yen(price), policy.terms.rounding).bps,
    warnings: decided.warnings,
    keeping: isReset ? keeping(listing) : undefined,
  }
}

/** The points that somebody means who only looks at the price: the percentage, or the amount. */
const keeping = ({ points, effectivePoints }: Listing): PointsAsk =>
  points?.by === 'percentage'
    ? { by: 'percentage', bps: points.bps }
    : { by: 'amount', points: effectivePoints }

const offerOf = (listing: Listing, { marketplace }: Programme): Offer => ({
  ...{ seller: 0 as SellerId, sku: listing.sku, asin: listing.asin, marketplace },
  condition: listing.condition as Offer['condition'],
  price: yen(listing.price),
  shipping: yen(listing.shipping),
  points: listing.points as Offer['points'],
  stock: listing.stock ?? STOCK_MAX,
  status: listing.status,
})

export function readPrice(text: string): number | Mistake {
  if (text.trim() === '') return 'priceEmpty'
  const price = wholeNumber(text)
  if (price === undefined) return 'priceNoNumber'
  return price < 1 || price > AMOUNT_MAX ? 'priceOutOfRange' : price
}

export function readPoints({
  by,
  percent,
  points,
}: Pick<Typed, 'by' | 'percent' | 'points'>): PointsAsk | Mistake | undefined {
  if (by === null) return undefined
  if ((by === 'percent' ? percent : points).trim() === '') return 'pointsEmpty'
  if (by === 'percent') {
    const bps = basisPoints(percent)
    if (bps === undefined) return 'percentNoNumber'
    return bps < 0 ? 'pointsNegative' : { by: 'percentage', bps }
  }
  const amount = wholeNumber(points)
  if (amount === undefined) return 'pointsNoNumber'
  return amount < 0 ? 'pointsNegative' : { by: 'amount', points: amount }
}

export function readStock(text: string): number | null | Mistake {
  if (text.trim() === '') return null
  const stock = wholeNumber(text)
  if (stock === undefined) return 'stockNoNumber'
  return stock < 0 || stock > STOCK_MAX ? 'stockOutOfRange' : stock
}
