import type { Condition } from '../../../rules/offers/offer.ts'
import { formatUtc } from '../../../rules/time/instant.ts'
import type { OfferChange } from '../../pricing/record-changes.ts'
import type { OfferSnapshot, RecordedOffer } from '../../pricing/snapshot.ts'
import type { Subscriber } from '../queue.ts'

const yen = (Amount: number) => ({ Amount, CurrencyCode: 'JPY' })
const CHANNEL = { FulfillmentChannel: 'Merchant' } as const

/** An item's condition without its group: `like_new` of `used_like_new`. */
const subCondition = (condition: Condition): string => condition.replace(/^(used|collectible)_/, '')

/** A price with everything that belongs to it. */
const priceOf = ({ landed, price, shipping, points }: RecordedOffer) => ({
  LandedPrice: yen(landed),
  ListingPrice: yen(price),
  Shipping: yen(shipping),
  Points: { PointsNumber: points },
})

const featuredOf = ({ offers }: OfferSnapshot) => offers.find(({ place }) => place === 'featured')

const lowestOf = ({ offers }: OfferSnapshot): RecordedOffer | undefined =>
  offers.reduce<RecordedOffer | undefined>(
    (low, one) => (low && low.landed <= one.landed ? low : one),
    undefined,
  )

/** Whether the featured offer is another one than before, or any other offer changed. */
const triggerOf = ({ snapshot, touch, featuredBefore }: OfferChange, to: Subscriber) => ({
  MarketplaceId: to.marketplace,
  ASIN: snapshot.asin,
  ItemCondition: snapshot.condition,
  TimeOfOfferChange: formatUtc(touch.at),
  OfferChangeType: snapshot.featured === featuredBefore ? 'External' : 'Featured Offer',
})

/**
 * The payload of ANY_OFFER_CHANGED. What its schema requires and a marketplace like this does not
 * know is given so that nobody is misled: no feedback, and the prices that something is held to be
 * worth fall back to the lowest one offered.
 */
export function anyOfferChanged(change: OfferChange, to: Subscriber): object {
  const { snapshot } = change
  const { condition, total, eligible, threshold } = snapshot
  const featured = featuredOf(snapshot)
  const lowest = lowestOf(snapshot)
  const least = yen((featured ?? lowest)?.landed ?? 0)
  const worth = threshold === null ? least : yen(threshold)
  const count = (OfferCount: number) => [{ Condition: condition, ...CHANNEL, OfferCount }]
  return {
    AnyOfferChangedNotification: {
      SellerId: to.reference,
      OfferChangeTrigger: triggerOf(change, to),
      Summary: {
        NumberOfOffers: count(total),
        LowestPrices: lowest ? [{ Condition: condition, ...CHANNEL, ...priceOf(lowest) }] : [],
        BuyBoxPrices: featured ? [{ Condition: condition, ...priceOf(featured) }] : [],
        ListPrice: worth,
        MinimumAdvertisedPrice: yen(0),
        SuggestedLowerPricePlusShipping: least,
        TotalBuyBoxEligibleOffers: eligible,
        SalesRankings: [],
        NumberOfBuyBoxEligibleOffers: count(eligible),
        CompetitivePriceThreshold: worth,
      },
      Offers: snapshot.offers.map((offer) => ({
        ...shownOffer(offer),
        IsExpeditedShippingAvailable: false,
        ShipsDomestically: true,
        ShipsInternationally: false,
        PrimeInformation: { IsOfferPrime: false, IsOfferNationalPrime: false },
      })),
    },
  }
}

function shownOffer(offer: RecordedOffer) {
  return {
    SellerId: offer.reference,
    SubCondition: subCondition(offer.condition),
    SellerFeedbackRating: { FeedbackCount: 0, SellerPositiveFeedbackRating: 0 },
    ShippingTime: {
      ...{ MinimumHours: 24, MaximumHours: 48, AvailabilityType: 'NOW', AvailableDate: '' },
    },
    ListingPrice: yen(offer.price),
    Points: { PointsNumber: offer.points },
    Shipping: yen(offer.shipping),
    ShipsFrom: { Country: 'JP', State: '' },
    IsFulfilledByAmazon: false,
    IsBuyBoxWinner: offer.place === 'featured',
    IsFeaturedMerchant: offer.place !== 'ineligible',
  }
}

/** The payload of B2B_ANY_OFFER_CHANGED: there are no prices for businesses, so all are B2C. */
export function b2bAnyOfferChanged(change: OfferChange, to: Subscriber): object {
  const { snapshot } = change
  const { condition, total, eligible } = snapshot
  const featured = featuredOf(snapshot)
  const lowest = lowestOf(snapshot)
  const { OfferChangeType: _, ...trigger } = triggerOf(change, to)
  const tier = { Condition: condition, OfferType: 'B2C', QuantityTier: 1 }
  const count = (OfferCount: number) => [{ Condition: condition, ...CHANNEL, OfferCount }]
  return {
    B2BAnyOfferChangedNotification: {
      SellerId: to.reference,
      OfferChangeTrigger: trigger,
      Summary: {
        NumberOfOffers: count(total),
        BuyBoxEligibleOffers: count(eligible),
        LowestPrices: lowest ? [{ ...tier, ...CHANNEL, ...priceOf(lowest) }] : [],
        BuyBoxPrices: featured
          ? [{ ...tier, ...priceOf(featured), SellerId: featured.reference }]
          : [],
      },
      Offers: snapshot.offers.map((offer) => ({
        ...shownOffer(offer),
        PrimeInformation: { IsPrime: false, IsNationalPrime: false },
      })),
    },
  }
}

/** An offer that became, by its price alone, one that can not be featured. */
export const isUncompetitive = ({ because }: RecordedOffer): boolean =>
  because === 'above_competitive_price'

/** The payload of PRICING_HEALTH, about one of the subscriber's own offers. */
export function pricingHealth(change: OfferChange, own: RecordedOffer, to: Subscriber): object {
  const { snapshot, touch } = change
  const { condition, total, eligible, threshold } = snapshot
  const featured = featuredOf(snapshot)
  const money = (amount: number) => ({ amount, currencyCode: 'JPY' })
  const price = (offer: RecordedOffer) => ({
    condition,
    landedPrice: money(offer.landed),
    listingPrice: money(offer.price),
    shipping: money(offer.shipping),
    points: { pointsNumber: offer.points },
  })
  const count = (offerCount: number) => [{ condition, fulfillmentType: 'MFN', offerCount }]
  return {
    issueType: 'BuyBoxDisqualification',
    sellerId: to.reference,
    offerChangeTrigger: {
      marketplaceId: to.marketplace,
      asin: snapshot.asin,
      itemCondition: condition,
      timeOfOfferChange: formatUtc(touch.at),
    },
    merchantOffer: { ...price(own), fulfillmentType: 'MFN' },
    summary: {
      numberOfOffers: count(total),
      buyBoxEligibleOffers: count(eligible),
      buyBoxPrices: featured ? [price(featured)] : [],
      salesRankings: [],
      referencePrice: threshold === null ? {} : { competitivePriceThreshold: money(threshold) },
    },
  }
}
