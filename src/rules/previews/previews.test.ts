import { describe, expect, test } from 'vitest'
import {
  accepted,
  bookWith,
  lineTerms,
  NOON,
  plainPolicy,
  policyWith,
  purchase,
  TEN_PERCENT,
} from '../../../tests/rules/given.ts'
import { type Points, points, yen } from '../money/amount.ts'
import { decidePlacement } from '../orders/place.ts'
import { previewFee, previewOffer } from './offer.ts'
import { quoteCart } from './quote.ts'
import { previewRefund } from './refund.ts'

const seed = policyWith({}, 'seed-2020', 5)

describe('the fee', () => {
  test('(1,000 + 340 − 100) × 10 % = 124 JPY', () => {
    const question = {
      price: yen(1_000),
      shipping: yen(340),
      points: { by: 'amount', points: 100 },
      rate: TEN_PERCENT,
    } as const
    expect(previewFee(question, seed)).toEqual({
      fee: 124,
      base: 1_240,
      points: 100,
      rate: TEN_PERCENT,
      policyVersion: 5,
    })
    const rated = { ...question, points: { by: 'percentage', bps: 1_000 } } as const
    expect(previewFee(rated, seed)).toEqual(previewFee(question, seed))
  })

  test('follows the policy’s table where no rate is given', () => {
    expect(previewFee({ price: yen(1_000) }, seed)).toMatchObject({ fee: 150, points: 0 })
    const toy = { price: yen(100), category: 'toys' }
    expect(previewFee(toy, seed)).toMatchObject({ fee: 30, rate: { rateBps: 1_000, minimum: 30 } })
    const rated = { ...toy, rate: { rateBps: 2_000, minimum: 0 } }
    expect(previewFee(rated, seed)).toMatchObject({ fee: 20 })
  })

  test('is refused for what could not be sold', () => {
    expect(previewFee({ price: yen(0) }, seed)).toMatchObject({ refused: 'amount_out_of_range' })
    const ask = { price: yen(1_000), points: { by: 'percentage', bps: 99 } } as const
    expect(previewFee(ask, seed)).toMatchObject({ refused: 'points_ratio_out_of_range' })
  })
})

test('one sale of an offer: what it brings, costs and shows', () => {
  const question = {
    price: yen(1_000),
    shipping: yen(340),
    points: { by: 'percentage', bps: 2_100 },
    rate: TEN_PERCENT,
  } as const
  expect(previewOffer(question, seed)).toEqual({
    fee: 113,
    base: 1_130,
    points: 210,
    rate: TEN_PERCENT,
    policyVersion: 5,
    shown: { points: 210, bps: 2_100, percent: '21' },
    pointsCost: 210,
    proceeds: 1_000 + 340 - 210 - 113,
    landed: 1_130,
    outlay: 1_340,
    warnings: [{ warning: 'points_above_premium_cap', points: 210, cap: 200 }],
  })
  const before = policyWith({}, 'seed-2020-before')
  expect(previewOffer(question, before)).toMatchObject({ landed: 1_340 })
})

