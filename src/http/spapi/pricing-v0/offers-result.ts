import type { GetOffersResult, OfferDetail, Summary } from '@sp-api-sdk/product-pricing-api-v0'
import type { SellerId } from '../../../rules/ids.ts'
import type { ConditionGroup } from '../../../rules/offers/offer.ts'
import { landedPrice } from '../../../rules/pricing/landed.ts'
import type { ProductOffer, ProductOffers } from '../../../usecases/products/offers.ts'
import { groupOf, type ItemCondition, subCondition } from '../conditions.ts'
import { capitalMoney } from '../money.ts'
import { bareShape, buyable, priceShape } from './shapes.ts'

/** Most offers that are shown one by one. */
const SHOWN = 20

export interface OffersAsk {
  readonly MarketplaceId: string
  readonly ItemCondition: ItemCondition
  readonly CustomerType?: 'Consumer' | 'Business' | undefined
  readonly asin: string
  /** The seller's SKU that it was asked by; absent: by ASIN. */
  readonly sku?: string
}

/** The offers on a product in one condition, and what they come to. */
export function offersResult(
  offers: ProductOffers,
  seller: SellerId,
  { MarketplaceId, ItemCondition, CustomerType, asin, sku }: OffersAsk,
): GetOffersResult {
  const condition = groupOf(ItemCondition)
  const shown = condition && CustomerType !== 'Business' ? buyable(offers, condition) : []
  const named = sku === undefined ? { ASIN: asin } : { SKU: sku }
  return {
    marketplaceId: MarketplaceId,
    ...named,
    ItemCondition,
    status: shown.length > 0 ? 'Success' : 'NoBuyableOffers',
    Identifier: {
      ...{ MarketplaceId, ItemCondition },
      ...(sku === undefined ? { ASIN: asin } : { SellerSKU: sku }),
    },
    Summary: condition ? summary(offers, condition, shown) : { TotalOfferCount: 0 },
    Offers: byLandedPrice(shown, offers)
      .slice(0, SHOWN)
      .map((offer) => detail(offer, offers, seller)),
  }
}

const byLandedPrice = (shown: readonly ProductOffer[], { policy }: ProductOffers) =>
  shown.toSorted((a, b) => landedPrice(a, policy) - landedPrice(b, policy))

function summary(
  offers: ProductOffers,
  condition: ConditionGroup,
  shown: readonly ProductOffer[],
): Summary {
  const { policy } = offers
  const group = offers.groups.find((one) => one.condition === condition)
  const [lowest] = byLandedPrice(shown, offers)
  const eligible = (group?.standings ?? []).filter(({ place }) => place !== 'ineligible')
  const counted = (OfferCount: number) => [
    { condition, fulfillmentChannel: 'Merchant' as const, OfferCount },
  ]
  const featured = group?.featured
  return {
    TotalOfferCount: shown.length,
    ...(shown.length > 0 ? { NumberOfOffers: counted(shown.length) } : {}),
    ...(lowest
      ? {
          LowestPrices: [
            { condition, fulfillmentChannel: 'Merchant', ...priceShape(lowest, policy) },
          ],
        }
      : {}),
    ...(featured
      ? {
          BuyBoxPrices: [
            { condition, ...priceShape(featured, policy), sellerId: featured.sellerReference },
          ],
        }
      : {}),
    ...(group?.threshold != null
      ? { CompetitivePriceThreshold: capitalMoney(group.threshold) }
      : {}),
    ...(eligible.length > 0 ? { BuyBoxEligibleOffers: counted(eligible.length) } : {}),
  }
}

function detail(offer: ProductOffer, offers: ProductOffers, seller: SellerId): OfferDetail {
  const standing = offers.groups
    .flatMap(({ standings }) => standings)
    .find((one) => one.offer === offer)
  return {
    MyOffer: offer.seller === seller,
    SubCondition: subCondition(offer.condition),
    SellerId: offer.sellerReference,
    ShippingTime: { minimumHours: 0, maximumHours: 48, availabilityType: 'NOW' },
    ...bareShape(offer),
    ShipsFrom: { Country: 'JP' },
    IsFulfilledByAmazon: false,
    IsBuyBoxWinner: standing?.place === 'featured',
    IsFeaturedMerchant: standing !== undefined && standing.place !== 'ineligible',
  }
}
