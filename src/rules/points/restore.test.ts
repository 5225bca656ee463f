import { describe, expect, test } from 'vitest'
import { bookWith, momentAfter, NOON, policyWith } from '../../../tests/rules/given.ts'
import { points } from '../money/amount.ts'
import type { LateReturn, Terms } from '../policy/policy.ts'
import { addMonths, DAY, type Instant } from '../time/instant.ts'
import type { Lot } from './book.ts'
import { bringBack, lapseOverdue } from './restore.ts'

const day = (days: number): Instant => momentAfter(NOON, days * DAY)
const lot = (amount: number, days: number): Lot => ({
  expiresAt: day(days),
  points: points(amount),
})
const grace: LateReturn = { mode: 'grace', days: 30 }
const expire: LateReturn = { mode: 'expire' }
const under = (mode: Terms['expiry']['mode'], lateReturn: LateReturn) =>
  policyWith({ expiry: { mode, months: 12, remindDays: 0 }, lateReturn })
const nowhere = { lots: [], lotsBack: 0 }

describe('rolling', () => {
  test('points that come back in time neither extend nor shorten their life', () => {
    const book = bringBack(bookWith(5), nowhere, points(3), under('rolling', grace), day(200))
    expect(book).toEqual(bookWith(8))
  })

  test('points that come back late can be spent for some more days', () => {
    const at = addMonths(NOON, 12)
    const book = bringBack(
      bookWith(0, { lastOrderedAt: NOON }),
      nowhere,
      points(3),
      under('rolling', grace),
      at,
    )
    expect(book).toMatchObject({ available: 3, graceUntil: momentAfter(at, 30 * DAY) })
    const early = bringBack(
      bookWith(0, { lastOrderedAt: NOON }),
      nowhere,
      points(3),
      under('rolling', grace),
      momentAfter(at, -1),
    )
    expect(early).toMatchObject({ available: 3, graceUntil: null })
  })

  test('a grace still running is not prolonged by a second return', () => {
    const at = day(400)
    const given = bookWith(2, { graceUntil: day(410) })
    const book = bringBack(given, nowhere, points(3), under('rolling', grace), at)
    expect(book).toMatchObject({ available: 5, graceUntil: day(410) })
  })

  test('without grace late points lapse at once', () => {
    const given = bookWith(0, { lastOrderedAt: NOON })
    for (const late of [expire, { mode: 'grace', days: 0 } as const]) {
      const policy = under('rolling', late)
      const book = bringBack(given, nowhere, points(3), policy, day(400))
      expect(book).toMatchObject({ available: 3, graceUntil: null })
      const rest = lapseOverdue(book, policy, day(400))
      expect(rest).toMatchObject({ book: { available: 0 }, expired: 3 })
    }
  })

  test('a balance without any past is not late', () => {
    const given = bookWith(0)
    const book = bringBack(given, nowhere, points(3), under('rolling', grace), day(400))
    expect(book.graceUntil).toBeNull()
  })
})

describe('dated lots', () => {
  const from = { lots: [lot(2, 10), lot(3, 20), lot(4, 30)], lotsBack: 0 }
  const back = (amount: number, lotsBack: number, at: Instant, late: LateReturn = grace) =>
    bringBack(bookWith(0), { ...from, lotsBack }, points(amount), under('dated-lots', late), at)

  test('the points spent last come back first, with the date they had', () => {
    expect(back(5, 0, NOON)).toMatchObject({ available: 5, lots: [lot(1, 20), lot(4, 30)] })
    expect(back(3, 5, NOON)).toMatchObject({ available: 3, lots: [lot(1, 10), lot(2, 20)] })
    expect(back(9, 0, NOON).lots).toEqual(from.lots)
  })

  test('those whose date has passed get the days of grace', () => {
    expect(back(9, 0, day(20)).lots).toEqual([lot(4, 30), lot(5, 50)])
  })

  test('or lapse at once, and only they', () => {
    const policy = under('dated-lots', expire)
    const book = back(9, 0, day(20), expire)
    expect(book.lots).toEqual([lot(5, 20), lot(4, 30)])
    expect(lapseOverdue(book, policy, day(20))).toMatchObject({
      book: { available: 4, lots: [lot(4, 30)] },
      expired: 5,
    })
  })

  test('points spent before lots were kept lapse when their balance would have', () => {
    const policy = under('dated-lots', grace)
    const given = bookWith(0, { lastOrderedAt: NOON })
    const all = bringBack(given, nowhere, points(6), policy, day(9))
    expect(all.lots).toEqual([{ expiresAt: addMonths(NOON, 12), points: 6 }])
    const some = bringBack(given, { ...from, lotsBack: 8 }, points(6), policy, day(9))
    expect(some.lots).toEqual([lot(1, 10), { expiresAt: addMonths(NOON, 12), points: 5 }])
    const late = bringBack(given, nowhere, points(6), policy, day(400))
    expect(late.lots).toEqual([lot(6, 430)])
    const unknown = bringBack(bookWith(0), nowhere, points(6), policy, day(9))
    expect(unknown.lots).toEqual([lot(6, 39)])
  })
})

test('nothing coming back changes nothing', () => {
  const book = bookWith(0, { lastOrderedAt: NOON })
  expect(bringBack(book, nowhere, points(0), under('rolling', grace), day(999))).toBe(book)
})

describe('lapsing what is overdue', () => {
  test('nothing is', () => {
    const policy = under('rolling', grace)
    const book = bookWith(5)
    for (const [given, at] of [
      [book, momentAfter(addMonths(NOON, 12), -1)],
      [bookWith(0), day(999)],
    ] as const) {
      expect(lapseOverdue(given, policy, at)).toEqual({ book: given, postings: [], expired: 0 })
    }
  })

  test('a lapse posts the points and the yen they free', () => {
    const at = addMonths(NOON, 12)
    const { postings, expired } = lapseOverdue(bookWith(5), under('rolling', grace), at)
    expect(expired).toBe(5)
    expect(postings.map(({ credit, amount, at: when }) => [credit, amount, when])).toEqual([
      ['expired', 5, at],
      ['breakage', 5, at],
    ])
  })
})
