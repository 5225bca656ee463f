import { describe, expect, test } from 'vitest'
import { registerSeller } from '../../src/usecases/sellers/register.ts'
import { call, done, newKey } from '../http/kit.ts'
import { accessToken, appFor, callOperation, JAPAN, toolWorld } from './kit.ts'

const world = await toolWorld()
const { app, engine, tokens } = world
const US = 'ATVPDKIKX0DER'
const SLASHED = 'S 1/あ'

const at = (sku: string, sellerId = 'tea-house') => ({ sellerId, sku })
const market = { marketplaceIds: JAPAN }
const offer = (price: unknown, more: object = {}) => [
  { currency: 'JPY', our_price: [{ schedule: [{ value_with_tax: price }] }], ...more },
]
const put = (sku: string, attributes: object, query: object = {}) =>
  callOperation(world, 'putListingsItem', {
    ...{ path: at(sku), query: { ...market, ...query } },
    body: { productType: 'PRODUCT', requirements: 'LISTING_OFFER_ONLY', attributes },
  })
const patch = (sku: string, value: object, query: object = {}) =>
  callOperation(world, 'patchListingsItem', {
    ...{ path: at(sku), query: { ...market, ...query } },
    body: {
      productType: 'PRODUCT',
      patches: [{ op: 'replace', path: '/attributes/purchasable_offer', value }],
    },
  })
const get = async (sku: string, includedData = 'summaries,attributes,issues,offers') =>
  (
    await callOperation(world, 'getListingsItem', {
      path: at(sku),
      query: { ...market, includedData },
    })
  ).json
const codes = (json: { issues: { code: string; severity: string }[] }) =>
  json.issues.map(({ code, severity }) => `${severity} ${code}`)

const NEW = {
  condition_type: [{ value: 'new_new' }],
  merchant_suggested_asin: [{ value: 'B07TEA0001' }],
  fulfillment_availability: [{ fulfillment_channel_code: 'DEFAULT', quantity: 7 }],
}

