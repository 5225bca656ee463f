import type { Condition } from '../../rules/offers/offer.ts'
import { CONDITIONS } from '../../rules/offers/offer.ts'
import type { PointsAsk } from '../../rules/offers/points.ts'
import type { ListingAsk } from './decide.ts'

/** Attributes of an item that an offer is made of; all others are a product's. */
const OFFER_ATTRIBUTES = [
  'purchasable_offer',
  'fulfillment_availability',
  'condition_type',
  'merchant_suggested_asin',
] as const

const CURRENCY = 'JPY'

type Fields = Readonly<Record<string, unknown>>

/** `new_new`, `used_very_good` … as listings have it. */
export const conditionType = (condition: Condition) =>
  condition === 'new' || condition === 'refurbished'
    ? (`${condition}_${condition}` as 'new_new' | 'refurbished_refurbished')
    : condition

/** The condition that a listing's word means; undefined for one that we do not have. */
const conditionOfType = (type: string): Condition | undefined =>
  CONDITIONS.find((condition) => conditionType(condition) === type)

/** Why an attribute can not be asked for, as a sentence and by a code. */
export interface AttributeProblem {
  readonly code: 'ATTRIBUTE_INVALID' | 'ATTRIBUTE_NEEDED' | 'PATH_INVALID'
  readonly attribute: string
  readonly message: string
}

/** What attributes ask of a listing, or what keeps it from being asked. */
export interface AttributesRead {
  /** Only without problems. */
  readonly ask: Omit<ListingAsk, 'sku'>
  readonly problems: readonly AttributeProblem[]
  /** Attributes that are no offer's: they are not kept here. */
  readonly unkept: readonly string[]
}

/** Reads attributes; those that are no offer's are passed over and named. */
export function readAttributes(attributes: Fields): AttributesRead {
  const problems: AttributeProblem[] = []
  const unkept: string[] = []
  let ask: Omit<ListingAsk, 'sku'> = {}
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!isOffer(attribute)) {
      unkept.push(attribute)
      continue
    }
    const all = Array.isArray(value) ? value : [value]
    const kept = attribute === 'purchasable_offer' ? all.filter(isForAll) : all
    if (kept.length < all.length) unkept.push(`${attribute}.audience`)
    if (kept.length === 0 && all.length > 0) continue
    const read = READERS[attribute](firstOf(kept))
    if (typeof read === 'string') {
      problems.push({ code: 'ATTRIBUTE_INVALID', attribute, message: read })
    } else ask = { ...ask, ...read }
  }
  return { ask, problems, unkept }
}

/** One change of one attribute, as a program sent it. */
export interface AttributePatch {
  readonly op?: unknown
  readonly path?: unknown
  readonly value?: unknown
}

/** What patches ask for together; the last one of an attribute counts. */
export function readPatches(patches: readonly AttributePatch[]): AttributesRead {
  const attributes: Record<string, unknown> = {}
  const problems: AttributeProblem[] = []
  let offSale = false
  for (const { op, path, value } of patches) {
    const attribute = /^\/attributes\/(\w+)$/.exec(String(path))?.[1]
    if (attribute === undefined) {
      const message = `'${path}' is not the path of an attribute.`
      problems.push({ code: 'PATH_INVALID', attribute: String(path), message })
    } else if (op !== 'delete') {
      attributes[attribute] = value
    } else if (attribute === 'purchasable_offer') {
      offSale = true
    } else if (isOffer(attribute)) {
      const message = `'${attribute}' can not be deleted.`
      problems.push({ code: 'ATTRIBUTE_NEEDED', attribute, message })
    }
  }
  const read = readAttributes(attributes)
  const ask = offSale ? { ...read.ask, status: 'inactive' as const } : read.ask
  return { ask, problems: [...problems, ...read.problems], unkept: read.unkept }
}

/** A new listing says everything; what it leaves out is as if it had never been set. */
export const whole = (ask: Omit<ListingAsk, 'sku'>): Omit<ListingAsk, 'sku'> => ({
  ...{ shipping: 0, stock: null, status: 'active' as const },
  ...ask,
})

const isOffer = (name: string): name is (typeof OFFER_ATTRIBUTES)[number] =>
  (OFFER_ATTRIBUTES as readonly string[]).includes(name)

/** Whether a price is everybody's: there are no others, such as Amazon Business's (`B2B`) ‡. */
const isForAll = (offer: unknown): boolean => (firstOf(offer).audience ?? 'ALL') === 'ALL'

type Reader = (value: Fields) => string | Omit<ListingAsk, 'sku'>

/** What each attribute asks for; a sentence where it can not be read. */
const READERS: Readonly<Record<(typeof OFFER_ATTRIBUTES)[number], Reader>> = {
  purchasable_offer: readOffer,
  fulfillment_availability: ({ quantity, fulfillment_channel_code: channel = 'DEFAULT' }) => {
    if (channel !== 'DEFAULT') return `'${channel}' is not a fulfilment channel here.`
    if (quantity === undefined) return { stock: null }
    return isWhole(quantity) ? { stock: quantity } : `'quantity' has to be a whole number.`
  },
  condition_type: ({ value }) => {
    const condition: Condition | undefined = conditionOfType(String(value))
    return condition === undefined ? `'${value}' is not a condition here.` : { condition }
  },
  merchant_suggested_asin: ({ value }) =>
    typeof value === 'string' ? { asin: value } : "'value' has to be an ASIN.",
}

function readOffer({ currency, our_price, points, shipping }: Fields): ReturnType<Reader> {
  if (currency !== undefined && currency !== CURRENCY) return `'currency' has to be ${CURRENCY}.`
  const price = our_price === undefined ? undefined : amountOf(scheduled(our_price))
  if (price === null) return "'our_price' has to be whole yen."
  const carriage = shipping === undefined ? undefined : amountOf(firstOf(shipping).value_with_tax)
  if (carriage === null) return "'shipping' has to be whole yen."
  const asked = points === undefined ? undefined : pointsOf(firstOf(points))
  if (asked === null) {
    return "'points' has to have 'points_number' or 'percent', with at most two decimals."
  }
  return {
    ...(price === undefined ? {} : { price }),
    ...(carriage === undefined ? {} : { shipping: carriage }),
    ...(asked === undefined ? {} : { points: asked }),
    // Who offers it, sells it.
    ...(price === undefined ? {} : { status: 'active' as const }),
  }
}

const scheduled = (ourPrice: unknown): unknown => firstOf(firstOf(ourPrice).schedule).value_with_tax

/** Points as a number for one unit or as a percentage of the price; 0 removes them. */
function pointsOf({ points_number: number, percent }: Fields): PointsAsk | null {
  if (number !== undefined && percent !== undefined) return null
  if (number !== undefined) {
    return isWhole(number) ? { by: 'amount', points: number } : null
  }
  const text = typeof percent === 'number' ? String(percent) : percent
  if (typeof text !== 'string' || !/^\d{1,3}(\.\d{1,2})?$/.test(text)) return null
  const [units = '0', decimals = ''] = text.split('.')
  return { by: 'percentage', bps: Number(units) * 100 + Number(decimals.padEnd(2, '0')) }
}

/** Yen as a number or as text; null for anything else. */
function amountOf(value: unknown): number | null {
  const number =
    typeof value === 'string' && /^\d{1,16}(\.0+)?$/.test(value) ? Number(value) : value
  return isWhole(number) ? number : null
}

const isWhole = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

/** Attributes are lists, one element a marketplace; a bare object is taken for its only one. */
function firstOf(value: unknown): Fields {
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'object' && first !== null ? first : {}
}
