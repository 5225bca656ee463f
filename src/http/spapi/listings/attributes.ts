import type { Condition } from '../../../rules/offers/offer.ts'
import type { PointsAsk } from '../../../rules/offers/points.ts'
import type { ListingAsk } from '../../../usecases/listings/decide.ts'
import type { ListedListing } from '../../../usecases/listings/search.ts'
import { conditionOfType, conditionType } from '../conditions.ts'
import { CURRENCY } from '../money.ts'
import { type Issue, issue } from './issues.ts'

/** Attributes of an item that an offer is made of; all others are a product's. */
export const OFFER_ATTRIBUTES = [
  'purchasable_offer',
  'fulfillment_availability',
  'condition_type',
  'merchant_suggested_asin',
] as const

type Fields = Readonly<Record<string, unknown>>

/**
 * The attributes of a listing. `points` and `shipping` of a `purchasable_offer` are our extension:
 * Amazon's public schemas have no points there, and its shipping is a template's.
 */
export const attributesOf = (listing: ListedListing, marketplace_id: string) => ({
  condition_type: [{ value: conditionType(listing.condition), marketplace_id }],
  merchant_suggested_asin: [{ value: listing.asin, marketplace_id }],
  purchasable_offer: [
    {
      ...{ marketplace_id, currency: CURRENCY, audience: 'ALL' },
      our_price: [{ schedule: [{ value_with_tax: listing.price }] }],
      shipping: { value_with_tax: listing.shipping },
      ...(listing.effectivePoints > 0
        ? { points: { points_number: listing.effectivePoints } }
        : {}),
    },
  ],
  fulfillment_availability: [
    {
      fulfillment_channel_code: 'DEFAULT',
      ...(listing.stock === null ? {} : { quantity: listing.stock }),
    },
  ],
})

/** What attributes ask of a listing, or the issues that keep it from being asked. */
export type AttributesAsk =
  | { readonly ask: Omit<ListingAsk, 'sku'>; readonly issues: readonly Issue[] }
  | { readonly ask?: never; readonly issues: readonly Issue[] }

/** Reads attributes, those that are no offer's too: of these it only says that they are not kept. */
export function readAttributes(attributes: Fields): AttributesAsk {
  const issues: Issue[] = []
  let ask: Omit<ListingAsk, 'sku'> = {}
  for (const [name, value] of Object.entries(attributes)) {
    if (!isOffer(name)) {
      issues.push(issue('INFO', 'ATTRIBUTE_NOT_KEPT', `'${name}' is not kept here.`, name))
      continue
    }
    const read = READERS[name](firstOf(value))
    if (typeof read === 'string') issues.push(issue('ERROR', 'ATTRIBUTE_INVALID', read, name))
    else ask = { ...ask, ...read }
  }
  const failed = issues.some(({ severity }) => severity === 'ERROR')
  return failed ? { issues } : { ask, issues }
}

export const isOffer = (name: string): name is (typeof OFFER_ATTRIBUTES)[number] =>
  (OFFER_ATTRIBUTES as readonly string[]).includes(name)

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
