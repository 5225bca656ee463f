import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../src/rules/time/instant.ts'
import { featuredShares } from '../../src/usecases/pricing/featured-shares.ts'
import { findPricingRule, pricingHistory } from '../../src/usecases/pricing/find-rules.ts'
import {
  enablePricingRule,
  removePricingRule,
  type SetRuleAsk,
  setPricingRule,
} from '../../src/usecases/pricing/set-rule.ts'
import { simulatePricingRule } from '../../src/usecases/pricing/simulate-rule.ts'
import { undoRepricing } from '../../src/usecases/pricing/undo-repricing.ts'
import { setStanding } from '../../src/usecases/sellers/set-standing.ts'
import { accepted, asin, found, fresh, furnish } from '../catalog/kit.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { eventsOf, offer, prices, rule, settled } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const SELLERS = ['a', 'b', 'c']
let product = 0

beforeAll(() => furnish(engine, SELLERS, 20))
beforeEach(() => {
  product += 1
  engine.clock.set((engine.clock.now() + 2 * HOUR) as never)
})

const put = (seller: string, ask: Parameters<typeof offer>[2]) =>
  offer(engine, seller, { sku: `${seller}-${product}`, ...ask }, product)
const skuOf = (seller: string) => `${seller}-${product}`
const ruled = (seller: string, ask: Parameters<typeof rule>[2] = {}) =>
  rule(engine, seller, { sku: skuOf(seller), ...ask })
const priceOf = async (seller: string) => (await prices(db))[skuOf(seller)]
const historyOf = async (seller: string) =>
  found(await pricingHistory(engine, { seller, sku: skuOf(seller) })).map(
    ({ what, because, price }) => [what, because, price].join(' ').trim(),
  )

test('a rule answers when it is set and whenever an offer changes, net of points', async () => {
  await put('a', { price: 1_000 })
  await put('b', { price: 1_500, points: { by: 'percentage', bps: 1_000 } })
  await ruled('b')
  await settled(engine)
  expect(await priceOf('b')).toBe(1_111)
  await put('a', { price: 950 })
  await settled(engine)
  // 1,055 − 106 = 949; 1,056 − 106 = 950.
  expect(await priceOf('b')).toBe(1_056)
  expect(await historyOf('b')).toEqual([
    'changed matches_competitor 1056',
    'changed matches_competitor 1111',
    'set rule_set',
  ])
  const { rows } = await db.pool.query(
    `select source, changed_by, h.points_bps
     from listing_history h join listing l on l.id = listing_id
      where sku = $1 order by h.version desc limit 1`,
    [skuOf('b')],
  )
  expect(rows).toEqual([
    { source: 'automated', changed_by: 'automated-pricing', points_bps: 1_000 },
  ])
})

test('two rules that beat each other stop at a floor or a rest, and time goes on with it', async () => {
  await put('a', { price: 1_000 })
  await put('b', { price: 1_000 })
  await ruled('a', { step: { by: 'amount', yen: 10 } })
  await ruled('b', { step: { by: 'amount', yen: 10 } })
  await settled(engine)
  const lowered = async (seller: string) =>
    (await historyOf(seller)).filter((line) => line.startsWith('changed')).length
  expect(await lowered('a')).toBe(5)
  expect(await lowered('b')).toBe(5)
  expect((await historyOf('a'))[0]).toMatch('held damped')
  const resting = await priceOf('a')
  expect(resting).toBeGreaterThan(800)
  // Nothing but time wakes them; they go on to where the first of them finds its floor.
  for (let hours = 0; hours < 6; hours++) {
    engine.clock.set((engine.clock.now() + HOUR + MINUTE) as never)
    await settled(engine)
  }
  expect([await priceOf('a'), await priceOf('b')].sort()).toEqual([800, 800])
})

test('a price somebody else changes meanwhile is not overwritten by an old decision', async () => {
  await put('a', { price: 1_000 })
  await put('b', { price: 1_500 })
  await ruled('b')
  await settled(engine)
  await put('a', { price: 900 })
  await put('b', { price: 1_234 })
  await settled(engine)
  expect(await priceOf('b')).toBe(900)
})

