declare const instant: unique symbol

/** A moment, in whole milliseconds since 1970-01-01T00:00Z. It enters every rule as data. */
export type Instant = number & { readonly [instant]: true }

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Asia/Tokyo has kept +09:00 without daylight saving since 1951, so the offset is a constant. */
const TOKYO = 9 * HOUR

export function instantOf(ms: number): Instant {
  if (!Number.isSafeInteger(ms)) throw new RangeError(`not a moment: ${ms}`)
  return ms as Instant
}

export const after = (at: Instant, ms: number): Instant => instantOf(at + ms)

export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

const ISO = /^(\d{4}-\d\d-\d\dT\d\d):\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/

/** Reads an ISO 8601 moment with a zone (`Z` or `+09:00`); undefined for anything else. */
export function parseInstant(text: string): Instant | undefined {
  const hour = ISO.exec(text)?.[1]
  if (hour === undefined) return undefined
  // Date.parse rolls 30 February and 24:00 over into the next day: such a day or hour is none.
  const wall = Date.parse(`${hour}:00Z`)
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(hour)) return undefined
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : (ms as Instant)
}

/** ISO 8601 in Asia/Tokyo, as people in the programme read it: `2020-06-01T00:00:00+09:00`. */
export function formatTokyo(at: Instant): string {
  const text = new Date(at + TOKYO).toISOString()
  return `${text.slice(0, text.endsWith('.000Z') ? 19 : 23)}+09:00`
}

/** ISO 8601 in UTC. */
export const formatUtc = (at: Instant): string => new Date(at).toISOString()

/** A moment of the Tokyo calendar; month counts from 1. */
export function tokyo(year: number, month: number, day: number, hour = 0, minute = 0, second = 0) {
  return instantOf(Date.UTC(year, month - 1, day, hour, minute, second) - TOKYO)
}

/** The day of the Tokyo calendar: `2020-06-01`. */
export const tokyoDay = (at: Instant): string => formatTokyo(at).slice(0, 10)

/** Midnight in Tokyo at or before the moment. */
export const tokyoMidnight = (at: Instant): Instant =>
  instantOf(Math.floor((at + TOKYO) / DAY) * DAY - TOKYO)

/**
 * The same Tokyo wall-clock time `months` calendar months later; a day that the target month
 * lacks becomes its last day (31 August + 6 months = 28 or 29 February).
 */
export function addMonths(at: Instant, months: number): Instant {
  const moved = new Date(at + TOKYO)
  const day = moved.getUTCDate()
  moved.setUTCMonth(moved.getUTCMonth() + months)
  // Day 0 of a month is the last of the month before.
  if (moved.getUTCDate() !== day) moved.setUTCDate(0)
  return instantOf(moved.getTime() - TOKYO)
}
