import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { points } from '../../src/rules/money/amount.ts'
import { changeListing, putListing } from '../../src/usecases/listings/change.ts'
import { findListing } from '../../src/usecases/listings/search.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import {
  type CartLine,
  resolveCart,
  resolveStated,
  type StatedLine,
} from '../../src/usecases/orders/resolve-lines.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { registerSellers } from '../../src/usecases/sellers/register.ts'
import { setStanding } from '../../src/usecases/sellers/set-standing.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { accepted, asin, found, fresh, furnish } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const manual = { seller: 'aoi', source: 'manual' } as const
const ten = { by: 'percentage', bps: 1_000 } as const

beforeAll(async () => {
  await registerBuyers(engine, [{ reference: 'hanako' }])
  await furnish(engine, ['aoi', 'shut'])
  const without = { reference: 'plain', name: '規約未同意', plan: 'professional' } as const
  await registerSellers(engine, 'test', [without])
  const cup = { sku: 'cup 1/2', asin: asin(1), price: 1_000, shipping: 350, points: ten, stock: 5 }
  accepted(await putListing(engine, fresh(), { ...manual, ...cup }))
  accepted(await putListing(engine, fresh(), { ...manual, sku: 'free', asin: asin(2), price: 300 }))
  const off = { sku: 'off', asin: asin(2), price: 300, status: 'inactive' } as const
  accepted(await putListing(engine, fresh(), { ...manual, ...off }))
  const shut = { ...manual, seller: 'shut', sku: 'cup', asin: asin(1), price: 900 }
  accepted(await putListing(engine, fresh(), shut))
  const standing = { seller: 'shut', standing: 'suspended', reason: '調査中' } as const
  accepted(await setStanding(engine, fresh(), standing))
})

const cup = { seller: 'aoi', sku: 'cup 1/2' } as const
const stockOf = async (sku: string) =>
  found(await findListing(engine, { seller: 'aoi', sku })).stock

describe('a cart', () => {
  test('becomes terms: price and points per unit, shipping of the whole line, stock', async () => {
    const { id } = found(await findListing(engine, cup))
    const lines = [
      { ...cup, quantity: 2 },
      { listing: id, quantity: 1 },
      { seller: 'aoi', sku: 'free', quantity: 3 },
    ]
    expect(await resolveCart(engine, lines)).toMatchObject({
      lines: [
        { sku: 'cup 1/2', quantity: 2, price: 1_000, shipping: 700, pointsPerUnit: 100 },
        { sku: 'cup 1/2', quantity: 1, price: 1_000, shipping: 350, pointsPerUnit: 100 },
        { sku: 'free', quantity: 3, price: 300, shipping: 0, pointsPerUnit: 0 },
      ],
      stock: [{ listing: id, units: 3 }],
    })
  })

  test('buys the stock once, whoever is quickest', async () => {
    const cart = found(await resolveCart(engine, [{ ...cup, quantity: 2 }]))
    const ask = { buyer: 'hanako', redeem: points(0), payment: 'prepaid', ...cart } as const
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => placeOrder(engine, fresh(), ask)),
    )
    expect(answers.filter(({ refused }) => refused === 'out_of_stock')).toHaveLength(2)
    expect(await stockOf('cup 1/2')).toBe(1)
    // What is not counted never runs out.
    const free = found(await resolveCart(engine, [{ seller: 'aoi', sku: 'free', quantity: 9_999 }]))
    accepted(await placeOrder(engine, fresh(), { ...ask, ...free }))
    expect(await stockOf('free')).toBeNull()
  })

  test('of an offer that changed is refused with what it is now', async () => {
    const seen = { price: 1_000, shipping: 350, points: 100 }
    expect(await resolveCart(engine, [{ ...cup, quantity: 1, seen }])).toHaveProperty('lines')
    accepted(await changeListing(engine, fresh(), { ...manual, sku: cup.sku, price: 900 }))
    expect(await resolveCart(engine, [{ ...cup, quantity: 1, seen }])).toEqual({
      refused: 'offer_changed',
      facts: { sku: 'cup 1/2', price: 900, shipping: 350, points: 0 },
    })
  })

  test.each<[string, CartLine[]]>([
    ['quantity_out_of_range', [{ ...cup, quantity: 0 }]],
    ['quantity_out_of_range', [{ ...cup, quantity: 0.5 }]],
    ['quantity_out_of_range', [{ ...cup, quantity: 10_000 }]],
    ['listing_not_found', [{ seller: 'aoi', sku: 'none', quantity: 1 }]],
    ['listing_not_found', [{ seller: 'nobody', sku: 'cup 1/2', quantity: 1 }]],
    ['listing_not_found', [{ listing: 999_999, quantity: 1 }]],
    ['seller_suspended', [{ seller: 'shut', sku: 'cup', quantity: 1 }]],
    ['listing_inactive', [{ seller: 'aoi', sku: 'off', quantity: 1 }]],
    ['out_of_stock', [{ ...cup, quantity: 2 }]],
    [
      'out_of_stock',
      [
        { ...cup, quantity: 1 },
        { ...cup, quantity: 1 },
      ],
    ],
  ])('%s', async (refused, cart) => {
    expect(await resolveCart(engine, cart)).toMatchObject({ refused })
  })
})

describe('stated terms', () => {
  const line: StatedLine = {
    ...{ seller: 'aoi', sku: 'own/1', asin: 'X1', category: 'book' },
    ...{ quantity: 2, price: 1_234, shipping: 500, pointsBps: 1_000 },
  }

  test('are taken as they are, with the points by the same rules', async () => {
    expect(await resolveStated(engine, [line, { ...line, pointsBps: 0 }])).toMatchObject({
      lines: [
        { sku: 'own/1', category: 'book', price: 1_234, shipping: 500, pointsPerUnit: 123 },
        { pointsPerUnit: 0 },
      ],
      stock: [],
    })
  })

  test.each<[string, Partial<StatedLine>]>([
    ['quantity_out_of_range', { quantity: -1 }],
    ['amount_out_of_range', { price: 0 }],
    ['amount_out_of_range', { price: 1.5 }],
    ['amount_out_of_range', { shipping: -1 }],
    ['text_out_of_range', { sku: '' }],
    ['seller_not_found', { seller: 'nobody' }],
    ['seller_suspended', { seller: 'shut' }],
    ['agreement_not_accepted', { seller: 'plain' }],
    ['points_ratio_out_of_range', { pointsBps: 5_100 }],
    ['points_ratio_out_of_range', { pointsBps: 50 }],
    ['amount_out_of_range', { pointsBps: 0.5 }],
  ])('%s: %j', async (refused, change) => {
    expect(await resolveStated(engine, [{ ...line, ...change }])).toMatchObject({ refused })
  })

  test('without points need no agreement', async () => {
    const plain = { ...line, seller: 'plain', pointsBps: 0 }
    expect(await resolveStated(engine, [plain])).toHaveProperty('lines')
  })
})
