import { describe, expect, test } from 'vitest'
import { accepted, offerWith, policyWith, sellerWith } from '../../../tests/rules/given.ts'
import { AMOUNT_MAX, points, yen } from '../money/amount.ts'
import type { Offer, PointsSetting } from './offer.ts'
import {
  decideNewOffer,
  decidePriceUpdate,
  isStock,
  type OfferChange,
  STOCK_MAX,
} from './update.ts'
import type { UpdateSource } from './warnings.ts'

const tenPercent: PointsSetting = { by: 'percentage', bps: 1_000 }
const offer = offerWith({ points: tenPercent })
const seller = sellerWith()
const seed = policyWith()
const before = policyWith({}, 'seed-2020-before')
const central = policyWith({}, 'points-central-2021')
const update = (
  change: OfferChange,
  source: UpdateSource = 'manual',
  policy = seed,
  given: Offer = offer,
  by = seller,
) => decidePriceUpdate(given, change, source, by, policy)

describe('price and points go together', () => {
  test('naming both sets both', () => {
    const change = { price: 2_000, shipping: 300, points: { by: 'amount', points: 60 } } as const
    expect(accepted(update(change))).toEqual({
      offer: {
        ...offer,
        price: 2_000,
        shipping: 300,
        points: { by: 'amount', points: 60, ofPrice: 2_000 },
      },
      points: 60,
      warnings: [],
    })
  })

  test('an update that sets only the price resets points to zero, and says so', () => {
    expect(accepted(update({ price: 900 }))).toEqual({
      offer: { ...offer, price: 900, points: null },
      points: 0,
      warnings: [
        {
          warning: 'points_reset',
          source: 'manual',
          because: 'priceOnlyUpdate',
          previous: tenPercent,
          previousPoints: 100,
          previousPrice: 1_000,
        },
      ],
    })
  })

  test('even when the price named is the price it has', () => {
    expect(accepted(update({ price: 1_000 })).points).toBe(0)
  })

  test('one click undoes it, at the new price', () => {
    const reset = accepted(update({ price: 900 }))
    const [warning] = reset.warnings
    if (warning?.warning !== 'points_reset') throw new Error('a reset')
    const undone = accepted(update({ points: warning.previous }, 'manual', seed, reset.offer))
    expect(undone).toMatchObject({ offer: { price: 900, points: tenPercent }, points: 90 })
  })

  test('shipping is no price', () => {
    expect(accepted(update({ shipping: 300 }))).toEqual({
      offer: { ...offer, shipping: 300 },
      points: 100,
      warnings: [],
    })
  })

  test('points alone leave the price', () => {
    expect(accepted(update({ points: { by: 'percentage', bps: 500 } }))).toMatchObject({
      offer: { price: 1_000, shipping: 0, points: { bps: 500 } },
      points: 50,
    })
  })
})

describe('who updates the price', () => {
  test.each(['manual', 'app', 'file'] as const)('%s: resets in 2020, keeps in 2021', (source) => {
    const reset = accepted(update({ price: 900 }, source))
    expect(reset.points).toBe(0)
    expect(reset.warnings).toMatchObject([{ source, because: 'priceOnlyUpdate' }])
    const kept = accepted(update({ price: 900 }, source, central))
    expect(kept).toEqual({ offer: { ...offer, price: 900 }, points: 90, warnings: [] })
  })

  test('automated: resets before announced change 2, keeps the percentage since', () => {
    const reset = accepted(update({ price: 900 }, 'automated', before))
    expect(reset.points).toBe(0)
    expect(reset.warnings).toMatchObject([
      { source: 'automated', because: 'automatedPriceUpdate', previousPoints: 100 },
    ])
    const kept = accepted(update({ price: 900 }, 'automated', seed))
    expect(kept).toEqual({ offer: { ...offer, price: 900 }, points: 90, warnings: [] })
  })
})

