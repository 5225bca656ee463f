import { mulDiv, type Rounding } from './ratio.ts'

/**
 * Splits `total` over `weights` by largest remainder: every part is its exact share rounded down,
 * and the units left over go to the largest remainders, ties to the earlier part.
 * The parts sum to `total`; no part exceeds its weight while `total` does not exceed their sum.
 *
 * Throws a RangeError for a negative total or weight, or when every weight is zero and the total
 * is not: bugs.
 */
export function prorate(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((a, b) => a + b, 0)
  if (total < 0 || weights.some((weight) => weight < 0)) throw new RangeError('negative share')
  if (whole === 0) {
    if (total !== 0) throw new RangeError('nothing to split over')
    return weights.map(() => 0)
  }
  const parts = weights.map((weight) => mulDiv(total, weight, whole, 'floor'))
  const left = total - parts.reduce((a, b) => a + b, 0)
  if (left === 0) return parts
  const remainders = weights.map((weight, index) => ({
    index,
    rest: Number((BigInt(total) * BigInt(weight)) % BigInt(whole)),
  }))
  // The sort is stable, so of equal remainders the earlier part stays first.
  remainders.sort((a, b) => b.rest - a.rest)
  for (const { index } of remainders.slice(0, left)) parts[index] = (parts[index] as number) + 1
  return parts
}

/**
 * The next part of `total` when it is given out over time: what should have been given once
 * `done` of `whole` is done, less what was given already. So parts always sum to the whole,
 * whatever the steps were (cumulative rounding).
 */
export function nextPart(
  total: number,
  done: number,
  whole: number,
  given: number,
  rounding: Rounding,
): number {
  if (done === whole) return total - given
  return mulDiv(total, done, whole, rounding) - given
}

/**
 * `nextPart` of something that is paid for by the step itself, which is worth `most`: never below
 * zero, never above the step. Needed where `total` and `whole` grew by another ratio since, or
 * where an earlier step was rounded by another rule. As long as `total` never exceeds `whole`,
 * what is held back in one step still fits the later ones, so the parts sum to the whole.
 */
export const nextPartWithin = (most: number, ...part: Parameters<typeof nextPart>): number =>
  Math.max(0, Math.min(most, nextPart(...part)))