test('who won the featured offer, who lost it and why is an event of both, and makes shares', async () => {
  const start = engine.clock.now()
  await put('a', { price: 1_000 })
  await settled(engine)
  engine.clock.set((start + 15 * MINUTE) as never)
  await put('b', { price: 1_050, points: { by: 'percentage', bps: 1_000 } })
  await settled(engine)
  engine.clock.set((start + 45 * MINUTE) as never)
  await put('b', { price: 1_050, points: { by: 'percentage', bps: 1_000 }, stock: 0 })
  await settled(engine)
  engine.clock.set((start + HOUR) as never)
  const mine = async (seller: string) =>
    (await eventsOf(engine, seller, ['featured_offer.changed']))
      .map(({ facts }) => facts)
      .filter((facts) => facts.asin === asin(product))
  const a = { seller: 'a', sku: skuOf('a') }
  const b = { seller: 'b', sku: skuOf('b'), landed: 945 }
  const group = { asin: asin(product), condition: 'new' }
  expect(await mine('b')).toEqual([
    {
      ...group,
      won: { ...b, because: 'lowest_landed_price', by: 55 },
      lost: { ...a, landed: 1_000, because: 'higher_landed_price', by: 55 },
    },
    {
      ...group,
      won: { ...a, landed: 1_000, because: 'only_eligible_offer' },
      lost: { ...b, because: 'out_of_stock' },
    },
  ])
  expect(await mine('a')).toHaveLength(3)
  const share = async (seller: string) =>
    found(
      await featuredShares(engine, {
        ...{ seller, from: start, to: engine.clock.now(), skus: [skuOf(seller)] },
      }),
    ).map(({ featured, span }) => [featured / MINUTE, span / MINUTE])
  expect(await share('a')).toEqual([[30, 60]])
  expect(await share('b')).toEqual([[30, 60]])
  expect(await share('c')).toEqual([])
})

test('an account’s standing changes every offer of its seller', async () => {
  await put('a', { price: 1_000 })
  await put('c', { price: 700 })
  await ruled('a')
  await settled(engine)
  expect(await priceOf('a')).toBe(800)
  const standing = (to: 'at_risk' | 'good') =>
    setStanding(engine, fresh(), { seller: 'c', standing: to, reason: '調査中' })
  accepted(await standing('at_risk'))
  await settled(engine)
  expect(await historyOf('a')).toContain('held no_competitor')
  accepted(await standing('good'))
  await settled(engine)
})

test('paused, a rule is silent; undone, the price and points of before are back, and it is paused', async () => {
  await put('a', { price: 1_000 })
  await put('b', { price: 1_500, points: { by: 'amount', points: 150 } })
  await ruled('b')
  await settled(engine)
  const ask = { seller: 'b', sku: skuOf('b') }
  accepted(await undoRepricing(engine, fresh(), ask))
  await settled(engine)
  expect(await priceOf('b')).toBe(1_500)
  expect(found(await findPricingRule(engine, 'b', skuOf('b')))).toMatchObject({ enabled: false })
  expect(await undoRepricing(engine, fresh(), ask)).toMatchObject({ refused: 'nothing_repriced' })
  expect((await historyOf('b')).slice(0, 2)).toEqual(['set rule_paused', 'undone undone 1500'])
  accepted(await enablePricingRule(engine, fresh(), { ...ask, enabled: true }))
  await settled(engine)
  expect(await priceOf('b')).toBe(1_111)
  accepted(await removePricingRule(engine, fresh(), ask))
  await put('a', { price: 900 })
  await settled(engine)
  expect(await priceOf('b')).toBe(1_111)
  expect(await findPricingRule(engine, 'b', skuOf('b'))).toMatchObject({
    refused: 'pricing_rule_not_found',
  })
})

test('a simulation is tried on what was recorded, and changes nothing', async () => {
  const start = engine.clock.now()
  await put('b', { price: 1_200 })
  await put('a', { price: 1_300 })
  await settled(engine)
  engine.clock.set((start + 10 * MINUTE) as never)
  await put('a', { price: 1_000 })
  await settled(engine)
  engine.clock.set((start + 30 * MINUTE) as never)
  const simulated = found(
    await simulatePricingRule(engine, {
      ...{ seller: 'b', sku: skuOf('b'), target: 'featured', floor: 800, ceiling: 2_000 },
      step: { by: 'amount', yen: 1 },
    }),
  )
  expect(simulated).toMatchObject({ price: 999, changes: 2, cut: false, damped: 0 })
  expect(simulated.moves.map(({ price, because }) => [price, because])).toEqual([
    [1_299, 'beats_competitor'],
    [999, 'beats_competitor'],
  ])
  expect([simulated.featuredAsRecorded, simulated.featuredWithRule]).toEqual([
    10 * MINUTE,
    30 * MINUTE,
  ])
  expect(await priceOf('b')).toBe(1_200)
})

test('what is no rule, or has none', async () => {
  const ask = {
    ...{ seller: 'a', sku: 'NOTHING', target: 'featured', step: { by: 'match' } },
    ...{ floor: 800, ceiling: 2_000, enabled: true },
  } as const
  const set = (change: object) =>
    setPricingRule(engine, fresh(), { ...ask, ...change } as SetRuleAsk)
  expect(await set({})).toMatchObject({ refused: 'listing_not_found' })
  expect(await set({ seller: 'nobody' })).toMatchObject({ refused: 'seller_not_found' })
  expect(await set({ ceiling: 1 })).toMatchObject({ refused: 'pricing_range_empty' })
  expect(await set({ target: 'buybox' })).toMatchObject({ refused: 'value_unknown' })
  expect(await enablePricingRule(engine, fresh(), ask)).toMatchObject({
    refused: 'pricing_rule_not_found',
  })
})
