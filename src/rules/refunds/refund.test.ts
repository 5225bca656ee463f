import { describe, expect, test } from 'vitest'
import {
  accepted,
  bookWith,
  lineTerms,
  momentAfter,
  NOON,
  ORDER,
  plainPolicy,
  purchase,
  SELLER,
} from '../../../tests/rules/given.ts'
import { at, item, policy, refund, shipped, tenPercent } from '../../../tests/rules/refund-story.ts'
import { points, yen } from '../money/amount.ts'
import { decidePlacement } from '../orders/place.ts'
import { decideShipment } from '../orders/ship.ts'
import type { BuyerBook } from '../points/book.ts'
import type { Policy } from '../policy/policy.ts'
import { DAY } from '../time/instant.ts'
import { decideRefund, type RefundLineAsk } from './refund.ts'

describe('the help page’s examples', () => {
  test('a refund of 10 % of 1,000 JPY and 200 points: 100 JPY to the buyer and 20 points back', () => {
    const { lines, book } = accepted(refund({ balance: 200, ask: tenPercent }))
    expect(lines).toEqual([
      {
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
      },
    ])
    expect(book.available).toBe(180)
  })

  test('1,000 JPY and 200 points refunded with 50 points left: 850 JPY, and 200 points to the seller', () => {
    const { lines, book } = accepted(refund({ balance: 50 }))
    expect(lines).toEqual([
      {
        line: 1,
        principal: 1_000,
        shipping: 0,
        pointsDue: 200,
        clawedBack: 50,
        shortfall: 150,
        pointsBack: 0,
        cash: 850,
        pointsToSeller: 200,
        feeCredit: 80,
      },
    ])
    expect(book.available).toBe(0)
  })
})

test('every movement of that refund', () => {
  const about = { order: ORDER, line: 1, at, policyVersion: 1 }
  expect(accepted(refund({ balance: 50 })).postings).toEqual([
    {
      debit: 'seller_proceeds',
      credit: 'buyer_payments',
      amount: 1_000,
      kind: 'refund_principal',
      seller: SELLER,
      ...about,
    },
    {
      debit: 'buyer_available',
      credit: 'returned',
      amount: 50,
      kind: 'points_clawed_back',
      seller: null,
      ...about,
    },
    {
      debit: 'points_funding',
      credit: 'seller_proceeds',
      amount: 50,
      kind: 'points_returned',
      seller: SELLER,
      ...about,
    },
    {
      debit: 'buyer_payments',
      credit: 'seller_proceeds',
      amount: 150,
      kind: 'points_shortfall',
      seller: SELLER,
      ...about,
    },
    {
      debit: 'referral_fees',
      credit: 'seller_proceeds',
      amount: 80,
      kind: 'referral_fee_credit',
      seller: SELLER,
      ...about,
    },
  ])
})

test('the line remembers what was refunded, in cumulative amounts', () => {
  const first = accepted(refund({ ask: tenPercent }))
  expect(first.order.lines[0]).toMatchObject({
    refundedPrincipal: 100,
    refundedShipping: 0,
    pointsDue: 20,
    feeCredited: 8,
  })
  const rest = accepted(decideRefund(first.book, first.order, 'full', 'refund', policy, at))
  expect(rest.lines[0]).toMatchObject({ principal: 900, pointsDue: 180, feeCredit: 72 })
  expect(rest.order.lines[0]).toMatchObject({
    refundedPrincipal: 1_000,
    pointsDue: 200,
    feeCredited: 80,
  })
  expect(decideRefund(rest.book, rest.order, 'full', 'refund', policy, at)).toEqual({
    refused: 'nothing_to_refund',
    facts: {},
  })
})

