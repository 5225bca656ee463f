import type {
  CompetitiveSummaryRequest,
  CompetitiveSummaryResponse,
  CompetitiveSummaryResponseBody,
  FeaturedBuyingOption,
  LowestPricedOffer,
  LowestPricedOffersInput,
} from '@sp-api-sdk/product-pricing-api-2022-05-01'
import { Type } from 'typebox'
import { landedPrice } from '../../../rules/pricing/landed.ts'
import { offeredOn, offersOn, type ProductOffers } from '../../../usecases/products/offers.ts'
import { statusLine } from '../batch.ts'
import { bodyFor, type Getting } from '../body.ts'
import { groupOf, ITEM_CONDITIONS } from '../conditions.ts'
import { type ApiError, type Failure, isFailure, notFound } from '../failure.ts'
import { wrongMarketplace } from '../marketplaces.ts'
import { money } from '../money.ts'
import { operation } from '../operation.ts'
import { askedItems } from '../pricing-v0/items.ts'
import { buyable } from '../pricing-v0/shapes.ts'
import { offerShape } from './shapes.ts'

const INCLUDED = [
  'featuredBuyingOptions',
  'referencePrices',
  'lowestPricedOffers',
  'similarItems',
] as const

const Body = bodyFor<{ requests: Getting<CompetitiveSummaryRequest>[] }>()(
  Type.Object({
    requests: Type.Array(
      Type.Object({
        asin: Type.String({ minLength: 1, maxLength: 100 }),
        marketplaceId: Type.String({ minLength: 1, maxLength: 100 }),
        includedData: Type.Array(
          Type.Unsafe<(typeof INCLUDED)[number]>({ type: 'string', enum: [...INCLUDED] }),
          { minItems: 1 },
        ),
        lowestPricedOffersInputs: Type.Optional(
          Type.Array(
            Type.Object({
              itemCondition: Type.Unsafe<(typeof ITEM_CONDITIONS)[number]>({
                ...{ type: 'string', enum: [...ITEM_CONDITIONS] },
              }),
              offerType: Type.Unsafe<'Consumer'>({ type: 'string', enum: ['Consumer'] }),
            }),
            { maxItems: 5 },
          ),
        ),
        method: Type.Unsafe<'GET'>({ type: 'string', enum: ['GET'] }),
        uri: Type.String({ minLength: 1, maxLength: 2_000 }),
      }),
      { minItems: 1, maxItems: 20 },
    ),
  }),
)

/** The types of the package name errors otherwise than the model does. */
type Included = Omit<CompetitiveSummaryResponseBody, 'errors'> & { errors?: ApiError[] }
type Answered = Omit<CompetitiveSummaryResponse, 'body'> & { body: Included }

export const getCompetitiveSummary = operation({
  id: 'getCompetitiveSummary',
  model: 'productPricing_2022-05-01',
  method: 'POST',
  path: '/batches/products/pricing/2022-05-01/items/competitiveSummary',
  ...{ rate: 0.033, burst: 1 },
  access: { as: 'seller', scope: 'pricing' },
  query: {},
  body: Body,
  reads: true,
  ...{ success: 200, envelope: 'bare' },
  differs:
    'The one reference price is `CompetitivePriceThreshold`, where there is one; no similar items; one segment of buyers.',
  answer: async ({ engine, seller, body }) => {
    const asins = body.requests.map(({ asin }) => asin)
    const known = await askedItems(engine, seller, {
      ...{ ItemType: 'Asin', Asins: asins, Skus: undefined },
    })
    const found = await offersOn(engine, [...new Set(asins)])
    const responses = body.requests.map((asked, index): Answered => {
      const { asin, marketplaceId } = asked
      const item = isFailure(known) ? undefined : known[index]
      const all = item?.asin === undefined ? undefined : found.get(asin)
      const offers = all && offeredOn(all, seller.marketplace)
      const no: Failure | undefined =
        wrongMarketplace(seller, [marketplaceId]) ??
        (offers ? undefined : notFound(`The ASIN ${asin} is not in the catalogue.`))
      const named = { asin, marketplaceId }
      const shown: Included =
        no || !offers
          ? { ...named, errors: [...(no?.errors ?? [])] }
          : { ...named, ...summary(offers, asked) }
      return { status: statusLine(no ?? {}), body: shown }
    })
    return { responses }
  },
})

interface Asked {
  readonly includedData: readonly (typeof INCLUDED)[number][]
  readonly lowestPricedOffersInputs?: readonly LowestPricedOffersInput[]
}

function summary(offers: ProductOffers, { includedData, lowestPricedOffersInputs }: Asked) {
  const has = (data: (typeof INCLUDED)[number]) => includedData.includes(data)
  const inputs = lowestPricedOffersInputs ?? [{ itemCondition: 'New', offerType: 'Consumer' }]
  return {
    ...(has('featuredBuyingOptions') ? { featuredBuyingOptions: featured(offers) } : {}),
    ...(has('lowestPricedOffers')
      ? { lowestPricedOffers: inputs.map((input) => lowest(offers, input)) }
      : {}),
    ...(has('referencePrices') ? { referencePrices: references(offers) } : {}),
    ...(has('similarItems') ? { similarItems: [] } : {}),
  }
}

const EVERYBODY = [
  { customerMembership: 'DEFAULT' as const, segmentDetails: { glanceViewWeightPercentage: 100 } },
]

function featured(offers: ProductOffers): FeaturedBuyingOption[] {
  const offer = offers.groups.find(({ condition }) => condition === 'new')?.featured
  if (!offer) return []
  return [
    {
      buyingOptionType: 'New',
      segmentedFeaturedOffers: [{ ...offerShape(offer), featuredOfferSegments: EVERYBODY }],
    },
  ]
}

/** Most offers that are shown of a condition. */
const SHOWN = 20

function lowest(offers: ProductOffers, input: LowestPricedOffersInput): LowestPricedOffer {
  const condition = groupOf(input.itemCondition)
  const shown = condition ? buyable(offers, condition) : []
  const cheapest = shown.toSorted(
    (a, b) => landedPrice(a, offers.policy) - landedPrice(b, offers.policy),
  )
  return { lowestPricedOffersInput: input, offers: cheapest.slice(0, SHOWN).map(offerShape) }
}

function references(offers: ProductOffers) {
  const threshold = offers.groups.find(({ condition }) => condition === 'new')?.threshold
  return threshold == null ? [] : [{ name: 'CompetitivePriceThreshold', price: money(threshold) }]
}
