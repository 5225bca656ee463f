import { describe, expect, test } from 'vitest'
import { putListing } from '../../src/usecases/listings/change.ts'
import { putProduct } from '../../src/usecases/products/put.ts'
import { done, newKey } from '../http/kit.ts'
import { callOperation, JAPAN, toolWorld } from './kit.ts'

const world = await toolWorld()
const { engine } = world
const as = () => ({ caller: 'test', key: newKey() })
const ASIN = 'B07TEA0001'

// TEA of tea-house: 1,000 + 340 with 10 %, so 1,240 lands. book-house asks less,
// but gives no points.
await done(putProduct(engine, as(), { asin: ASIN, titleJa: '煎茶', category: 'grocery' }))
const rival = { seller: 'book-house', sku: 'RIVAL', asin: ASIN, price: 950, shipping: 340 }
await done(putListing(engine, as(), { ...rival, source: 'manual' }))
const worn = { seller: 'book-house', sku: 'WORN', asin: ASIN, condition: 'used_good' } as const
await done(putListing(engine, as(), { ...worn, price: 400, source: 'manual' }))

const money = (Amount: number) => ({ CurrencyCode: 'JPY', Amount })
const OWN = {
  LandedPrice: money(1_240),
  ListingPrice: money(1_000),
  Shipping: money(340),
  Points: { PointsNumber: 100, PointsMonetaryValue: money(100) },
}
const market = { MarketplaceId: JAPAN }

describe('Pricing v0', () => {
  test('getPricing has the seller’s own price with its points', async () => {
    for (const query of [
      { ItemType: 'Sku', Skus: 'TEA,NONE' },
      { ItemType: 'Asin', Asins: `${ASIN},NONE` },
    ]) {
      const { json } = await callOperation(world, 'getPricing', { query: { ...market, ...query } })
      const [found, none] = json.payload
      expect(found.status).toBe('Success')
      expect(found.Product.Offers).toHaveLength(1)
      expect(found.Product.Offers[0]).toMatchObject({
        ...{ BuyingPrice: OWN, RegularPrice: money(1_000), SellerSKU: 'TEA', ItemCondition: 'New' },
      })
      expect(none.status).toBe('ClientError')
    }
  })

  test('getCompetitivePricing has the featured price, new and used', async () => {
    const query = { ...market, ItemType: 'Asin', Asins: ASIN }
    const { json } = await callOperation(world, 'getCompetitivePricing', { query })
    const { CompetitivePrices, NumberOfOfferListings } = json.payload[0].Product.CompetitivePricing
    expect(CompetitivePrices).toEqual([
      {
        ...{ CompetitivePriceId: '1', Price: OWN, condition: 'New', subcondition: 'new' },
        ...{ sellerId: 'tea-house', belongsToRequester: true },
      },
      {
        ...{ CompetitivePriceId: '2', condition: 'Used', subcondition: 'good' },
        Price: { LandedPrice: money(400), ListingPrice: money(400), Shipping: money(0) },
        ...{ sellerId: 'book-house', belongsToRequester: false },
      },
    ])
    expect(NumberOfOfferListings).toEqual([
      { Count: 2, condition: 'New' },
      { Count: 1, condition: 'Used' },
      { Count: 3, condition: 'Any' },
    ])
  })

  test('offers of a listing and of an item: points decide who is featured', async () => {
    const query = { ...market, ItemCondition: 'New' }
    const ofSku = await callOperation(world, 'getListingOffers', {
      ...{ path: { SellerSKU: 'TEA' }, query },
    })
    const { Summary, Offers } = ofSku.json.payload
    expect(Summary).toMatchObject({
      ...{ TotalOfferCount: 2 },
      LowestPrices: [{ condition: 'new', fulfillmentChannel: 'Merchant', ...OWN }],
      BuyBoxPrices: [{ condition: 'new', ...OWN, sellerId: 'tea-house' }],
    })
    expect(Offers.map((offer: { MyOffer: boolean }) => offer.MyOffer)).toEqual([true, false])
    expect(Offers[0]).toMatchObject({ IsBuyBoxWinner: true, Points: OWN.Points })
    expect(Offers[0]).not.toHaveProperty('LandedPrice')
    expect(Offers[1]).toMatchObject({ IsBuyBoxWinner: false, IsFeaturedMerchant: true })
    expect(Offers[1]).not.toHaveProperty('Points')
    const ofAsin = await callOperation(world, 'getItemOffers', { path: { Asin: ASIN }, query })
    expect(ofAsin.json.payload.Summary).toEqual(Summary)
    for (const [id, path] of [
      ['getListingOffers', { SellerSKU: 'NONE' }],
      ['getItemOffers', { Asin: 'NONE' }],
    ] as const) {
      expect((await callOperation(world, id, { path, query })).status).toBe(400)
    }
    const club = { ...market, ItemCondition: 'Club' }
    const none = await callOperation(world, 'getItemOffers', { path: { Asin: ASIN }, query: club })
    expect(none.json.payload.status).toBe('NoBuyableOffers')
  })

  test('batches answer each request by itself', async () => {
    const ask = (uri: string) => ({ uri, method: 'GET', ...market, ItemCondition: 'New' })
    const items = await callOperation(world, 'getItemOffersBatch', {
      body: {
        requests: [
          ask(`/products/pricing/v0/items/${ASIN}/offers`),
          ask('/products/pricing/v0/items/NONE/offers'),
          ask('/nonsense'),
        ],
      },
    })
    const statuses = items.json.responses.map(
      ({ status }: { status: { statusCode: number } }) => status.statusCode,
    )
    expect(statuses).toEqual([200, 400, 400])
    expect(items.json.responses[0].body.payload.Summary.TotalOfferCount).toBe(2)
    expect(items.json.responses[1].request).toMatchObject({ Asin: 'NONE' })
    const listings = await callOperation(world, 'getListingOffersBatch', {
      body: { requests: [ask('/products/pricing/v0/listings/TEA/offers')] },
    })
    expect(listings.json.responses[0].body.payload.SKU).toBe('TEA')
    const many = Array.from({ length: 21 }, () => ask('/x'))
    const tooMany = await callOperation(world, 'getItemOffersBatch', { body: { requests: many } })
    expect(tooMany.status).toBe(400)
  })

  test('what is missing or wrong is said by name', async () => {
    const queries = [
      { ItemType: 'Asin', Asins: ASIN },
      { ...market, ItemType: 'Asin' },
      { ...market, ItemType: 'Book', Asins: ASIN },
      { ...market, ItemType: 'Asin', Asins: Array(21).fill(ASIN).join(',') },
      { MarketplaceId: 'A000', ItemType: 'Asin', Asins: ASIN },
    ]
    for (const query of queries) {
      const { status, json } = await callOperation(world, 'getPricing', { query })
      expect(status, JSON.stringify(query)).toBe(400)
      expect(json.errors[0].code).toBe('InvalidInput')
    }
  })
})

