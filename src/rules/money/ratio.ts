/** How a fraction of a yen or point is settled. `half-even` is the programme's announced rule. */
export type Rounding = 'half-even' | 'half-up' | 'floor' | 'ceil'

export const ROUNDINGS: readonly Rounding[] = ['half-even', 'half-up', 'floor', 'ceil']

/** One hundredth of a percent. 1 % = 100, 50 % = 5,000, the whole = 10,000. */
export type BasisPoints = number

export const WHOLE_BPS: BasisPoints = 10_000

/** Basis points as a percentage without trailing zeros: 1,000 is `10`, 333 is `3.33`. */
export const formatPercent = (bps: BasisPoints): string => String(bps / 100)

/**
 * `amount × numerator ÷ denominator`, rounded once, exactly.
 *
 * Works on whole numbers of any sign; the product may leave the safe range (it is then formed in
 * bigint), the result may not. `half-up` rounds ties away from zero, as a till does; `floor` and
 * `ceil` follow the number line. Throws a RangeError for a zero denominator: a bug.
 */
export function mulDiv(
  amount: number,
  numerator: number,
  denominator: number,
  rounding: Rounding,
): number {
  if (denominator === 0) throw new RangeError('division by zero')
  const product = amount * numerator
  return Number.isSafeInteger(product)
    ? divide(product, denominator, rounding)
    : divideBig(BigInt(amount) * BigInt(numerator), BigInt(denominator), rounding)
}

function divide(dividend: number, divisor: number, rounding: Rounding): number {
  const remainder = dividend % divisor
  const quotient = (dividend - remainder) / divisor + 0 // -0 becomes 0
  if (remainder === 0) return quotient
  const away = dividend < 0 === divisor < 0 ? 1 : -1
  // Compared by subtraction: twice the remainder could leave the safe range.
  const rest = Math.abs(divisor) - Math.abs(remainder)
  const distance = Math.abs(remainder) - rest
  return step(quotient, away, Math.sign(distance), quotient % 2 !== 0, rounding)
}

function divideBig(dividend: bigint, divisor: bigint, rounding: Rounding): number {
  const remainder = dividend % divisor
  const quotient = Number(dividend / divisor)
  if (!Number.isSafeInteger(quotient)) throw new RangeError('amount out of the safe range')
  if (remainder === 0n) return quotient
  const away = dividend < 0n === divisor < 0n ? 1 : -1
  const twice = 2n * (remainder < 0n ? -remainder : remainder)
  const whole = divisor < 0n ? -divisor : divisor
  const side = twice > whole ? 1 : twice < whole ? -1 : 0
  return step(quotient, away, side, quotient % 2 !== 0, rounding)
}

/** Moves a truncated quotient to its rounded value; `side` is the remainder against one half. */
function step(truncated: number, away: 1 | -1, side: number, odd: boolean, rounding: Rounding) {
  switch (rounding) {
    case 'floor':
      return away < 0 ? truncated - 1 : truncated
    case 'ceil':
      return away > 0 ? truncated + 1 : truncated
    case 'half-up':
      return side >= 0 ? truncated + away : truncated
    case 'half-even':
      return side > 0 || (side === 0 && odd) ? truncated + away : truncated
    default:
      return rounding satisfies never
  }
}
