import { describe, expect, test } from 'vitest'
import { bookWith, NOON, policyWith } from '../../../tests/rules/given.ts'
import { points } from '../money/amount.ts'
import { addMonths, after, DAY, type Instant } from '../time/instant.ts'
import {
  credit,
  debit,
  EMPTY_BOOK,
  earn,
  type Lot,
  nextExpiry,
  outstanding,
  rollingExpiry,
  splitLots,
  sumOf,
  underRule,
} from './book.ts'

const rolling = policyWith()
const dated = policyWith({ expiry: { mode: 'dated-lots', months: 12, remindDays: 30 } })
const day = (days: number): Instant => after(NOON, days * DAY)
const lot = (amount: number, days: number): Lot => ({
  expiresAt: day(days),
  points: points(amount),
})

test('the points outstanding are those available, unvested and held', () => {
  expect(outstanding(bookWith(5, { unvested: points(30), held: points(200) }))).toBe(235)
  expect(outstanding(EMPTY_BOOK)).toBe(0)
})

describe('when points lapse', () => {
  test('rolling: twelve months after the later of the last order and the last earning', () => {
    const earned = bookWith(5, { lastEarnedAt: day(3), lastOrderedAt: NOON })
    const ordered = bookWith(5, { lastEarnedAt: NOON, lastOrderedAt: day(4) })
    expect(nextExpiry(earned, rolling)).toBe(addMonths(day(3), 12))
    expect(nextExpiry(ordered, rolling)).toBe(addMonths(day(4), 12))
    expect(rollingExpiry({ ...ordered, lastEarnedAt: null }, 1)).toBe(addMonths(day(4), 1))
    expect(rollingExpiry({ ...earned, lastOrderedAt: null }, 1)).toBe(addMonths(day(3), 1))
  })

  test('rolling: grace prolongs, it never shortens', () => {
    const book = bookWith(5)
    expect(rollingExpiry({ ...book, graceUntil: day(5) }, 12)).toBe(addMonths(NOON, 12))
    expect(rollingExpiry({ ...book, graceUntil: day(500) }, 12)).toBe(day(500))
    expect(rollingExpiry({ ...EMPTY_BOOK, graceUntil: day(1) }, 12)).toBe(day(1))
  })

  test('a balance of nothing lapses never, nor does one without a past', () => {
    expect(nextExpiry(bookWith(0, { lastEarnedAt: NOON }), rolling)).toBeNull()
    expect(nextExpiry(bookWith(0, { lots: [lot(1, 1)] }), dated)).toBeNull()
    expect(rollingExpiry(EMPTY_BOOK, 12)).toBeNull()
  })

  test('dated lots: the soonest lot lapses first', () => {
    expect(nextExpiry(bookWith(5, { lots: [lot(2, 3), lot(3, 9)] }), dated)).toBe(day(3))
    expect(nextExpiry(bookWith(5), dated)).toBeNull()
  })
})

describe('the book under a new rule', () => {
  test('points from before dated lots get the date they had', () => {
    const book = bookWith(10, { lots: [lot(4, 3)], lastEarnedAt: NOON })
    expect(underRule(book, dated).lots).toEqual([
      lot(4, 3),
      { expiresAt: addMonths(NOON, 12), points: 6 },
    ])
  })

  test('a book in order stays the very same', () => {
    const lots = bookWith(4, { lots: [lot(4, 3)] })
    const none = bookWith(4)
    expect(underRule(lots, dated)).toBe(lots)
    expect(underRule(none, rolling)).toBe(none)
  })

  test('under the rolling rule no point belongs to a lot', () => {
    const book = bookWith(4, { lots: [lot(4, 3)] })
    expect(underRule(book, rolling)).toEqual({ ...book, lots: [] })
  })

  test('points that come from nowhere are a bug', () => {
    expect(() => underRule({ ...EMPTY_BOOK, available: points(1) }, dated)).toThrow(
      new RangeError('points without a past'),
    )
  })
})

describe('adding points', () => {
  test('rolling: to the balance', () => {
    expect(credit(bookWith(5), points(3), rolling, day(9))).toEqual(bookWith(8))
  })

  test('dated lots: to the lot of their date, kept in order of date', () => {
    const book = bookWith(5, { lots: [lot(2, 3), lot(3, 9)] })
    const add = (amount: number, days: number) => credit(book, points(amount), dated, day(days))
    expect(add(7, 9)).toEqual({ ...book, available: 12, lots: [lot(2, 3), lot(10, 9)] })
    expect(add(7, 5).lots).toEqual([lot(2, 3), lot(7, 5), lot(3, 9)])
    expect(add(7, 1).lots).toEqual([lot(7, 1), lot(2, 3), lot(3, 9)])
    expect(add(0, 1).lots).toEqual(book.lots)
  })

  test('earning is remembered, and starts their own twelve months', () => {
    const book = earn(bookWith(0), points(40), dated, NOON)
    expect(book).toEqual(
      bookWith(40, { lots: [{ expiresAt: addMonths(NOON, 12), points: points(40) }] }),
    )
    expect(earn(book, points(2), rolling, day(-1)).lastEarnedAt).toBe(NOON)
    expect(earn(book, points(2), rolling, day(1)).lastEarnedAt).toBe(day(1))
  })
})

describe('taking points', () => {
  test('from the lots that lapse soonest', () => {
    const book = bookWith(9, { lots: [lot(2, 3), lot(3, 5), lot(4, 9)] })
    const { book: left, lots } = debit(book, points(4))
    expect(lots).toEqual([lot(2, 3), lot(2, 5)])
    expect(left).toEqual({ ...book, available: 5, lots: [lot(1, 5), lot(4, 9)] })
  })

  test('all there is, but never more', () => {
    expect(debit(bookWith(9), points(9)).book.available).toBe(0)
    expect(() => debit(bookWith(9), points(10))).toThrow(
      new RangeError('a balance can not go negative'),
    )
  })
})

test('lots are cut after a number of points, and no empty lot is left', () => {
  const lots = [lot(2, 3), lot(3, 5)]
  expect(splitLots(lots, 0)).toEqual([[], lots])
  expect(splitLots(lots, 2)).toEqual([[lot(2, 3)], [lot(3, 5)]])
  expect(splitLots(lots, 3)).toEqual([[lot(2, 3), lot(1, 5)], [lot(2, 5)]])
  expect(splitLots(lots, 9)).toEqual([lots, []])
  expect(sumOf(lots)).toBe(5)
  expect(sumOf([])).toBe(0)
})