describe('a refund', () => {
  const sale = { price: yen(1_000), pointsPerUnit: points(200), rate: TEN_PERCENT }

  test('of 10 % of 1,000 JPY and 200 points: 100 JPY, and 20 points back to the seller', () => {
    const ask = { of: 'percentage', bps: 1_000 } as const
    expect(previewRefund({ ...sale, ask, balance: points(200) }, seed)).toEqual({
      line: 1,
      principal: 100,
      shipping: 0,
      pointsDue: 20,
      clawedBack: 20,
      shortfall: 0,
      pointsBack: 0,
      cash: 100,
      pointsToSeller: 20,
      feeCredit: 8,
      granted: 200,
      pointsReturned: 20,
      feeCharged: 80,
      proceeds: -100 + 20 + 8,
      balanceAfter: 180,
      policyVersion: 5,
    })
  })

  test('in full with 50 points left: 850 JPY, and 200 points to the seller', () => {
    expect(
      previewRefund({ ...sale, ask: { of: 'full' }, balance: points(50) }, seed),
    ).toMatchObject({
      cash: 850,
      pointsReturned: 200,
      shortfall: 150,
      balanceAfter: 0,
      feeCredit: 80,
    })
  })

  test('finds everything earned where no balance is given, whatever points wait for', () => {
    const waiting = policyWith({ vesting: { trigger: 'delivery' } })
    for (const policy of [seed, waiting]) {
      const preview = previewRefund({ ...sale, ask: { of: 'full' } }, policy)
      expect(preview).toMatchObject({ clawedBack: 200, cash: 1_000, balanceAfter: 0 })
    }
  })

  test('gives back points that the buyer paid with', () => {
    const question = {
      price: yen(1_000),
      shipping: yen(200),
      redeemed: points(300),
      quantity: 2,
      ask: { of: 'quantity', quantity: 1 },
    } as const
    expect(previewRefund(question, plainPolicy())).toMatchObject({
      principal: 1_000,
      pointsBack: 136,
      cash: 864,
      balanceAfter: 136,
    })
  })

  test('under dated lots', () => {
    const dated = policyWith({ expiry: { mode: 'dated-lots', months: 12, remindDays: 0 } })
    const question = {
      ...sale,
      redeemed: points(100),
      balance: points(30),
      ask: { of: 'full' },
    } as const
    expect(previewRefund(question, dated)).toMatchObject({
      clawedBack: 130,
      pointsBack: 100,
      cash: 830,
      balanceAfter: 0,
    })
  })

  test('follows its cause', () => {
    const ask = { of: 'full' } as const
    const question = { ...sale, ask, cause: 'guarantee_claim', balance: points(200) } as const
    expect(previewRefund(question, seed)).toMatchObject({ pointsReturned: 0, clawedBack: 200 })
  })

  test('is refused for what could not be sold, held or refunded', () => {
    const ask = { of: 'full' } as const
    expect(previewRefund({ price: yen(0), ask }, seed)).toMatchObject({
      refused: 'amount_out_of_range',
    })
    expect(previewRefund({ ...sale, ask, balance: -1 as Points }, seed)).toMatchObject({
      refused: 'amount_out_of_range',
    })
    expect(previewRefund({ ...sale, ask, balance: points(0) }, seed)).toMatchObject({ cash: 800 })
    expect(previewRefund({ ...sale, ask: { of: 'percentage', bps: 0 } }, seed)).toMatchObject({
      refused: 'percentage_out_of_range',
    })
  })
})

describe('a quote', () => {
  const cart = [
    lineTerms({ quantity: 2, shipping: yen(150), pointsPerUnit: points(30) }),
    lineTerms({ price: yen(500), productType: 'GIFT_CARD' }),
  ]
  const book = bookWith(3_000)

  test('says what the cart would cost and earn, and how many points it could take', () => {
    expect(quoteCart(book, cart, points(650), seed, NOON)).toEqual({
      lines: [
        { line: 1, principal: 2_000, shipping: 150, promised: 60, redeemed: 650 },
        { line: 2, principal: 500, shipping: 0, promised: 0, redeemed: 0 },
      ],
      total: 2_650,
      redeemed: 650,
      cash: 2_000,
      promised: 60,
      redeemable: 2_150,
      available: 3_000,
      policyVersion: 5,
    })
  })

  test('equals the order that follows', () => {
    const quote = accepted(quoteCart(book, cart, 'max', seed, NOON))
    const placed = accepted(decidePlacement(book, purchase(cart, 'max'), seed, NOON))
    expect(quote).toMatchObject({
      total: placed.total,
      redeemed: placed.redeemed,
      promised: placed.promised,
      redeemable: placed.redeemed,
    })
  })

  test('is refused as the order would be', () => {
    expect(quoteCart(book, [], 'max', seed, NOON)).toMatchObject({ refused: 'order_without_lines' })
    expect(quoteCart(book, cart, points(2_151), seed, NOON)).toEqual({
      refused: 'redemption_above_total',
      facts: { total: 2_150 },
    })
  })
})