describe('a listing with points', () => {
  test('is made, under a SKU with a slash and Japanese', async () => {
    const { status, json } = await put(SLASHED, {
      ...NEW,
      purchasable_offer: offer(1_000, { points: { percent: 10 } }),
    })
    expect(status).toBe(200)
    expect(json).toMatchObject({ sku: SLASHED, status: 'ACCEPTED', issues: [] })
    const item = await get(SLASHED, 'summaries,offers,fulfillmentAvailability')
    expect(item.offers).toEqual([
      {
        ...{ marketplaceId: JAPAN, offerType: 'B2C' },
        price: { currencyCode: 'JPY', amount: '1000' },
        points: { pointsNumber: 100 },
      },
    ])
    expect(item.fulfillmentAvailability).toEqual([
      { fulfillmentChannelCode: 'DEFAULT', quantity: 7 },
    ])
    expect(item.summaries[0]).toMatchObject({
      ...{ asin: 'B07TEA0001', conditionType: 'new_new', status: ['BUYABLE', 'DISCOVERABLE'] },
    })
  })

  test('a preview warns of the reset and changes nothing', async () => {
    const { json } = await patch(SLASHED, offer(900), { mode: 'VALIDATION_PREVIEW' })
    expect(json.status).toBe('VALID')
    expect(codes(json)).toEqual(['WARNING POINTS_RESET'])
    expect((await get(SLASHED)).offers[0].points).toEqual({ pointsNumber: 100 })
  })

  test('a price alone resets them, and says so', async () => {
    const { status, json } = await patch(SLASHED, offer(900), { issueLocale: 'ja_JP' })
    expect(status).toBe(200)
    expect(json.status).toBe('ACCEPTED')
    expect(codes(json)).toEqual(['WARNING POINTS_RESET'])
    expect(json.issues[0].message).toContain('100ポイント')
    const item = await get(SLASHED)
    expect(item.offers[0].points).toBeUndefined()
    expect(item.offers[0].price.amount).toBe('900')
    expect(codes(item)).toEqual(['WARNING POINTS_RESET'])
    const found = await callOperation(world, 'searchListingsItems', {
      path: { sellerId: 'tea-house' },
      query: { ...market, withIssueSeverity: 'WARNING' },
    })
    expect(found.json.items.map(({ sku }: { sku: string }) => sku)).toEqual([SLASHED])
  })

  test('the seller sees which app did it', async () => {
    const path = `/v1/sellers/tea-house/listings/${encodeURIComponent(SLASHED)}/history`
    const { body } = await call(app, 'GET', path, undefined, { token: tokens.teaHouse })
    expect(body.items[0]).toMatchObject({
      by: 'tool',
      source: 'app',
      reason: 'points_reset',
    })
  })

  test('a price for businesses is not kept, wherever it stands, and never everybody’s', async () => {
    const price = (value_with_tax: number) => [{ schedule: [{ value_with_tax }] }]
    const business = { audience: 'B2B', currency: 'JPY', our_price: price(700) }
    const everybody = { audience: 'ALL', currency: 'JPY', our_price: price(900) }
    for (const value of [[business, everybody], [everybody, business], [business]]) {
      const { json } = await patch(SLASHED, value, {})
      expect(codes(json)).toContain('INFO ATTRIBUTE_NOT_KEPT')
      expect((await get(SLASHED)).offers[0].price.amount).toBe('900')
    }
  })

  test('points come back with points, alone or with a price, and go with 0', async () => {
    const steps = [
      [[{ points: { points_number: 90 } }], '900', 90],
      [offer('1200', { points: { percent: '2.5' } }), '1200', 30],
      [[{ points: { percent: 0 } }], '1200', undefined],
      [[{ points: { points_number: 12 } }], '1200', 12],
    ] as const
    for (const [value, price, points] of steps) {
      const { json } = await patch(SLASHED, value)
      expect({ status: json.status, issues: json.issues }).toEqual({
        status: 'ACCEPTED',
        issues: [],
      })
      const item = await get(SLASHED)
      expect(item.offers[0].price.amount).toBe(price)
      expect(item.offers[0].points?.pointsNumber).toBe(points)
      expect(item.issues).toEqual([])
    }
  })

  test('what it is said to be can be put again without changing it', async () => {
    const { attributes } = await get(SLASHED)
    expect((await put(SLASHED, attributes)).json).toMatchObject({ status: 'ACCEPTED', issues: [] })
    expect((await get(SLASHED)).attributes).toEqual(attributes)
  })

  test('deleted, it is off sale until it has a price again', async () => {
    const gone = await callOperation(world, 'deleteListingsItem', {
      ...{ path: at(SLASHED), query: market },
    })
    expect(gone.json.status).toBe('ACCEPTED')
    const off = await get(SLASHED)
    expect(off.summaries[0].status).toEqual([])
    expect(off.offers).toEqual([])
    await patch(SLASHED, offer(1_000, { points: { percent: 5 } }))
    expect((await get(SLASHED)).offers[0].points).toEqual({ pointsNumber: 50 })
  })
})

