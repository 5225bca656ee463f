import { describe, expect, test } from 'vitest'
import {
  addMonths,
  after,
  DAY,
  formatTokyo,
  formatUtc,
  HOUR,
  instantOf,
  later,
  MINUTE,
  parseInstant,
  tokyo,
  tokyoDay,
  tokyoMidnight,
} from './instant.ts'

test('the Tokyo calendar is nine hours ahead of UTC', () => {
  expect(formatUtc(tokyo(2020, 6, 1))).toBe('2020-05-31T15:00:00.000Z')
  expect(formatTokyo(tokyo(2020, 6, 1))).toBe('2020-06-01T00:00:00+09:00')
  expect(formatTokyo(tokyo(2020, 6, 1, 12, 34, 56))).toBe('2020-06-01T12:34:56+09:00')
})

test('milliseconds are written only where there are some', () => {
  expect(formatTokyo(after(tokyo(2020, 6, 1), 7))).toBe('2020-06-01T00:00:00.007+09:00')
})

test('a moment is a whole number of milliseconds', () => {
  expect(instantOf(-5)).toBe(-5)
  expect(() => instantOf(0.5)).toThrow(new RangeError('not a moment: 0.5'))
})

test('minutes, hours and days follow each other', () => {
  expect(tokyo(2020, 6, 2) - tokyo(2020, 6, 1)).toBe(DAY)
  expect([DAY / HOUR, HOUR / MINUTE]).toEqual([24, 60])
  expect(after(tokyo(2020, 6, 1), 2 * HOUR)).toBe(tokyo(2020, 6, 1, 2))
  expect(later(tokyo(2020, 6, 1), tokyo(2020, 6, 2))).toBe(tokyo(2020, 6, 2))
  expect(later(tokyo(2020, 6, 2), tokyo(2020, 6, 1))).toBe(tokyo(2020, 6, 2))
})

test('the day of a moment is Tokyo’s', () => {
  expect(tokyoDay(tokyo(2020, 6, 1))).toBe('2020-06-01')
  expect(tokyoDay(after(tokyo(2020, 6, 1), -1))).toBe('2020-05-31')
})

test('midnight in Tokyo at or before a moment', () => {
  expect(tokyoMidnight(tokyo(2020, 6, 1, 8, 59))).toBe(tokyo(2020, 6, 1))
  expect(tokyoMidnight(tokyo(2020, 6, 1, 9, 0))).toBe(tokyo(2020, 6, 1))
  expect(tokyoMidnight(tokyo(2020, 6, 1))).toBe(tokyo(2020, 6, 1))
})

describe('reading a moment', () => {
  test.each([
    ['2020-06-01T00:00:00+09:00', tokyo(2020, 6, 1)],
    ['2020-05-31T15:00Z', tokyo(2020, 6, 1)],
    ['2020-05-31T15:00:00.5Z', instantOf(tokyo(2020, 6, 1) + 500)],
    ['2020-05-31T15:00:00.123Z', instantOf(tokyo(2020, 6, 1) + 123)],
    ['2020-05-31T10:30-04:30', tokyo(2020, 6, 1)],
    ['2020-02-29T23:59:59Z', instantOf(Date.UTC(2020, 1, 29, 23, 59, 59))],
  ])('%s', (text, moment) => {
    expect(parseInstant(text)).toBe(moment)
  })

  test.each([
    '',
    '2020-06-01',
    '2020-06-01T00:00',
    '2020-06-01T00Z',
    '2020-06-01T00:00:00.1234Z',
    '2020-06-01T00:00:00.Z',
    '2020-06-01 00:00:00Z',
    ' 2020-06-01T00:00Z',
    '2020-06-01T00:00Z!',
    '2020-06-01T00:00+0900',
    '2020-6-1T00:00Z',
    '12020-06-01T00:00Z',
    '2020-06-01Tab:00Z',
    '2020-06-01T00:60Z',
    '2020-06-01T00:00:60Z',
    '2020-06-01T00:00+24:00',
    '2021-02-29T00:00Z',
    '2020-02-30T00:00Z',
    '2020-04-31T00:00Z',
    '2020-13-01T00:00Z',
    '2020-06-00T00:00Z',
    '2020-06-01T24:00Z',
  ])('"%s" is none', (text) => {
    expect(parseInstant(text)).toBeUndefined()
  })
})

describe('calendar months later', () => {
  test.each([
    [tokyo(2020, 6, 1, 12), 12, tokyo(2021, 6, 1, 12)],
    [tokyo(2020, 8, 31), 6, tokyo(2021, 2, 28)],
    [tokyo(2019, 8, 31, 23, 59, 59), 6, tokyo(2020, 2, 29, 23, 59, 59)],
    [tokyo(2020, 2, 29), 12, tokyo(2021, 2, 28)],
    [tokyo(2020, 12, 31), 2, tokyo(2021, 2, 28)],
    [tokyo(2020, 1, 30), 1, tokyo(2020, 2, 29)],
    // Just after midnight in Tokyo it is still the day before in UTC.
    [tokyo(2020, 3, 1, 0, 30), 1, tokyo(2020, 4, 1, 0, 30)],
    [tokyo(2020, 6, 15), 0, tokyo(2020, 6, 15)],
  ])('%i + %i months', (from, months, to) => {
    expect(formatTokyo(addMonths(from, months))).toBe(formatTokyo(to))
  })

  test('milliseconds are kept', () => {
    const odd = instantOf(tokyo(2020, 6, 1, 3) + 4_321)
    expect(addMonths(odd, 1)).toBe(tokyo(2020, 7, 1, 3) + 4_321)
  })
})