describe('points that the buyer paid with', () => {
  const both = { price: yen(1_000), shipping: yen(200) }
  const given = shipped([lineTerms({ ...both, pointsPerUnit: points(100) })], 300)

  test('come back as points, in proportion; the rest is cash', () => {
    const ask = { of: 'amount', principal: 500, shipping: 100 } as const
    const done = accepted(refund({ given, ask }))
    expect(done.lines[0]).toMatchObject({ pointsBack: 150, pointsDue: 50, cash: 450 })
    expect(done.order.lotsBack).toBe(150)
    expect(done.book.available).toBe(100 + 150 - 50)
    expect(done.postings.slice(0, 4).map(({ kind, amount }) => [kind, amount])).toEqual([
      ['refund_principal', 500],
      ['refund_shipping', 100],
      ['points_restored', 150],
      ['points_restored', 150],
    ])
    expect(done.postings.slice(2, 4).map(({ debit, credit }) => [debit, credit])).toEqual([
      ['buyer_payments', 'points_funding'],
      ['redeemed', 'buyer_available'],
    ])
  })

  test('cover the clawback before the cash does', () => {
    const done = accepted(refund({ given, balance: 0 }))
    expect(done.lines[0]).toMatchObject({
      pointsBack: 300,
      clawedBack: 100,
      shortfall: 0,
      cash: 900,
    })
    expect(done.book.available).toBe(200)
  })

  test('a refund of shipping alone takes no granted points back', () => {
    const ask = { of: 'amount', principal: 0, shipping: 200 } as const
    expect(accepted(refund({ given, ask })).lines[0]).toMatchObject({
      pointsDue: 0,
      pointsBack: 50,
      cash: 150,
      feeCredit: 20,
    })
  })
})

describe('points not vested yet', () => {
  const waiting = plainPolicy({ vesting: { trigger: 'delay', days: 30 } })
  const given = shipped([item], 0, waiting)

  test('are taken before the balance', () => {
    const done = accepted(refund({ given, ask: tenPercent, balance: 500, under: waiting }))
    expect(done.book).toMatchObject({ unvested: 180, available: 500 })
    expect(done.order.lines[0]).toMatchObject({ unvested: 180, pointsDue: 20 })
    expect(done.lines[0]).toMatchObject({ clawedBack: 20, shortfall: 0, cash: 100 })
    expect(done.postings[1]).toMatchObject({
      debit: 'buyer_unvested',
      credit: 'returned',
      amount: 20,
      kind: 'points_clawed_back',
    })
  })

  test('only as many as the line has', () => {
    const order = {
      ...given.order,
      lines: given.order.lines.map((line) => ({ ...line, unvested: points(15) })),
    }
    const story = { given: { ...given, order }, under: waiting, book: { unvested: points(15) } }
    const done = accepted(refund({ ...story, balance: 3, ask: tenPercent }))
    expect(done.book).toMatchObject({ unvested: 0, available: 0 })
    expect(done.lines[0]).toMatchObject({ clawedBack: 18, shortfall: 2, cash: 98 })
    const { postings } = done
    expect(postings.filter(({ credit }) => credit === 'returned')).toMatchObject([
      { debit: 'buyer_unvested', amount: 15 },
      { debit: 'buyer_available', amount: 3 },
    ])
    expect(postings.find(({ kind }) => kind === 'points_returned')?.amount).toBe(18)
  })
})

