import type {
  GetItemOffersBatchResponse,
  GetListingOffersBatchResponse,
  GetOffersResult,
  ItemOffersRequest,
  ItemOffersResponse,
  ListingOffersRequest,
  ListingOffersResponse,
} from '@sp-api-sdk/product-pricing-api-v0'
import { Type } from 'typebox'
import type { Instant } from '../../../rules/time/instant.ts'
import { answerHeaders, statusLine } from '../batch.ts'
import { bodyFor, type Getting } from '../body.ts'
import { ITEM_CONDITIONS } from '../conditions.ts'
import { type ApiError, type Failure, invalidInput, isFailure } from '../failure.ts'
import { operation } from '../operation.ts'
import { itemOffers, listingOffers } from './get-offers.ts'
import { CUSTOMER_TYPES } from './shapes.ts'

/** What both batches are asked with; an empty one is refused. */
interface Asked {
  readonly requests: Getting<ItemOffersRequest & ListingOffersRequest>[]
}

const Body = bodyFor<Asked>()(
  Type.Object({
    requests: Type.Array(
      Type.Object({
        uri: Type.String({ minLength: 1, maxLength: 2_000 }),
        method: Type.Unsafe<'GET'>({ type: 'string', enum: ['GET'] }),
        MarketplaceId: Type.String({ minLength: 1, maxLength: 100 }),
        ItemCondition: Type.Unsafe<(typeof ITEM_CONDITIONS)[number]>({
          ...{ type: 'string', enum: [...ITEM_CONDITIONS] },
        }),
        CustomerType: Type.Optional(
          Type.Unsafe<(typeof CUSTOMER_TYPES)[number]>({
            type: 'string',
            enum: [...CUSTOMER_TYPES],
          }),
        ),
      }),
      { minItems: 1, maxItems: 20 },
    ),
  }),
)

/** The types of the package take an `Error` for JavaScript's own. */
type Batched<Response> = Omit<Response, 'body'> & {
  readonly body: { payload: GetOffersResult } | { errors: ApiError[] }
}
type Answered<Whole extends { responses?: object[] }, One> = Omit<Whole, 'responses'> & {
  responses: Batched<One>[]
}

const DIFFERS = 'Each request is answered by itself, in the order of the batch.'

export const getItemOffersBatch = operation({
  id: 'getItemOffersBatch',
  model: 'productPricingV0',
  method: 'POST',
  path: '/batches/products/pricing/v0/itemOffers',
  ...{ rate: 0.1, burst: 1 },
  access: { as: 'seller', scope: 'pricing' },
  query: {},
  body: Body,
  reads: true,
  ...{ success: 200, envelope: 'bare' },
  differs: DIFFERS,
  answer: async ({
    engine,
    seller,
    body,
    now,
  }): Promise<Answered<GetItemOffersBatchResponse, ItemOffersResponse>> => ({
    responses: await Promise.all(
      body.requests.map(
        async ({ uri, method: _, ...asked }): Promise<Batched<ItemOffersResponse>> => {
          const Asin = named(uri, /^\/products\/pricing\/v0\/items\/([^/]+)\/offers$/)
          const answer = Asin
            ? await itemOffers(engine, seller, Asin, asked)
            : invalidInput(`'${uri}' is not an address of getItemOffers.`)
          return { ...enveloped(answer, now), request: { ...asked, ...(Asin ? { Asin } : {}) } }
        },
      ),
    ),
  }),
})

export const getListingOffersBatch = operation({
  id: 'getListingOffersBatch',
  model: 'productPricingV0',
  method: 'POST',
  path: '/batches/products/pricing/v0/listingOffers',
  ...{ rate: 0.5, burst: 1 },
  access: { as: 'seller', scope: 'pricing' },
  query: {},
  body: Body,
  reads: true,
  ...{ success: 200, envelope: 'bare' },
  differs: DIFFERS,
  answer: async (ask): Promise<Answered<GetListingOffersBatchResponse, ListingOffersResponse>> => {
    const { engine, seller, body, now } = ask
    const responses = body.requests.map(
      async ({ uri, method: _, ...asked }): Promise<Batched<ListingOffersResponse>> => {
        const SellerSKU = named(uri, /^\/products\/pricing\/v0\/listings\/([^/]+)\/offers$/) ?? ''
        const answer = SellerSKU
          ? await listingOffers(engine, seller, SellerSKU, asked)
          : invalidInput(`'${uri}' is not an address of getListingOffers.`)
        return { ...enveloped(answer, now), request: { ...asked, SellerSKU } }
      },
    )
    return { responses: await Promise.all(responses) }
  },
})

/** What an address names, decoded; undefined for one of another form. */
function named(uri: string, form: RegExp): string | undefined {
  const part = form.exec(uri)?.[1]
  if (part === undefined) return undefined
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

/** One answer of a batch, with the status and headers that it would have had alone. */
function enveloped<Result extends object>(answer: Failure | Result, now: Instant) {
  return {
    headers: answerHeaders(now),
    status: statusLine(answer),
    body: isFailure(answer) ? { errors: [...answer.errors] } : { payload: answer },
  }
}