describe('what can not be', () => {
  test.each<[string, unknown, string]>([
    ['51 %', offer(1_000, { points: { percent: 51 } }), 'ERROR POINTS_RATIO_OUT_OF_RANGE'],
    [
      'half a percent',
      offer(1_000, { points: { percent: 0.5 } }),
      'ERROR POINTS_RATIO_OUT_OF_RANGE',
    ],
    [
      'points of two kinds',
      [{ points: { percent: 1, points_number: 1 } }],
      'ERROR ATTRIBUTE_INVALID',
    ],
    ['points that are no number', [{ points: { percent: 'ten' } }], 'ERROR ATTRIBUTE_INVALID'],
    ['a price of 0', offer(0), 'ERROR AMOUNT_OUT_OF_RANGE'],
    ['a price with a fraction', offer(10.5), 'ERROR ATTRIBUTE_INVALID'],
    ['a negative price', offer(-1), 'ERROR ATTRIBUTE_INVALID'],
    ['dollars', [{ ...offer(10)[0], currency: 'USD' }], 'ERROR ATTRIBUTE_INVALID'],
    ['nothing', [{}], 'ERROR NOTHING_NAMED'],
  ])('%s is an issue of an invalid submission', async (_, value, code) => {
    const before = await get('TEA')
    const { status, json } = await patch('TEA', value as object)
    expect({ status, said: json.status }).toEqual({ status: 200, said: 'INVALID' })
    expect(codes(json)).toEqual([code])
    expect(await get('TEA')).toEqual(before)
  })

  test('a SKU that is not there, a product that is not there, no product at all', async () => {
    expect(codes((await patch('NONE', offer(10))).json)).toEqual(['ERROR LISTING_NOT_FOUND'])
    const price = { purchasable_offer: offer(10) }
    const wrong = { ...price, merchant_suggested_asin: [{ value: 'B00NOTHING' }] }
    expect(codes((await put('NEW-1', wrong)).json)).toEqual(['ERROR PRODUCT_NOT_FOUND'])
    expect(codes((await put('NEW-1', price)).json)).toEqual(['ERROR LISTING_INCOMPLETE'])
    const missing = await callOperation(world, 'getListingsItem', {
      path: at('NONE'),
      query: market,
    })
    expect(missing.status).toBe(404)
    expect(missing.json.errors[0].code).toBe('NotFound')
  })

  test.each([
    ['an unknown marketplace', 'A000', 'TEA', 'tea-house', 400, 'InvalidInput'],
    ['a marketplace of others', US, 'TEA', 'tea-house', 403, 'Unauthorized'],
    ['no marketplace', '', 'TEA', 'tea-house', 400, 'InvalidInput'],
    ['another seller', JAPAN, 'BOOK', 'book-house', 403, 'Unauthorized'],
  ])('%s is refused', async (_, marketplaceIds, sku, seller, status, code) => {
    for (const id of ['getListingsItem', 'deleteListingsItem']) {
      const answer = await callOperation(world, id, {
        ...{ path: at(sku, seller), query: { marketplaceIds } },
      })
      expect({ id, status: answer.status }).toEqual({ id, status })
      expect(answer.json.errors[0].code).toBe(code)
    }
  })

  test('words that are none are refused by name', async () => {
    const answer = await callOperation(world, 'getListingsItem', {
      ...{ path: at('TEA'), query: { ...market, includedData: 'summaries,secrets' } },
    })
    expect(answer.status).toBe(400)
    expect(answer.json.errors[0].details).toContain("'includedData'")
    expect(answer.json.errors[0].details).toContain("'secrets'")
  })

  test('points where there are none', async () => {
    const intent = { caller: 'test', key: newKey() }
    const seller = { reference: 'us-shop', name: 'US Shop', plan: 'professional' as const }
    await done(registerSeller(engine, intent, { ...seller, marketplace: US }))
    const token = await accessToken(world, await appFor(engine, 'us-shop', { provider: 'us-tool' }))
    const submitted = (points?: object) =>
      callOperation(world, 'putListingsItem', {
        ...{ token, path: at('US-1', 'us-shop'), query: { marketplaceIds: US } },
        body: {
          productType: 'PRODUCT',
          attributes: { ...NEW, purchasable_offer: offer(1_000, points ? { points } : {}) },
        },
      })
    expect(codes((await submitted({ percent: 10 })).json)).toEqual([
      'ERROR MARKETPLACE_WITHOUT_POINTS',
    ])
    expect((await submitted()).json.status).toBe('ACCEPTED')
  })
})

test('a seller’s listings come in pages, each once, newest first or by SKU', async () => {
  for (let n = 0; n < 5; n++) {
    await put(`PAGE-${n}`, { ...NEW, purchasable_offer: offer(1_000 + n) })
  }
  const walk = async (query: Readonly<Record<string, string>>) => {
    const skus: string[] = []
    let pageToken: string | undefined
    do {
      const { json } = await callOperation(world, 'searchListingsItems', {
        path: { sellerId: 'tea-house' },
        query: { ...market, ...query, pageSize: '2', ...(pageToken ? { pageToken } : {}) },
      })
      expect(json.items.length).toBeLessThanOrEqual(2)
      skus.push(...json.items.map(({ sku }: { sku: string }) => sku))
      pageToken = json.pagination.nextToken
      if (!pageToken) expect(json.numberOfResults).toBe(skus.length)
    } while (pageToken)
    return skus
  }
  const bySku = await walk({ sortBy: 'sku', sortOrder: 'ASC' })
  expect(bySku).toEqual(bySku.toSorted())
  expect(new Set(bySku).size).toBe(bySku.length)
  expect((await walk({})).toSorted()).toEqual(bySku)
  const named = { identifiersType: 'SKU', identifiers: 'PAGE-1,PAGE-3,OTHER' }
  expect((await walk(named)).toSorted()).toEqual(['PAGE-1', 'PAGE-3'])
  const wrong = await callOperation(world, 'searchListingsItems', {
    ...{ path: { sellerId: 'tea-house' }, query: { ...market, pageToken: 'x' } },
  })
  expect(wrong.status).toBe(400)
})