describe('Pricing 2022-05-01', () => {
  const points = { pointsNumber: 100, pointsMonetaryValue: { currencyCode: 'JPY', amount: 100 } }

  test('the competitive summary has points beside the price, and no landed price', async () => {
    const { json } = await callOperation(world, 'getCompetitiveSummary', {
      body: {
        requests: ['featuredBuyingOptions', 'lowestPricedOffers'].map((data) => ({
          ...{ asin: ASIN, marketplaceId: JAPAN, includedData: [data, 'referencePrices'] },
          ...{ method: 'GET', uri: '/products/pricing/2022-05-01/items/competitiveSummary' },
        })),
      },
    })
    const [featured, lowest] = json.responses.map((one: { body: unknown }) => one.body)
    const [offer] = featured.featuredBuyingOptions[0].segmentedFeaturedOffers
    expect(offer).toMatchObject({ sellerId: 'tea-house', points })
    expect(offer.listingPrice).toEqual({ currencyCode: 'JPY', amount: 1_000 })
    expect(JSON.stringify(json)).not.toMatch(/landed/i)
    expect(lowest.lowestPricedOffers[0].offers).toHaveLength(2)
    expect(lowest.featuredBuyingOptions).toBeUndefined()
  })

  test('the expected price is the highest at which the offer is featured', async () => {
    const ask = (sku: string) => ({
      ...{ marketplaceId: JAPAN, sku, method: 'GET' },
      uri: '/products/pricing/2022-05-01/offer/featuredOfferExpectedPrice',
    })
    const { json } = await callOperation(world, 'getFeaturedOfferExpectedPriceBatch', {
      body: { requests: [ask('TEA'), ask('NONE')] },
    })
    const [own, none] = json.responses.map(
      (one: { body: { featuredOfferExpectedPriceResults: object[] } }) =>
        one.body.featuredOfferExpectedPriceResults[0],
    )
    // 1,055 + 340 − 106 = 1,289 lands below the rival's 1,290; a yen more does not.
    expect(own.resultStatus).toBe('VALID_FOEP')
    const { listingPrice, points: granted } = own.featuredOfferExpectedPrice
    expect(listingPrice.amount + 340 - granted.pointsNumber).toBeLessThanOrEqual(1_290)
    expect(own.competingFeaturedOffer.offerIdentifier).toMatchObject({ sellerId: 'book-house' })
    expect(own.competingFeaturedOffer.offerIdentifier).not.toHaveProperty('sku')
    expect(own.currentFeaturedOffer.offerIdentifier.sku).toBe('TEA')
    expect(none).toEqual({ resultStatus: 'OFFER_NOT_FOUND' })
    // Priced so, it is featured; a yen dearer, it is not.
    for (const [more, featured] of [
      [0, 'tea-house'],
      [1, 'book-house'],
    ] as const) {
      const price = listingPrice.amount + more
      const listing = { seller: 'tea-house', sku: 'TEA', price, source: 'manual' } as const
      await done(putListing(engine, as(), { ...listing, points: { by: 'percentage', bps: 1_000 } }))
      const offers = await callOperation(world, 'getItemOffers', {
        ...{ path: { Asin: ASIN }, query: { ...market, ItemCondition: 'New' } },
      })
      expect(offers.json.payload.Summary.BuyBoxPrices[0].sellerId).toBe(featured)
    }
  })
})

