/**
 * Yen and Points: whole numbers that cannot be mixed up.
 *
 * Both are branded `number`s, proven safe integers at every door; products that could leave the
 * safe range are computed in bigint inside `ratio.ts`. Why not bigint throughout: see
 * docs/decisions/money-is-a-branded-number.md.
 */
declare const unit: unique symbol

/** Japanese yen, a whole number, scale 0. */
export type Yen = number & { readonly [unit]: 'JPY' }

/** Loyalty points, a whole number. One point is spent as one yen. */
export type Points = number & { readonly [unit]: 'PT' }

/** The largest amount any door accepts: sums of ten thousand of them stay exact. */
export const AMOUNT_MAX = 900_000_000_000

export const isAmount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= AMOUNT_MAX

/** Brands a whole number as yen. Throws a RangeError for fractions and unsafe numbers: a bug. */
export function yen(value: number): Yen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of yen: ${value}`)
  return (value === 0 ? 0 : value) as Yen
}

/** Brands a whole number as points. Throws a RangeError for fractions and unsafe numbers: a bug. */
export function points(value: number): Points {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of points: ${value}`)
  return (value === 0 ? 0 : value) as Points
}

export const addYen = (...parts: readonly Yen[]): Yen => yen(parts.reduce((a, b) => a + b, 0))

export const addPoints = (...parts: readonly Points[]): Points =>
  points(parts.reduce((a, b) => a + b, 0))

/** 1 point = 1 yen (help page, "Manage Amazon Points"): the only two bridges between the units. */
export const yenOf = (value: Points): Yen => value as number as Yen
export const pointsOf = (value: Yen): Points => value as number as Points