describe('points that stay', () => {
  test('an amount keeps the exact ratio it was set with, however often the price moves', () => {
    const third: Offer = {
      ...offer,
      points: { by: 'amount', points: points(333), ofPrice: yen(999) },
    }
    let given = third
    for (const price of [10, 7, 1_000_000, 999]) {
      given = accepted(update({ price }, 'automated', seed, given)).offer
    }
    expect(given).toEqual({ ...third, price: 999 })
    expect(accepted(update({ price: 300 }, 'automated', seed, given)).points).toBe(100)
  })

  test('are judged at the new price', () => {
    const half: Offer = { ...offer, points: { by: 'percentage', bps: 2_500 }, price: yen(800) }
    const kept = accepted(update({ price: 1_000 }, 'automated', seed, half))
    expect(kept.warnings).toEqual([{ warning: 'points_above_premium_cap', points: 250, cap: 200 }])
    const blocking = policyWith({ premiumCap: { ...seed.terms.premiumCap, mode: 'block' } })
    expect(update({ price: 1_000 }, 'automated', blocking, half)).toEqual({
      refused: 'points_above_premium_cap',
      facts: { points: 250, cap: 200 },
    })
    expect(accepted(update({ price: 4 }, 'automated', seed)).warnings).toEqual([
      { warning: 'points_round_to_zero', price: 4 },
    ])
  })

  test('nothing set is nothing reset', () => {
    const none = offerWith()
    expect(accepted(update({ price: 900 }, 'manual', seed, none))).toEqual({
      offer: { ...none, price: 900 },
      points: 0,
      warnings: [],
    })
  })

  test('an exception to the account default stays one, and the default itself stays', () => {
    const mixed = policyWith(
      { offering: { ...central.terms.offering, priceOnlyUpdate: 'reset' } },
      'points-central-2021',
    )
    const by = sellerWith({ defaultBps: 300 })
    const exception = offerWith({ points: { by: 'percentage', bps: 0 } })
    expect(accepted(update({ price: 900 }, 'manual', mixed, exception, by))).toEqual({
      offer: { ...exception, price: 900 },
      points: 0,
      warnings: [],
    })
    expect(accepted(update({ price: 900 }, 'manual', mixed, offer, by))).toMatchObject({
      offer: { points: null },
      points: 27,
      warnings: [{ warning: 'points_reset' }],
    })
  })
})

describe('refusals', () => {
  test('an update names something', () => {
    expect(update({})).toEqual({ refused: 'nothing_named', facts: {} })
  })

  test('a price is at least one yen; shipping may be free', () => {
    for (const change of [
      { price: 0 },
      { price: -1 },
      { price: 1.5 },
      { price: AMOUNT_MAX + 1 },
      { shipping: -1 },
      { shipping: 0.5 },
    ]) {
      expect(update(change)).toEqual({ refused: 'amount_out_of_range', facts: {} })
    }
    expect(accepted(update({ price: 1, shipping: 0 })).offer).toMatchObject({
      price: 1,
      shipping: 0,
    })
  })

  test('whoever may not offer points is told so first, and may still take them away', () => {
    const by = sellerWith({ agreementVersion: null })
    const ask = (bps: number) =>
      update({ points: { by: 'percentage', bps } }, 'manual', seed, offer, by)
    const refusal = { refused: 'agreement_not_accepted', facts: { version: 1 } }
    expect(ask(1_000)).toEqual(refusal)
    expect(ask(9_900)).toEqual(refusal)
    expect(accepted(ask(0)).offer.points).toEqual({ by: 'percentage', bps: 0 })
    const back = update({ points: { by: 'default' } }, 'manual', seed, offer, by)
    expect(accepted(back).offer.points).toBeNull()
  })

  test('points must fit', () => {
    expect(update({ points: { by: 'percentage', bps: 99 } })).toMatchObject({
      refused: 'points_ratio_out_of_range',
    })
  })
})

describe('a new listing', () => {
  const { points: _, ...bare } = offerWith()
  const list = (terms: object = {}, ask?: Parameters<typeof decideNewOffer>[1], by = seller) =>
    decideNewOffer({ ...bare, ...terms }, ask, by, seed)

  test('has the points asked for, or sets none', () => {
    expect(accepted(list({}, { by: 'amount', points: 50 }))).toEqual({
      offer: { ...bare, points: { by: 'amount', points: 50, ofPrice: 1_000 } },
      points: 50,
      warnings: [],
    })
    expect(accepted(list())).toEqual({ offer: { ...bare, points: null }, points: 0, warnings: [] })
  })

  test('takes the account default where the policy has one', () => {
    const listed = decideNewOffer(bare, undefined, sellerWith({ defaultBps: 300 }), central)
    expect(accepted(listed)).toMatchObject({ offer: { points: null }, points: 30 })
  })

  test('is refused for a wrong price or stock, then for its points', () => {
    const invalid = { refused: 'amount_out_of_range', facts: {} }
    expect(list({ price: 0 })).toEqual(invalid)
    expect(list({ shipping: -1 })).toEqual(invalid)
    for (const stock of [-1, 0.5, STOCK_MAX + 1]) {
      expect(list({ stock })).toEqual({
        refused: 'stock_out_of_range',
        facts: { maximum: STOCK_MAX },
      })
    }
    expect(accepted(list({ stock: 0 })).offer.stock).toBe(0)
    expect(list({}, { by: 'percentage', bps: 99 })).toMatchObject({
      refused: 'points_ratio_out_of_range',
    })
    expect(list({}, tenPercent, sellerWith({ standing: 'at_risk' }))).toMatchObject({
      refused: 'standing_not_good',
    })
  })

  test('stock is a whole number', () => {
    expect([0, STOCK_MAX, STOCK_MAX + 1, -1, 0.5].map(isStock)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
