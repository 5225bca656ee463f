import { Problem } from '../database/problems.ts'
import { isAmount, type Points, points, type Yen, yen } from '../rules/money/amount.ts'
import type { BasisPoints } from '../rules/money/ratio.ts'
import { refuse } from '../rules/refusal.ts'
import { type Instant, parseInstant } from '../rules/time/instant.ts'
import { Refused } from './failures.ts'

/**
 * Numbers of the command line, plain ASCII digits only: no sign, exponent, separator or full-width
 * digit is guessed at. Each throws `Refused` with the option and what it was given.
 */
export function yenOption(option: string, text: string): Yen {
  return yen(amount(option, text))
}

export function pointsOption(option: string, text: string): Points {
  return points(amount(option, text))
}

function amount(option: string, text: string): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (!isAmount(value)) throw new Refused(refuse('amount_out_of_range'), `${option} "${text}"`)
  return value
}

/** A percentage with at most two decimals, from 0 to 100, as basis points. */
export function percentOption(option: string, text: string): BasisPoints {
  const parts = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text)
  const bps = parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : Number.NaN
  if (!(bps <= 10_000)) throw new Refused(refuse('percentage_out_of_range'), `${option} "${text}"`)
  return bps
}

/** A count from 1. */
export function countOption(option: string, text: string, maximum: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (value < 1 || value > maximum) {
    throw new Refused(refuse('quantity_out_of_range', { maximum }), `${option} "${text}"`)
  }
  return value
}

/** A moment with its zone, such as 2020-06-01T00:00:00+09:00. */
export function momentOption(option: string, text: string): Instant {
  const at = parseInstant(text)
  if (at !== undefined) return at
  const example = '2020-06-01T00:00:00+09:00'
  throw new Problem('usage-invalid', `${option} "${text}" is no moment; write it like ${example}`)
}
