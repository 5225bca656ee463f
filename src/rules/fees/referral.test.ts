import { expect, test } from 'vitest'
import { policyWith, TEN_PERCENT } from '../../../tests/rules/given.ts'
import { points, yen } from '../money/amount.ts'
import { estimateFee, feeRateOf, referralFee } from './referral.ts'

const fee = (principal: number, shipping: number, granted: number, rate = TEN_PERCENT, units = 1) =>
  referralFee({ principal, shipping, points: granted, units }, rate, 'half-even')

test('(1,000 + 340 − 100) × 10 % = 124 JPY', () => {
  expect(fee(1_000, 340, 100)).toBe(124)
  expect(estimateFee(yen(1_000), yen(340), points(100), TEN_PERCENT, 'half-even')).toBe(124)
})

test('a fraction of a yen is settled once, half to even', () => {
  expect(fee(1_005, 0, 0)).toBe(100)
  expect(fee(1_015, 0, 0)).toBe(102)
  const base = { principal: 1_005, shipping: 0, points: 0, units: 1 }
  expect(referralFee(base, TEN_PERCENT, 'half-up')).toBe(101)
})

test('the fee is at least the minimum of every unit sold', () => {
  const rate = { rateBps: 1_000, minimum: 30 }
  expect(fee(200, 0, 0, rate)).toBe(30)
  expect(fee(200, 0, 0, rate, 2)).toBe(60)
  expect(fee(301, 0, 0, rate)).toBe(30)
  expect(fee(310, 0, 0, rate)).toBe(31)
})

test('the fee is never more than the sale', () => {
  expect(fee(20, 5, 0, { rateBps: 1_000, minimum: 30 })).toBe(25)
})

test('nothing sold, nothing charged', () => {
  expect(fee(0, 0, 0, { rateBps: 1_000, minimum: 30 })).toBe(0)
})

test('a category has its own rate; others, and lines without one, the standard rate', () => {
  const policy = policyWith()
  expect(feeRateOf(policy, 'electronics')).toEqual({ rateBps: 800, minimum: 30 })
  expect(feeRateOf(policy, 'unheard-of')).toEqual({ rateBps: 1_500, minimum: 30 })
  expect(feeRateOf(policy, 'constructor')).toEqual({ rateBps: 1_500, minimum: 30 })
  expect(feeRateOf(policy, null)).toEqual({ rateBps: 1_500, minimum: 30 })
})
