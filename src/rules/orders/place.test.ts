import { describe, expect, test } from 'vitest'
import {
  accepted,
  BUYER,
  bookWith,
  lineTerms,
  momentAfter,
  NOON,
  ORDER,
  plainPolicy,
  policyWith,
  purchase,
} from '../../../tests/rules/given.ts'
import { AMOUNT_MAX, points, yen } from '../money/amount.ts'
import { DAY } from '../time/instant.ts'
import type { LineTerms } from './order.ts'
import { decidePlacement, LINES_MAX, QUANTITY_MAX } from './place.ts'

const policy = plainPolicy()
const place = (
  book = bookWith(0),
  lines: LineTerms[] = [lineTerms()],
  redeem: number | 'max' = 0,
) => decidePlacement(book, purchase(lines, redeem), policy, NOON)

test('the terms are frozen on the line, and nothing has happened to it yet', () => {
  const terms = lineTerms({ category: 'book', quantity: 2, pointsPerUnit: points(50) })
  const { order, total, promised, redeemed } = accepted(
    decidePlacement(bookWith(0), purchase([terms]), policyWith({}, 'seed-2020', 3), NOON),
  )
  expect({ total, promised, redeemed }).toEqual({ total: 2_000, promised: 100, redeemed: 0 })
  expect(order).toEqual({
    id: ORDER,
    buyer: BUYER,
    placedAt: NOON,
    policyVersion: 3,
    payment: 'prepaid',
    lots: [],
    lotsBack: 0,
    lines: [
      {
        ...terms,
        line: 1,
        fee: { rateBps: 1_500, minimum: 0 },
        redeemed: 0,
        cancelledQuantity: 0,
        shippedQuantity: 0,
        released: 0,
        captured: 0,
        principal: 0,
        shippingCharged: 0,
        granted: 0,
        unvested: 0,
        vestAt: null,
        feeCharged: 0,
        feeCredited: 0,
        refundedPrincipal: 0,
        refundedShipping: 0,
        pointsDue: 0,
        pointsBack: 0,
      },
    ],
  })
})

test('redeemed points are set aside, not spent: a payment, not a discount', () => {
  const at = momentAfter(NOON, DAY)
  const placed = accepted(decidePlacement(bookWith(500), purchase([lineTerms()], 300), policy, at))
  expect(placed.book).toEqual(bookWith(200, { held: points(300), lastOrderedAt: at }))
  expect(placed).toMatchObject({ total: 1_000, redeemed: 300 })
  expect(placed.order.lines[0]).toMatchObject({ price: 1_000, redeemed: 300 })
  expect(placed.postings).toEqual([
    {
      debit: 'buyer_available',
      credit: 'buyer_held',
      amount: 300,
      kind: 'points_held',
      seller: null,
      order: ORDER,
      line: null,
      at,
      policyVersion: 1,
    },
  ])
})

test('an order without redemption moves nothing, but counts as use', () => {
  const { book, postings } = accepted(place(bookWith(500)))
  expect(postings).toEqual([])
  expect(book).toEqual(bookWith(500, { lastOrderedAt: NOON }))
})

test('redeemed points are split over the lines by price and shipping, ties to the earlier', () => {
  const lines = [
    lineTerms({ price: yen(1_000) }),
    lineTerms({ price: yen(300), quantity: 2, shipping: yen(400) }),
    lineTerms({ price: yen(1_000) }),
  ]
  const { order } = accepted(place(bookWith(500), lines, 100))
  expect(order.lines.map(({ line, redeemed }) => [line, redeemed])).toEqual([
    [1, 34],
    [2, 33],
    [3, 33],
  ])
})

test('points pay for no excluded product', () => {
  const lines = [
    lineTerms({ productType: 'GIFT_CARD' }),
    lineTerms({ productType: 'BOOK', price: yen(70) }),
  ]
  expect(accepted(place(bookWith(500), lines, 'max'))).toMatchObject({
    total: 1_070,
    redeemed: 70,
    order: { lines: [{ redeemed: 0 }, { redeemed: 70 }] },
  })
  expect(place(bookWith(500), lines, 71)).toEqual({
    refused: 'redemption_above_total',
    facts: { total: 70 },
  })
  expect(accepted(place(bookWith(500), lines.slice(0, 1), 'max')).redeemed).toBe(0)
})

test('under dated lots the order remembers where its points came from', () => {
  const dated = policyWith({ expiry: { mode: 'dated-lots', months: 12, remindDays: 0 } })
  const lots = [
    { expiresAt: momentAfter(NOON, DAY), points: points(20) },
    { expiresAt: momentAfter(NOON, 2 * DAY), points: points(30) },
  ]
  const { order, book } = accepted(
    decidePlacement(bookWith(50, { lots }), purchase([lineTerms()], 25), dated, NOON),
  )
  expect(order.lots).toEqual([lots[0], { ...lots[1], points: 5 }])
  expect(book.lots).toEqual([{ ...lots[1], points: 25 }])
})