describe('several lines', () => {
  const other = lineTerms({ price: yen(500), pointsPerUnit: points(50) })
  const given = shipped([item, other])

  test('in full: a line of which only the shipping is left, too', () => {
    const shipping = yen(200)
    const given = shipped([lineTerms({ shipping }), lineTerms({ shipping })])
    const asks: RefundLineAsk[] = [
      { line: 1, ask: { of: 'full' } },
      { line: 2, ask: { of: 'amount', principal: 1_000, shipping: 0 } },
    ]
    const first = accepted(refund({ given, asks }))
    const rest = accepted(decideRefund(first.book, first.order, 'full', 'refund', policy, at))
    expect(rest.lines).toMatchObject([{ line: 2, principal: 0, shipping: 200 }])
  })

  test('in full: every line that has anything left', () => {
    const first = accepted(refund({ given, asks: [{ line: 1, ask: { of: 'full' } }] }))
    const rest = accepted(decideRefund(first.book, first.order, 'full', 'refund', policy, at))
    expect(rest.lines.map(({ line, principal }) => [line, principal])).toEqual([[2, 500]])
    const all = accepted(refund({ given }))
    expect(all.lines.map(({ line }) => line)).toEqual([1, 2])
  })

  test('each takes what the one before left of the balance', () => {
    const done = accepted(refund({ given, balance: 210 }))
    expect(done.lines.map(({ clawedBack, shortfall }) => [clawedBack, shortfall])).toEqual([
      [200, 0],
      [10, 40],
    ])
    expect(done.book.available).toBe(0)
    expect(done.postings.filter(({ line }) => line === 2)[0]?.amount).toBe(500)
  })

  test('points come back from the end of what was spent, line by line', () => {
    const dated = plainPolicy({ expiry: { mode: 'dated-lots', months: 12, remindDays: 0 } })
    const lots = [1, 2].map((days) => ({
      expiresAt: momentAfter(at, days * DAY),
      points: points(75),
    }))
    const ask = purchase([lineTerms({ price: yen(500) }), lineTerms({ price: yen(500) })], 150)
    const placed = accepted(decidePlacement(bookWith(150, { lots }), ask, dated, NOON))
    const sent = accepted(decideShipment(placed.book, placed.order, 'all', dated, NOON))
    const done = accepted(decideRefund(sent.book, sent.order, 'full', 'refund', dated, at))
    expect(done.book.lots).toEqual(lots)
    expect(done.order.lotsBack).toBe(150)
  })

  test('refusals', () => {
    const full = { of: 'full' } as const
    expect(refund({ asks: [] })).toEqual({ refused: 'nothing_to_refund', facts: {} })
    expect(refund({ asks: [{ line: 2, ask: full }] })).toEqual({
      refused: 'line_not_found',
      facts: { line: 2 },
    })
    expect(refund({ asks: [1, 1].map((line) => ({ line, ask: tenPercent })) })).toEqual({
      refused: 'line_named_twice',
      facts: { line: 1 },
    })
    expect(refund({ ask: { of: 'percentage', bps: 0 } })).toEqual({
      refused: 'percentage_out_of_range',
      facts: {},
    })
    const placed = accepted(decidePlacement(bookWith(0), purchase([item]), policy, NOON))
    expect(decideRefund(placed.book, placed.order, 'full', 'refund', policy, at)).toEqual({
      refused: 'nothing_to_refund',
      facts: {},
    })
  })
})

test('a later parcel that shifts the proportion never asks for points or yen that are not there', () => {
  // 3 units at 1 yen paid with 1 point: the first parcel captures none, the second one.
  const ask = purchase([lineTerms({ price: yen(1), quantity: 3 })], 1)
  const placed = accepted(decidePlacement(bookWith(1), ask, policy, NOON))
  let state: { book: BuyerBook; order: typeof placed.order } = placed
  const back: number[] = []
  for (let parcel = 0; parcel < 3; parcel++) {
    const one = [{ line: 1, quantity: 1 }]
    state = accepted(decideShipment(state.book, state.order, one, policy, NOON))
    const done = accepted(decideRefund(state.book, state.order, 'full', 'refund', policy, at))
    back.push(done.lines[0]?.pointsBack ?? -1)
    state = done
  }
  expect(back).toEqual([0, 1, 0])
})

test('refunds rounded by different rules never take more than they give', () => {
  // 3 yen with 2 points: 'floor' leaves both due to the last two yen, 'ceil' wants both for one.
  const given = shipped([lineTerms({ price: yen(3), pointsPerUnit: points(2) })])
  const one = [{ line: 1, ask: { of: 'amount', principal: 1, shipping: 0 } }] as const
  const under = (rounding: Policy['terms']['rounding']) => plainPolicy({ rounding })
  const none = { ...given.book, available: points(0) }
  const first = accepted(decideRefund(none, given.order, one, 'refund', under('floor'), at))
  const second = accepted(decideRefund(none, first.order, one, 'refund', under('ceil'), at))
  const third = accepted(decideRefund(none, second.order, 'full', 'refund', under('floor'), at))
  const seen = [first, second, third].map(({ lines }) => [lines[0]?.pointsDue, lines[0]?.cash])
  expect(seen).toEqual([
    [0, 1],
    [1, 0],
    [1, 0],
  ])
})
