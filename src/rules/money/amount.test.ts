import { expect, test } from 'vitest'
import { AMOUNT_MAX, addPoints, addYen, isAmount, points, pointsOf, yen, yenOf } from './amount.ts'

test('an amount is a whole number from zero to the largest amount', () => {
  expect([0, 1, AMOUNT_MAX].map(isAmount)).toEqual([true, true, true])
  const others = [-1, 0.5, AMOUNT_MAX + 1, Number.NaN, Number.POSITIVE_INFINITY, '1', null, 10n]
  for (const other of others) expect(isAmount(other), String(other)).toBe(false)
})

test('ten thousand of the largest amount still add up exactly', () => {
  expect(Number.isSafeInteger(AMOUNT_MAX * 10_000)).toBe(true)
})

test('yen and points are whole numbers, and minus zero is zero', () => {
  expect(Object.is(yen(-0), 0)).toBe(true)
  expect(Object.is(points(-0), 0)).toBe(true)
  expect(yen(-5)).toBe(-5)
  expect(points(7)).toBe(7)
})

test('a fraction or an unsafe number is no money', () => {
  for (const value of [0.5, Number.NaN, 2 ** 53]) {
    expect(() => yen(value)).toThrow(new RangeError(`not a whole number of yen: ${value}`))
    expect(() => points(value)).toThrow(new RangeError(`not a whole number of points: ${value}`))
  }
})

test('amounts of one unit add up; no amounts are none', () => {
  expect(addYen(yen(1), yen(20), yen(300))).toBe(321)
  expect(addPoints(points(4), points(-1))).toBe(3)
  expect(addYen()).toBe(0)
  expect(addPoints()).toBe(0)
})

test('1 point = 1 yen', () => {
  expect(yenOf(points(120))).toBe(120)
  expect(pointsOf(yen(120))).toBe(120)
})
