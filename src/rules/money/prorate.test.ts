import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextPart, nextPartWithin, prorate } from './prorate.ts'
import { ROUNDINGS } from './ratio.ts'

/** Splits, and holds every split to the conservation of what it splits. */
function split(total: number, weights: readonly number[]): number[] {
  const parts = prorate(total, weights)
  expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
  expect(parts.every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true)
  return parts
}

test('100 points over lines of 1,000, 2,000 and 3,000 yen', () => {
  expect(split(100, [1_000, 2_000, 3_000])).toEqual([17, 33, 50])
})

test('what is left over goes to the largest remainders', () => {
  // Exact shares: 0.5, 1.75, 0.75.
  expect(split(3, [2, 7, 3])).toEqual([0, 2, 1])
})

test('of equal remainders the earlier line wins', () => {
  expect(split(2, [1, 1, 1])).toEqual([1, 1, 0])
  expect(split(1, [5, 5])).toEqual([1, 0])
})

test('lines of no weight take nothing', () => {
  expect(split(7, [0, 3, 0, 4])).toEqual([0, 3, 0, 4])
  expect(split(0, [0, 0])).toEqual([0, 0])
  expect(split(0, [])).toEqual([])
})

test('shares stay exact where products leave the safe range', () => {
  expect(split(900_000_000_000, [899_999_999_999, 1, 900_000_000_000])).toEqual([
    450_000_000_000, 0, 450_000_000_000,
  ])
  expect(split(3, [900_000_000_001, 900_000_000_000])).toEqual([2, 1])
})

test('a negative total or weight is a bug, and so is something to split over nothing', () => {
  expect(() => prorate(-1, [1])).toThrow(new RangeError('negative share'))
  expect(() => prorate(1, [2, -1])).toThrow(new RangeError('negative share'))
  expect(() => prorate(1, [0, 0])).toThrow(new RangeError('nothing to split over'))
  expect(() => prorate(1, [])).toThrow(new RangeError('nothing to split over'))
})

test('parts sum to the whole, are within one of their exact share, and never exceed their weight', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 900_000_000 }), { minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(weights, fc.integer({ min: 0, max: 10_000 }), (weights, bps) => {
      const whole = weights.reduce((a, b) => a + b, 0)
      const total = Math.floor((whole * bps) / 10_000)
      split(total, weights).forEach((part, index) => {
        const weight = weights[index] as number
        expect(part).toBeLessThanOrEqual(weight)
        const error = BigInt(part) * BigInt(whole) - BigInt(total) * BigInt(weight)
        expect(error < BigInt(whole || 1) && -error < BigInt(whole || 1)).toBe(true)
      })
    }),
  )
})

test('a third, a third and a third of 100 points: 33, 34 and 33', () => {
  const parts: number[] = []
  for (let done = 1; done <= 3; done++) {
    const given = parts.reduce((a, b) => a + b, 0)
    parts.push(nextPart(100, done, 3, given, 'half-even'))
  }
  expect(parts).toEqual([33, 34, 33])
})

test('parts given out over time sum to the whole, whatever the steps and the rounding', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(steps, fc.nat(9_999), fc.constantFrom(...ROUNDINGS), (steps, share, rounding) => {
      const whole = steps.reduce((a, b) => a + b, 0)
      const total = Math.floor((whole * share) / 9_999)
      let given = 0
      let done = 0
      for (const step of steps) {
        done += step
        const part = nextPart(total, done, whole, given, rounding)
        expect(part).toBeGreaterThanOrEqual(0)
        expect(part).toBeLessThanOrEqual(step)
        expect(nextPartWithin(step, total, done, whole, given, rounding)).toBe(part)
        given += part
      }
      expect(given).toBe(total)
    }),
  )
})

test('when everything is done the rest is given, even of nothing', () => {
  expect(nextPart(7, 0, 0, 3, 'floor')).toBe(4)
  expect(nextPart(7, 5, 5, 9, 'floor')).toBe(-2)
})

test('a bounded part is never negative and never more than its step is worth', () => {
  // Too much was given before: 5 of 10, where 2 of 10 are done.
  expect(nextPartWithin(1, 10, 2, 10, 5, 'half-even')).toBe(0)
  // Too little was given before: none of 10, where 9 of 10 are done by a step worth 4.
  expect(nextPartWithin(4, 10, 9, 10, 0, 'half-even')).toBe(4)
  expect(nextPartWithin(9, 10, 9, 10, 0, 'half-even')).toBe(9)
})

test('bounded parts sum to the whole though every step is rounded by another rule', () => {
  const step = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(...ROUNDINGS))
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 12 }),
      fc.nat(1_000),
      (steps, permille) => {
        const whole = steps.reduce((sum, [worth]) => sum + worth, 0)
        const total = Math.floor((whole * permille) / 1_000)
        let given = 0
        let done = 0
        for (const [worth, rounding] of steps) {
          done += worth
          given += nextPartWithin(worth, total, done, whole, given, rounding)
          expect(total - given).toBeLessThanOrEqual(whole - done)
        }
        expect(given).toBe(total)
      },
    ),
  )
})
