import type { AttributesRead } from '../../../usecases/listings/attributes.ts'
import { conditionType } from '../../../usecases/listings/attributes.ts'
import type { ListingAsk } from '../../../usecases/listings/decide.ts'
import type { ListedListing } from '../../../usecases/listings/search.ts'
import { CURRENCY } from '../money.ts'
import { type Issue, issue } from './issues.ts'

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

/** What was read of attributes, with its issues: of those that are no offer's it says so. */
export function askOf({ ask, problems, unkept }: AttributesRead): AttributesAsk {
  const issues = [
    ...problems.map(({ code, attribute, message }) => issue('ERROR', code, message, attribute)),
    ...unkept.map((name) =>
      issue('INFO', 'ATTRIBUTE_NOT_KEPT', `'${name}' is not kept here.`, name),
    ),
  ]
  return problems.length > 0 ? { issues } : { ask, issues }
}
