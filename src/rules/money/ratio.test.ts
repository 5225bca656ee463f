import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatPercent, mulDiv, ROUNDINGS, type Rounding, WHOLE_BPS } from './ratio.ts'

/** A second implementation, written apart: floor division in bigint, then a look at the rest. */
function reference(amount: bigint, numerator: bigint, denominator: bigint, rounding: Rounding) {
  const sign = denominator < 0n ? -1n : 1n
  const dividend = amount * numerator * sign
  const divisor = denominator * sign
  const rest = ((dividend % divisor) + divisor) % divisor
  const floor = (dividend - rest) / divisor
  if (rest === 0n || rounding === 'floor') return floor
  if (rounding === 'ceil' || rest * 2n > divisor) return floor + 1n
  if (rest * 2n < divisor) return floor
  if (rounding === 'half-even') return floor % 2n === 0n ? floor : floor + 1n
  return dividend > 0n ? floor + 1n : floor
}

describe('half-even', () => {
  test('R15: every tie from 0.5 to 999.5 goes to the even neighbour, both signs', () => {
    for (let whole = 0; whole < 1_000; whole++) {
      const even = whole % 2 === 0 ? whole : whole + 1
      expect(mulDiv(2 * whole + 1, 1, 2, 'half-even')).toBe(even)
      expect(mulDiv(-(2 * whole + 1), 1, 2, 'half-even')).toBe(even === 0 ? 0 : -even)
    }
  })

  test('the ties of a fee: 5 % of 10, 30 and 50 yen', () => {
    expect([10, 30, 50].map((base) => mulDiv(base, 500, WHOLE_BPS, 'half-even'))).toEqual([0, 2, 2])
  })
})

test.each([
  ['half-even', [1, 2, 2, 3, 3, -1, -2, -2, -3, -3]],
  ['half-up', [1, 2, 2, 3, 3, -1, -2, -2, -3, -3]],
  ['floor', [1, 1, 1, 2, 3, -2, -2, -2, -3, -3]],
  ['ceil', [2, 2, 2, 3, 3, -1, -1, -1, -2, -3]],
] as const)('%s of 1.25, 1.5, 1.75, 2.75 and 3, up and down', (rounding, expected) => {
  const quarters = [5, 6, 7, 11, 12]
  const all = [...quarters, ...quarters.map((quarter) => -quarter)]
  expect(all.map((quarter) => mulDiv(quarter, 1, 4, rounding))).toEqual(expected)
})

test.each([
  ['half-even', 2, -2],
  ['half-up', 3, -3],
  ['floor', 2, -3],
  ['ceil', 3, -2],
] as const)('%s of 2.5 is %i, of -2.5 is %i', (rounding, up, down) => {
  expect(mulDiv(5, 1, 2, rounding)).toBe(up)
  expect(mulDiv(-5, 1, 2, rounding)).toBe(down)
  expect(mulDiv(5, -1, 2, rounding)).toBe(down)
  expect(mulDiv(5, 1, -2, rounding)).toBe(down)
  expect(mulDiv(-5, 1, -2, rounding)).toBe(up)
})

test.each(ROUNDINGS)(
  '%s agrees with a second implementation on 250,000 random cases',
  (rounding) => {
    // A seeded generator (mulberry32), so that a difference can be found again.
    let state = 20_200_601 + ROUNDINGS.indexOf(rounding)
    const random = () => {
      state = (state + 0x6d2b79f5) | 0
      let t = Math.imul(state ^ (state >>> 15), 1 | state)
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
    }
    const upTo = (most: number) => Math.floor(random() * most)
    for (let i = 0; i < 250_000; i++) {
      // Half of the cases are small, where ties are frequent; half leave the safe range.
      const small = i % 2 === 0
      const amount = upTo(small ? 200 : 900_000_000_000) * (random() < 0.5 ? -1 : 1)
      const numerator = upTo(small ? 60 : 1_000_000)
      const denominator = 1 + upTo(small ? 12 : 1_000_000)
      const expected = reference(BigInt(amount), BigInt(numerator), BigInt(denominator), rounding)
      if (expected > Number.MAX_SAFE_INTEGER || expected < Number.MIN_SAFE_INTEGER) continue
      const actual = mulDiv(amount, numerator, denominator, rounding)
      if (actual !== Number(expected)) {
        expect.fail(`${amount} × ${numerator} ÷ ${denominator}: ${actual}, not ${expected}`)
      }
    }
  },
)

test.each(ROUNDINGS)(
  '%s is exact beyond the safe range, for ties and their neighbours',
  (rounding) => {
    const huge = fc.bigInt({ min: 2n ** 53n, max: 2n ** 60n })
    fc.assert(
      fc.property(huge, fc.integer({ min: 2, max: 9 }), fc.boolean(), (product, divisor, down) => {
        const amount = Number(product / 1_024n) * (down ? -1 : 1)
        const denominator = divisor * 1_000
        const expected = reference(BigInt(amount), 1_024n, BigInt(denominator), rounding)
        expect(mulDiv(amount, 1_024, denominator, rounding)).toBe(Number(expected))
        expect(mulDiv(amount, -1_024, -denominator, rounding)).toBe(Number(expected))
      }),
    )
  },
)

test('ties beyond the safe range', () => {
  const odd = 900_000_000_001
  const half = (rounding: Rounding, sign: 1 | -1) =>
    mulDiv(sign * odd, 1_000_000, 2_000_000, rounding)
  expect(ROUNDINGS.map((rounding) => half(rounding, 1) - 450_000_000_000)).toEqual([0, 1, 0, 1])
  expect(ROUNDINGS.map((rounding) => half(rounding, -1) + 450_000_000_000)).toEqual([0, -1, -1, 0])
  const even = (amount: number) => mulDiv(amount, 1_000_000, 2_000_000, 'half-even')
  expect(even(900_000_000_003)).toBe(450_000_000_002)
  expect(even(-900_000_000_003)).toBe(-450_000_000_002)
})

test('zero is zero, never minus zero', () => {
  for (const rounding of ROUNDINGS) {
    expect(mulDiv(0, 5, -3, rounding)).toBe(0)
    expect(mulDiv(-0, 5, 3, rounding)).toBe(0)
  }
  expect(mulDiv(-1, 1, 3, 'half-even')).toBe(0)
  expect(mulDiv(1, 1, -3, 'half-even')).toBe(0)
  expect(mulDiv(-1, 1, 3, 'ceil')).toBe(0)
})

test('nothing can be divided by zero', () => {
  expect(() => mulDiv(1, 1, 0, 'half-even')).toThrow(new RangeError('division by zero'))
})

test('a result out of the safe range is a bug, not a wrong number', () => {
  expect(() => mulDiv(2 ** 50, 16, 1, 'floor')).toThrow(
    new RangeError('amount out of the safe range'),
  )
  expect(mulDiv(2 ** 50, 16, 4, 'floor')).toBe(2 ** 52)
})

test('basis points as a percentage have no trailing zeros', () => {
  expect([0, 1, 33, 100, 330, 333, 5_000].map(formatPercent)).toEqual(
    '0 0.01 0.33 1 3.3 3.33 50'.split(' '),
  )
})
