import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accepted, offerWith, policyWith, sellerWith } from '../../../tests/rules/given.ts'
import { AMOUNT_MAX, points, yen } from '../money/amount.ts'
import { PRESETS } from '../policy/presets.ts'
import { CONDITIONS, conditionGroup } from './offer.ts'
import {
  decideAccountDefault,
  decideOfferPoints,
  effectivePoints,
  type PointsAsk,
  shownPoints,
} from './points.ts'
import { premiumCap } from './premium-cap.ts'

const seed = policyWith({ premiumCap: { ...PRESETS['seed-2020'].premiumCap, mode: 'off' } })
const central = policyWith(
  { premiumCap: { ...PRESETS['seed-2020'].premiumCap, mode: 'off' } },
  'points-central-2021',
)
const set = (ask: PointsAsk, price = 1_000, policy = seed) =>
  decideOfferPoints(yen(price), ask, policy)
const percent = (bps: number, price = 1_000, policy = seed) =>
  set({ by: 'percentage', bps }, price, policy)
const amount = (offered: number, price = 1_000, policy = seed) =>
  set({ by: 'amount', points: offered }, price, policy)

const outside = {
  refused: 'points_ratio_out_of_range',
  facts: { minimum: '1', maximum: '50' },
}

describe('as a percentage of the price', () => {
  test('1 %–50 %: 1.00 and 50.00 are in, 0.99 and 50.01 are out', () => {
    expect(accepted(percent(100)).points).toBe(10)
    expect(accepted(percent(5_000)).points).toBe(500)
    expect(percent(99)).toEqual(outside)
    expect(percent(5_001)).toEqual(outside)
    expect(percent(-100)).toEqual(outside)
  })

  test('points = round(price × rate), for one unit', () => {
    expect(accepted(percent(333, 1_500))).toEqual({
      setting: { by: 'percentage', bps: 333 },
      points: 50,
      warnings: [],
    })
    expect(accepted(percent(500, 50)).points).toBe(2)
    expect(accepted(percent(500, 50, policyWith({}, 'seed-2020-before'))).points).toBe(3)
  })

  test('is a whole number of hundredths of a percent', () => {
    for (const bps of [100.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(percent(bps)).toEqual({ refused: 'amount_out_of_range', facts: {} })
    }
  })

  test('in whole percents since 2021', () => {
    expect(accepted(percent(700, 1_000, central)).points).toBe(70)
    expect(percent(750, 1_000, central)).toEqual({
      refused: 'points_ratio_step',
      facts: { step: '1' },
    })
    expect(percent(5_050, 1_000, central)).toEqual(outside)
  })

  test('may come to nothing at a low price, with a warning', () => {
    expect(accepted(percent(100, 50))).toEqual({
      setting: { by: 'percentage', bps: 100 },
      points: 0,
      warnings: [{ warning: 'points_round_to_zero', price: 50 }],
    })
  })
})

describe('as an amount', () => {
  test('whose exact ratio to the price is 1 %–50 %, compared before any rounding', () => {
    expect(accepted(amount(10, 1_000)).points).toBe(10)
    expect(amount(10, 1_001)).toEqual(outside)
    expect(accepted(amount(500, 1_000)).points).toBe(500)
    expect(amount(501, 1_000)).toEqual(outside)
    expect(accepted(amount(1_499, 2_999)).points).toBe(1_499)
    expect(amount(1_500, 2_999)).toEqual(outside)
    expect(accepted(amount(AMOUNT_MAX / 2, AMOUNT_MAX)).points).toBe(AMOUNT_MAX / 2)
    expect(amount(AMOUNT_MAX / 2 + 1, AMOUNT_MAX)).toEqual(outside)
  })

  test('remembers the price it was set for', () => {
    expect(accepted(amount(33, 999))).toEqual({
      setting: { by: 'amount', points: 33, ofPrice: 999 },
      points: 33,
      warnings: [],
    })
  })

  test('set for another price keeps that ratio: so a reset can be undone', () => {
    const ask = { by: 'amount', points: 33, ofPrice: 1_000 } as const
    expect(accepted(set(ask, 2_000))).toMatchObject({ setting: ask, points: 66 })
    expect(set({ ...ask, ofPrice: 10 }, 2_000)).toEqual(outside)
  })

  test('need be no whole number of hundredths, but of percents since 2021', () => {
    expect(accepted(amount(100, 333)).points).toBe(100)
    expect(accepted(amount(70, 1_000, central)).points).toBe(70)
    expect(amount(75, 1_000, central)).toEqual({
      refused: 'points_ratio_step',
      facts: { step: '1' },
    })
  })

  test('is a whole number of points', () => {
    const invalid = { refused: 'amount_out_of_range', facts: {} }
    for (const offered of [-1, 0.5, AMOUNT_MAX + 1]) expect(amount(offered)).toEqual(invalid)
    for (const ofPrice of [0, -1, 0.5]) {
      expect(set({ by: 'amount', points: 1, ofPrice })).toEqual(invalid)
    }
    expect(set({ by: 'amount', points: 1, ofPrice: 1 })).toEqual(outside)
  })
})

describe('no points', () => {
  const none = { setting: { by: 'percentage', bps: 0 }, points: 0, warnings: [] }

  test('0 or none removes them, and is an exception to the account default', () => {
    expect(percent(0)).toEqual(none)
    expect(amount(0)).toEqual(none)
    expect(set({ by: 'none' })).toEqual(none)
  })

  test('default removes what the SKU sets', () => {
    expect(set({ by: 'default' })).toEqual({ setting: null, points: 0, warnings: [] })
  })
})

test('a setting is in range for every price, and its points never exceed the price', () => {
  const prices = fc.integer({ min: 1, max: AMOUNT_MAX })
  fc.assert(
    fc.property(prices, fc.integer({ min: 100, max: 5_000 }), prices, (price, bps, other) => {
      const decided = accepted(percent(bps, price))
      expect(decided.points).toBeLessThanOrEqual(price)
      if (!decided.setting) return
      expect(accepted(set(decided.setting, other)).setting).toEqual(decided.setting)
    }),
  )
})

describe('the premium cap', () => {
  const capped = (mode: 'off' | 'warn' | 'block') =>
    policyWith({ premiumCap: { mode, rateBps: 2_000, smallPrice: 1_000, smallCap: 200 } })

  test('is 20 % of the price, and 200 yen below 1,000 yen', () => {
    const of = (price: number) => premiumCap(yen(price), capped('warn'))
    expect([1, 999, 1_000, 1_004, 1_005, 5_000].map(of)).toEqual([200, 200, 200, 200, 201, 1_000])
  })

  test('warns above it, not at it', () => {
    expect(accepted(amount(200, 1_000, capped('warn'))).warnings).toEqual([])
    expect(accepted(amount(201, 1_000, capped('warn'))).warnings).toEqual([
      { warning: 'points_above_premium_cap', points: 201, cap: 200 },
    ])
    expect(accepted(percent(5_000, 1_000, capped('off'))).warnings).toEqual([])
  })

  test('limits a default, and settings from before it, only where it blocks', () => {
    const offer = offerWith({ points: { by: 'percentage', bps: 5_000 } })
    const of = (mode: 'off' | 'warn' | 'block') =>
      effectivePoints(offer, sellerWith(), capped(mode)).points
    expect([of('off'), of('warn'), of('block')]).toEqual([500, 500, 200])
    const low = offerWith({ points: { by: 'percentage', bps: 1_000 } })
    expect(effectivePoints(low, sellerWith(), capped('block')).points).toBe(100)
  })

  test('or refuses', () => {
    expect(amount(201, 1_000, capped('block'))).toEqual({
      refused: 'points_above_premium_cap',
      facts: { points: 201, cap: 200 },
    })
    expect(accepted(amount(200, 1_000, capped('block'))).points).toBe(200)
  })
})

describe('the points an offer really carries', () => {
  const seller = sellerWith({ defaultBps: 300 })
  const own = { by: 'percentage', bps: 1_000 } as const

  test('what the SKU sets comes first', () => {
    expect(effectivePoints(offerWith({ points: own }), seller, central)).toEqual({
      points: 100,
      from: 'sku',
      setting: own,
    })
  })

  test('else the account default, where the policy has one', () => {
    expect(effectivePoints(offerWith(), seller, central)).toEqual({
      points: 30,
      from: 'account_default',
      setting: { by: 'percentage', bps: 300 },
    })
  })

  const none = { points: 0, from: 'none', setting: null }

  test('else none', () => {
    expect(effectivePoints(offerWith(), seller, seed)).toEqual(none)
    expect(effectivePoints(offerWith(), sellerWith(), central)).toEqual(none)
    expect(effectivePoints(offerWith(), sellerWith({ defaultBps: 0 }), central)).toEqual(none)
  })

  test('an explicit 0 is an exception to the account default', () => {
    const exception = offerWith({ points: { by: 'percentage', bps: 0 } })
    expect(effectivePoints(exception, seller, central)).toEqual(none)
  })

  test('and none while the seller may not offer points', () => {
    const offer = offerWith({ points: own })
    expect(effectivePoints(offer, sellerWith({ standing: 'at_risk' }), central)).toEqual(none)
    const abroad = offerWith({ points: own, marketplace: 'ATVPDKIKX0DER' })
    expect(effectivePoints(abroad, seller, central)).toEqual(none)
  })
})

describe('an account-wide default', () => {
  test('is a percentage in range and step; 0 removes it', () => {
    expect(decideAccountDefault(500, central)).toEqual({ defaultBps: 500 })
    expect(decideAccountDefault(0, central)).toEqual({ defaultBps: null })
    expect(decideAccountDefault(5_100, central)).toEqual(outside)
    expect(decideAccountDefault(550, central)).toEqual({
      refused: 'points_ratio_step',
      facts: { step: '1' },
    })
    expect(decideAccountDefault(0.5, central)).toEqual({
      refused: 'amount_out_of_range',
      facts: {},
    })
  })

  test('is refused where the policy has none', () => {
    expect(decideAccountDefault(500, seed)).toEqual({
      refused: 'account_default_not_offered',
      facts: {},
    })
  })
})

test('points are shown with their share of the price, with at most two decimals', () => {
  const shown = (offered: number, price: number) =>
    shownPoints(points(offered), yen(price), 'half-even')
  expect(shown(100, 1_000)).toEqual({ points: 100, bps: 1_000, percent: '10' })
  expect(shown(33, 1_000).percent).toBe('3.3')
  expect(shown(1, 3).percent).toBe('33.33')
  expect(shown(0, 1_000)).toEqual({ points: 0, bps: 0, percent: '0' })
})

test('conditions that compete with each other', () => {
  expect(CONDITIONS.map(conditionGroup)).toEqual([
    'new',
    'refurbished',
    ...Array(4).fill('used'),
    ...Array(4).fill('collectible'),
  ])
  expect(new Set(CONDITIONS).size).toBe(CONDITIONS.length)
})