describe('"use all"', () => {
  const some = policyWith({
    redemption: { minimum: 10, maximumPerOrder: 600, excludedProductTypes: [] },
  })
  const all = (available: number, price = 1_000) =>
    accepted(
      decidePlacement(
        bookWith(available),
        purchase([lineTerms({ price: yen(price) })], 'max'),
        some,
        NOON,
      ),
    ).redeemed

  test('is as many as the balance, the cart and the rules allow', () => {
    expect(all(300)).toBe(300)
    expect(all(700)).toBe(600)
    expect(all(700, 500)).toBe(500)
  })

  test('is none where that is below the minimum', () => {
    expect(all(9)).toBe(0)
    expect(all(10)).toBe(10)
  })
})

describe('refusals of a redemption, in order', () => {
  const limited = policyWith({
    redemption: { minimum: 10, maximumPerOrder: 600, excludedProductTypes: [] },
  })
  const spend = (redeem: number, available = 5_000, price = 1_000) =>
    decidePlacement(
      bookWith(available),
      purchase([lineTerms({ price: yen(price) })], redeem),
      limited,
      NOON,
    )

  test('the minimum', () => {
    expect(spend(9)).toEqual({ refused: 'redemption_below_minimum', facts: { minimum: 10 } })
    expect(accepted(spend(10)).redeemed).toBe(10)
    expect(accepted(spend(0)).redeemed).toBe(0)
  })

  test('the maximum for one order', () => {
    expect(spend(601, 0, 1)).toEqual({
      refused: 'redemption_above_maximum',
      facts: { maximum: 600 },
    })
    expect(accepted(spend(600)).redeemed).toBe(600)
  })

  test('the total of the order', () => {
    expect(spend(501, 0, 500)).toEqual({
      refused: 'redemption_above_total',
      facts: { total: 500 },
    })
    expect(accepted(spend(500, 5_000, 500)).redeemed).toBe(500)
  })

  test('the balance', () => {
    expect(spend(500, 499)).toEqual({ refused: 'balance_too_low', facts: { available: 499 } })
    expect(accepted(spend(500, 500)).redeemed).toBe(500)
  })
})

describe('refusals of lines', () => {
  const refused = (lines: LineTerms[]) => place(bookWith(0), lines)

  test('an order has some lines, but not too many', () => {
    expect(refused([])).toEqual({ refused: 'order_without_lines', facts: {} })
    const most = Array.from({ length: LINES_MAX }, () => lineTerms())
    expect(refused(most).refused).toBeUndefined()
    expect(refused([...most, lineTerms()])).toEqual({
      refused: 'too_many_lines',
      facts: { maximum: 200 },
    })
  })

  test('a line has a whole quantity', () => {
    for (const quantity of [0, -1, 1.5, QUANTITY_MAX + 1, Number.NaN]) {
      expect(refused([lineTerms({ quantity })])).toEqual({
        refused: 'quantity_out_of_range',
        facts: { maximum: 9_999 },
      })
    }
    expect(refused([lineTerms({ quantity: QUANTITY_MAX })]).refused).toBeUndefined()
  })

  test('a line has a price of at least a yen, and shipping of zero or more', () => {
    for (const terms of [
      { price: 0 },
      { price: -1 },
      { price: AMOUNT_MAX + 1 },
      { shipping: -1 },
      { shipping: 0.5 },
    ]) {
      expect(refused([lineTerms(terms as object)])).toEqual({
        refused: 'amount_out_of_range',
        facts: {},
      })
    }
    expect(refused([lineTerms({ price: yen(1), shipping: yen(0) })]).refused).toBeUndefined()
  })

  test('a unit has no more points than its price', () => {
    for (const pointsPerUnit of [1_001, -1, 0.5]) {
      expect(refused([lineTerms({ pointsPerUnit: pointsPerUnit as never })])).toEqual({
        refused: 'points_out_of_range',
        facts: {},
      })
    }
    expect(refused([lineTerms({ pointsPerUnit: points(1_000) })]).refused).toBeUndefined()
  })

  test('an order is no larger than the largest amount', () => {
    const half = lineTerms({ price: yen(AMOUNT_MAX / 2) })
    expect(refused([half, half]).refused).toBeUndefined()
    expect(refused([half, half, lineTerms({ price: yen(1) })])).toEqual({
      refused: 'amount_out_of_range',
      facts: {},
    })
  })
})
