import { describe, expect, test } from 'vitest'
import {
  accepted,
  bookWith,
  lineTerms,
  NOON,
  plainPolicy,
  purchase,
} from '../../../tests/rules/given.ts'
import { yen } from '../money/amount.ts'
import type { OrderLine } from '../orders/order.ts'
import { decidePlacement } from '../orders/place.ts'
import { type RefundAsk, refundAmounts } from './amounts.ts'

const [placed] = accepted(
  decidePlacement(bookWith(0), purchase([lineTerms({ quantity: 3 })]), plainPolicy(), NOON),
).order.lines
if (!placed) throw new Error('a line')

/** Three units at 1,000 yen with 100 yen of shipping, all shipped. */
const shipped: OrderLine = {
  ...placed,
  shippedQuantity: 3,
  principal: yen(3_000),
  shippingCharged: yen(100),
}
const amounts = (ask: RefundAsk, line: Partial<OrderLine> = {}) =>
  refundAmounts({ ...shipped, ...line }, ask, 'half-even')
const refunded = (principal: number, shipping: number) => ({
  refundedPrincipal: yen(principal),
  refundedShipping: yen(shipping),
})

describe('in full', () => {
  test('is everything not refunded yet', () => {
    expect(amounts({ of: 'full' })).toEqual({ principal: 3_000, shipping: 100 })
    expect(amounts({ of: 'full' }, refunded(1_234, 56))).toEqual({ principal: 1_766, shipping: 44 })
    expect(amounts({ of: 'full' }, refunded(3_000, 99))).toEqual({ principal: 0, shipping: 1 })
    expect(amounts({ of: 'full' }, refunded(2_999, 99))).toEqual({ principal: 1, shipping: 1 })
  })
})

describe('an amount', () => {
  test('is yen of the price and of the shipping', () => {
    const ask = { of: 'amount', principal: 5, shipping: 7 } as const
    expect(amounts(ask)).toEqual({ principal: 5, shipping: 7 })
    expect(amounts({ ...ask, principal: 0 })).toEqual({ principal: 0, shipping: 7 })
    expect(amounts({ ...ask, principal: 7 })).toEqual({ principal: 7, shipping: 7 })
  })

  test('is a whole number, greater than zero in all', () => {
    for (const ask of [
      { principal: -1, shipping: 5 },
      { principal: 5, shipping: -1 },
      { principal: 0.5, shipping: 0 },
      { principal: 5, shipping: Number.NaN },
    ]) {
      expect(amounts({ of: 'amount', ...ask })).toEqual({
        refused: 'amount_out_of_range',
        facts: {},
      })
    }
    expect(amounts({ of: 'amount', principal: 0, shipping: 0 })).toEqual({
      refused: 'amount_must_be_positive',
      facts: {},
    })
  })

  test('is never more than is left of either', () => {
    const refusal = {
      refused: 'refund_above_remaining',
      facts: { line: 1, principal: 1_000, shipping: 40 },
    }
    const ask = (principal: number, shipping: number) =>
      amounts({ of: 'amount', principal, shipping }, refunded(2_000, 60))
    expect(ask(1_001, 0)).toEqual(refusal)
    expect(ask(0, 41)).toEqual(refusal)
    expect(ask(1_000, 40)).toEqual({ principal: 1_000, shipping: 40 })
  })
})

describe('a percentage', () => {
  const share = (bps: number, shipping?: boolean) =>
    amounts({ of: 'percentage', bps, ...(shipping === undefined ? {} : { shipping }) })

  test('is a share of the price charged, and of the shipping where asked', () => {
    expect(share(1_000)).toEqual({ principal: 300, shipping: 0 })
    expect(share(1_000, false)).toEqual({ principal: 300, shipping: 0 })
    expect(share(1_000, true)).toEqual({ principal: 300, shipping: 10 })
    expect(share(10_000, true)).toEqual({ principal: 3_000, shipping: 100 })
  })

  test('is of what was charged, not of what is left', () => {
    expect(amounts({ of: 'percentage', bps: 5_000 }, refunded(1_000, 0))).toEqual({
      principal: 1_500,
      shipping: 0,
    })
  })

  test('that comes to nothing is one yen, so that a refund always is one', () => {
    expect(share(1)).toEqual({ principal: 1, shipping: 0 })
  })

  test('is rounded by the policy', () => {
    const ask = { of: 'percentage', bps: 5_000 } as const
    const five = { ...shipped, principal: yen(5) }
    expect(refundAmounts(five, ask, 'half-even')).toMatchObject({ principal: 2 })
    expect(refundAmounts(five, ask, 'ceil')).toMatchObject({ principal: 3 })
  })

  test('is from 0.01 % to 100 %', () => {
    for (const bps of [0, -1, 10_001, 0.5]) {
      expect(share(bps)).toEqual({ refused: 'percentage_out_of_range', facts: {} })
    }
  })
})

describe('a quantity', () => {
  const units = (quantity: number, shipping?: boolean, line = {}) =>
    amounts({ of: 'quantity', quantity, ...(shipping === undefined ? {} : { shipping }) }, line)

  test('is units at their price, with their share of the shipping where asked', () => {
    expect(units(2)).toEqual({ principal: 2_000, shipping: 0 })
    expect(units(2, false)).toEqual({ principal: 2_000, shipping: 0 })
    expect(units(2, true)).toEqual({ principal: 2_000, shipping: 67 })
    expect(units(3, true)).toEqual({ principal: 3_000, shipping: 100 })
  })

  test('takes the rest of the shipping with the last unit', () => {
    expect(units(1, true, refunded(1_000, 33))).toEqual({ principal: 1_000, shipping: 34 })
    expect(units(1, true, refunded(2_000, 67))).toEqual({ principal: 1_000, shipping: 33 })
    expect(units(1, true, refunded(2_000, 0))).toEqual({ principal: 1_000, shipping: 100 })
    // 90 yen were given back before: more than the share of two units.
    expect(units(1, true, refunded(1_000, 90))).toEqual({ principal: 1_000, shipping: 0 })
  })

  test('is of units that shipped', () => {
    for (const quantity of [0, -1, 1.5]) {
      expect(units(quantity)).toEqual({ refused: 'quantity_out_of_range', facts: { maximum: 3 } })
    }
    expect(units(4)).toEqual({ refused: 'quantity_above_shipped', facts: { line: 1, shipped: 3 } })
    expect(units(1, false, refunded(2_001, 0))).toMatchObject({ refused: 'refund_above_remaining' })
  })
})

test('nothing is refunded of a line that has not shipped, or is refunded in full', () => {
  expect(amounts({ of: 'full' }, { shippedQuantity: 0 })).toEqual({
    refused: 'line_not_shipped',
    facts: { line: 1 },
  })
  expect(amounts({ of: 'full' }, refunded(3_000, 100))).toEqual({
    refused: 'refunded_already',
    facts: { line: 1 },
  })
})
