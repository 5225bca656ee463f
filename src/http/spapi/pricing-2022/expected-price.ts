import type {
  FeaturedOffer,
  FeaturedOfferExpectedPriceRequest,
  FeaturedOfferExpectedPriceResponse,
  FeaturedOfferExpectedPriceResponseBody,
  FeaturedOfferExpectedPriceResult,
} from '@sp-api-sdk/product-pricing-api-2022-05-01'
import { Type } from 'typebox'
import { conditionGroup } from '../../../rules/offers/offer.ts'
import type { Engine } from '../../../usecases/engine.ts'
import { type ExpectedOffer, expectedPriceOf } from '../../../usecases/pricing/expected-price.ts'
import type { ProductOffer } from '../../../usecases/products/offers.ts'
import { answerHeaders, statusLine } from '../batch.ts'
import { bodyFor, type Getting } from '../body.ts'
import { itemCondition } from '../conditions.ts'
import type { ApiError } from '../failure.ts'
import { wrongMarketplace } from '../marketplaces.ts'
import { money, pointsShape } from '../money.ts'
import { type Ask, operation } from '../operation.ts'

const Body = bodyFor<{ requests: Getting<FeaturedOfferExpectedPriceRequest>[] }>()(
  Type.Object({
    requests: Type.Array(
      Type.Object({
        uri: Type.String({ minLength: 1, maxLength: 2_000 }),
        method: Type.Unsafe<'GET'>({ type: 'string', enum: ['GET'] }),
        marketplaceId: Type.String({ minLength: 1, maxLength: 100 }),
        sku: Type.String({ minLength: 1, maxLength: 100 }),
      }),
      { minItems: 1, maxItems: 40 },
    ),
  }),
)

/** The types of the package name errors otherwise than the model does. */
type Answered = Omit<FeaturedOfferExpectedPriceResponseBody, 'errors'> & { errors?: ApiError[] }
type Response = Omit<FeaturedOfferExpectedPriceResponse, 'body'> & { body: Answered }

export const getFeaturedOfferExpectedPriceBatch = operation({
  id: 'getFeaturedOfferExpectedPriceBatch',
  model: 'productPricing_2022-05-01',
  method: 'POST',
  path: '/batches/products/pricing/2022-05-01/offer/featuredOfferExpectedPrice',
  ...{ rate: 0.033, burst: 1 },
  access: { as: 'seller', scope: 'pricing' },
  query: {},
  body: Body,
  reads: true,
  ...{ success: 200, envelope: 'bare' },
  differs:
    'The price is exact, not an estimate: at it the offer is featured, one yen above it is not; its points keep their ratio.',
  answer: async ({ engine, seller, body, now }) => ({
    responses: await Promise.all(
      body.requests.map(async ({ marketplaceId, sku }): Promise<Response> => {
        const wrong = wrongMarketplace(seller, [marketplaceId])
        const shown: Answered = wrong
          ? { errors: [...wrong.errors] }
          : await expected(engine, seller, marketplaceId, sku)
        return {
          headers: answerHeaders(now),
          status: statusLine(wrong ?? {}),
          request: { marketplaceId, sku },
          body: shown,
        }
      }),
    ),
  }),
})

async function expected(
  engine: Engine,
  seller: Ask['seller'],
  marketplaceId: string,
  sku: string,
): Promise<Answered> {
  const found = await expectedPriceOf(engine, seller.reference, sku)
  if (found.refused !== undefined) {
    return { featuredOfferExpectedPriceResults: [{ resultStatus: 'OFFER_NOT_FOUND' }] }
  }
  const { asin } = found
  const sellerId = seller.reference
  return {
    offerIdentifier: { marketplaceId, sellerId, sku, asin, fulfillmentType: 'MFN' },
    featuredOfferExpectedPriceResults: [result(found, marketplaceId)],
  }
}

function result(
  { expected: found, own, asin }: ExpectedOffer,
  marketplaceId: string,
): FeaturedOfferExpectedPriceResult {
  // Whose SKU another offer has is nobody else's business.
  const shown = (offer: ProductOffer): FeaturedOffer => ({
    offerIdentifier: {
      ...{ marketplaceId, asin, sellerId: offer.sellerReference, fulfillmentType: 'MFN' },
      ...(offer.seller === own.seller ? { sku: offer.sku } : {}),
    },
    condition: itemCondition(conditionGroup(offer.condition)),
    price: {
      listingPrice: money(offer.price),
      shippingPrice: money(offer.shipping),
      ...(offer.points > 0 ? { points: pointsShape(offer.points) } : {}),
    },
  })
  return {
    resultStatus: found.status,
    ...(found.status === 'VALID_FOEP'
      ? {
          featuredOfferExpectedPrice: {
            listingPrice: money(found.price),
            ...(found.points > 0 ? { points: pointsShape(found.points) } : {}),
          },
        }
      : {}),
    ...('competing' in found ? { competingFeaturedOffer: shown(found.competing) } : {}),
    ...(found.current ? { currentFeaturedOffer: shown(found.current) } : {}),
  }
}