describe('Fees', () => {
  const asked = (price: number, points?: number) => ({
    FeesEstimateRequest: {
      ...{ MarketplaceId: JAPAN, Identifier: 'r1', IsAmazonFulfilled: false },
      PriceToEstimateFees: {
        ...{ ListingPrice: money(price), Shipping: money(340) },
        ...(points === undefined ? {} : { Points: { PointsNumber: points } }),
      },
    },
  })

  test('the fee is charged net of points: (1,000 + 340 − 100) × 10 % = 124 yen', async () => {
    for (const [id, path] of [
      ['getMyFeesEstimateForSKU', { SellerSKU: 'TEA' }],
      ['getMyFeesEstimateForASIN', { Asin: ASIN }],
    ] as const) {
      const { json } = await callOperation(world, id, { path, body: asked(1_000, 100) })
      const { Status, FeesEstimate, FeesEstimateIdentifier } = json.payload.FeesEstimateResult
      expect(Status).toBe('Success')
      expect(FeesEstimate.TotalFeesEstimate).toEqual(money(124))
      expect(FeesEstimateIdentifier.PriceToEstimateFees.Points).toEqual({ PointsNumber: 100 })
    }
  })

  test('many at once are a bare list, with the errors of each', async () => {
    const one = (IdType: string, IdValue: string, body: object) => ({ ...body, IdType, IdValue })
    const { json } = await callOperation(world, 'getMyFeesEstimates', {
      body: [
        one('ASIN', ASIN, asked(1_000)),
        one('SellerSKU', 'NONE', asked(1_000)),
        one('ASIN', ASIN, asked(1_000, 1_001)),
        one('ASIN', ASIN, asked(10.5)),
      ],
    })
    const statuses = json.map(({ Status }: { Status: string }) => Status)
    expect(statuses).toEqual(['Success', 'ClientError', 'ClientError', 'ClientError'])
    expect(json[0].FeesEstimate.TotalFeesEstimate).toEqual(money(134))
  })
})

describe('Catalogue', () => {
  const query = { marketplaceIds: JAPAN }

  test('an item by its ASIN, with what was asked for', async () => {
    const item = await callOperation(world, 'getCatalogItem', {
      path: { asin: ASIN },
      query: {
        ...query,
        includedData:
          'attributes,classifications,dimensions,identifiers,images,productTypes,relationships,salesRanks,summaries,vendorDetails',
      },
    })
    expect(item.json.summaries[0]).toMatchObject({ itemName: '煎茶' })
    const none = await callOperation(world, 'getCatalogItem', { path: { asin: 'NONE' }, query })
    expect(none.status).toBe(404)
  })

  test('items by words, by ASIN and by the seller’s SKUs', async () => {
    const search = async (more: object) =>
      callOperation(world, 'searchCatalogItems', { query: { ...query, ...more } })
    const found = await search({ keywords: '煎茶' })
    expect(found.json).toMatchObject({ numberOfResults: 1, items: [{ asin: ASIN }] })
    expect(found.json.refinements.classifications[0].displayName).toBe('grocery')
    const asins = await search({
      identifiersType: 'ASIN',
      identifiers: `${ASIN},B07BOOK001`,
      pageSize: '1',
    })
    expect(asins.json.items).toHaveLength(1)
    const { nextToken: pageToken } = asins.json.pagination
    const second = await search({
      ...{ identifiersType: 'ASIN', identifiers: `${ASIN},B07BOOK001`, pageSize: '1', pageToken },
    })
    expect(second.json.items[0].asin).not.toBe(asins.json.items[0].asin)
    const skus = { identifiersType: 'SKU', identifiers: 'TEA' }
    expect((await search({ ...skus, sellerId: 'tea-house' })).json.items[0].asin).toBe(ASIN)
    expect((await search({ ...skus, sellerId: 'book-house' })).status).toBe(403)
    for (const wrong of [{}, { keywords: 'a', identifiers: 'b' }, { identifiers: 'b' }, skus]) {
      expect((await search(wrong)).status).toBe(400)
    }
  })
})
