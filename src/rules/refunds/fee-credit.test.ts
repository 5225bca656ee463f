import { expect, test } from 'vitest'
import {
  accepted,
  bookWith,
  lineTerms,
  NOON,
  plainPolicy,
  purchase,
} from '../../../tests/rules/given.ts'
import { points, yen } from '../money/amount.ts'
import type { OrderLine } from '../orders/order.ts'
import { decidePlacement } from '../orders/place.ts'
import { decideShipment } from '../orders/ship.ts'
import type { FeeRate } from '../policy/policy.ts'
import { feeCreditOf } from './fee-credit.ts'

const policyOf = (standard: FeeRate, refundAdministration = { rateBps: 0, maximum: 0 }) =>
  plainPolicy({ fees: { standard, categories: {}, refundAdministration } })

/** Two units at 1,000 yen with 340 yen of shipping and 100 points each, shipped. */
function line(policy = policyOf({ rateBps: 1_000, minimum: 0 })): OrderLine {
  const terms = lineTerms({ quantity: 2, shipping: yen(340), pointsPerUnit: points(100) })
  const placed = accepted(decidePlacement(bookWith(0), purchase([terms]), policy, NOON))
  const [shipped] = accepted(decideShipment(placed.book, placed.order, 'all', policy, NOON)).order
    .lines
  if (!shipped) throw new Error('a line')
  return shipped
}

const after = (principal: number, shipping: number, due: number, credited = 0, given = line()) => ({
  ...given,
  refundedPrincipal: yen(principal),
  refundedShipping: yen(shipping),
  pointsDue: points(due),
  feeCredited: yen(credited),
})
const plain = policyOf({ rateBps: 1_000, minimum: 0 })

test('the fee charged, less the fee on what remains', () => {
  // (2,000 + 340 − 200) × 10 % = 214, (1,000 + 340 − 100) × 10 % = 124.
  expect(feeCreditOf(after(1_000, 0, 100), plain)).toEqual({
    charged: 214,
    remaining: 124,
    administration: 0,
    before: 0,
    credit: 90,
  })
})

test('less what was credited before, and never negative', () => {
  expect(feeCreditOf(after(1_000, 0, 100, 30), plain).credit).toBe(60)
  expect(feeCreditOf(after(1_000, 0, 100, 90), plain).credit).toBe(0)
  expect(feeCreditOf(after(1_000, 0, 100, 91), plain).credit).toBe(0)
})

test('refunded shipping counts', () => {
  expect(feeCreditOf(after(0, 340, 0), plain).credit).toBe(34)
})

test('in full: the whole fee, the minimum fee too', () => {
  expect(feeCreditOf(after(2_000, 340, 200), plain).credit).toBe(214)
  const minimum = policyOf({ rateBps: 1_000, minimum: 500 })
  const full = feeCreditOf(after(2_000, 340, 200, 0, line(minimum)), minimum)
  expect(full).toMatchObject({ charged: 1_000, remaining: 0, credit: 1_000 })
})

test('the minimum holds for every unit of which something remains', () => {
  const minimum = policyOf({ rateBps: 1_000, minimum: 500 })
  const given = line(minimum)
  expect(feeCreditOf(after(999, 0, 99, 0, given), minimum).credit).toBe(0)
  expect(feeCreditOf(after(1_000, 0, 100, 0, given), minimum).credit).toBe(500)
  expect(feeCreditOf(after(1_999, 0, 199, 0, given), minimum)).toMatchObject({ remaining: 341 })
})

test('a refund administration fee is a share of what was undone, up to a maximum', () => {
  const kept = policyOf({ rateBps: 1_000, minimum: 0 }, { rateBps: 2_000, maximum: 40 })
  expect(feeCreditOf(after(1_000, 0, 100), kept)).toMatchObject({ administration: 18, credit: 72 })
  expect(feeCreditOf(after(2_000, 340, 200), kept)).toMatchObject({
    administration: 40,
    credit: 174,
  })
  expect(feeCreditOf(after(2_000, 340, 200, 72), kept).credit).toBe(102)
})
