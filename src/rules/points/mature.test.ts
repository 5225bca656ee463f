import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookWith, momentAfter, NOON, policyWith } from '../../../tests/rules/given.ts'
import type { OrderId } from '../ids.ts'
import { points } from '../money/amount.ts'
import type { Policy, Terms } from '../policy/policy.ts'
import type { Timeline } from '../policy/timeline.ts'
import { addMonths, DAY, HOUR, type Instant } from '../time/instant.ts'
import { type BuyerBook, EMPTY_BOOK, type Lot } from './book.ts'
import { mature, type VestingLine, wakeAt } from './mature.ts'

const day = (days: number): Instant => momentAfter(NOON, days * DAY)
const lot = (amount: number, expiresAt: Instant): Lot => ({ expiresAt, points: points(amount) })
const dated: Terms['expiry'] = { mode: 'dated-lots', months: 12, remindDays: 30 }
const rolling = (months: number, remindDays = 0): Terms['expiry'] => ({
  mode: 'rolling',
  months,
  remindDays,
})
const always = (expiry: Terms['expiry']): Timeline => [policyWith({ expiry }, 'seed-2020', 1)]
const vesting = (order: number, line: number, amount: number, vestAt: Instant): VestingLine => ({
  order: order as OrderId,
  line,
  points: points(amount),
  vestAt,
})
const lapse = addMonths(NOON, 12)

describe('lapsing', () => {
  test('rolling: the whole balance lapses at its moment, and not a millisecond earlier', () => {
    const book = bookWith(80)
    const early = mature(book, [], always(rolling(12)), momentAfter(lapse, -1))
    expect(early).toEqual({
      book: { ...book, maturedTo: lapse - 1 },
      postings: [],
      ripenings: [],
    })
    const due = mature(book, [], always(rolling(12)), lapse)
    expect(due.book).toEqual({ ...book, available: 0, maturedTo: lapse })
    expect(due.ripenings).toEqual([{ did: 'expire', at: lapse, points: 80 }])
  })

  test('lapsed points free the yen that backed them', () => {
    const about = { seller: null, order: null, line: null, at: lapse, policyVersion: 1 }
    expect(mature(bookWith(80), [], always(rolling(12)), day(999)).postings).toEqual([
      {
        debit: 'buyer_available',
        credit: 'expired',
        amount: 80,
        kind: 'points_expired',
        ...about,
      },
      { debit: 'points_funding', credit: 'breakage', amount: 80, kind: 'points_expired', ...about },
    ])
  })

  test('dated lots: each lot lapses by itself', () => {
    const book = bookWith(9, { lots: [lot(2, day(3)), lot(7, day(5))] })
    const { book: left, ripenings } = mature(book, [], always({ ...dated, remindDays: 0 }), day(4))
    expect(ripenings).toEqual([{ did: 'expire', at: day(3), points: 2 }])
    expect(left).toEqual({ ...book, available: 7, lots: [lot(7, day(5))], maturedTo: day(4) })
  })

  test('grace ends with the points it was for', () => {
    const book = bookWith(9, { graceUntil: day(400) })
    const { book: left, ripenings } = mature(book, [], always(rolling(12)), day(400))
    expect(ripenings).toEqual([{ did: 'expire', at: day(400), points: 9 }])
    expect(left.graceUntil).toBeNull()
  })

  test('what is overdue when a book is next looked at lapses then', () => {
    const book = bookWith(9, { maturedTo: day(500) })
    const { ripenings } = mature(book, [], always(rolling(12)), day(600))
    expect(ripenings).toEqual([{ did: 'expire', at: day(500), points: 9 }])
  })
})

describe('vesting', () => {
  test('pending points become spendable at their moment and start to count as an earning', () => {
    const book = bookWith(1, { unvested: points(50), nextVestAt: day(3) })
    const { book: next, postings } = mature(
      book,
      [vesting(4, 2, 50, day(3))],
      always(dated),
      day(3),
    )
    expect(next).toEqual({
      ...book,
      available: 51,
      unvested: 0,
      lots: [lot(1, lapse), lot(50, addMonths(day(3), 12))],
      lastEarnedAt: day(3),
      nextVestAt: null,
      maturedTo: day(3),
    })
    expect(postings).toEqual([
      {
        debit: 'buyer_unvested',
        credit: 'buyer_available',
        amount: 50,
        kind: 'points_vested',
        seller: null,
        order: 4,
        line: 2,
        at: day(3),
        policyVersion: 1,
      },
    ])
  })

  test('lines vest in order of time, then order, then line; the next one is remembered', () => {
    const lines = [
      vesting(9, 1, 1, day(5)),
      vesting(5, 2, 2, day(3)),
      vesting(5, 1, 3, day(3)),
      vesting(4, 7, 4, day(3)),
    ]
    const book = bookWith(0, { unvested: points(10) })
    const { book: next, ripenings } = mature(book, lines, always(rolling(12)), day(4))
    expect(ripenings).toEqual([
      { did: 'vest', at: day(3), line: lines[3] },
      { did: 'vest', at: day(3), line: lines[2] },
      { did: 'vest', at: day(3), line: lines[1] },
    ])
    expect(next).toMatchObject({ available: 9, unvested: 1, nextVestAt: day(5) })
  })

  test('at one moment lapsing comes first, then vesting, then the reminder', () => {
    const book = bookWith(7, { unvested: points(5) })
    const { ripenings } = mature(book, [vesting(4, 1, 5, lapse)], always(rolling(12)), lapse)
    expect(ripenings.map(({ did }) => did)).toEqual(['expire', 'vest'])
    const remindAt = momentAfter(lapse, -30 * DAY)
    const lines = [vesting(4, 1, 5, remindAt)]
    // Under dated lots the older points keep their date although others vest meanwhile.
    const reminded = mature(book, lines, always(dated), remindAt)
    expect(reminded.ripenings.map(({ did }) => did)).toEqual(['vest', 'remind'])
  })
})

describe('reminding', () => {
  const remindAt = momentAfter(lapse, -30 * DAY)

  test('once, some days before points lapse', () => {
    const first = mature(bookWith(80), [], always(rolling(12, 30)), momentAfter(lapse, -1))
    expect(first.ripenings).toEqual([{ did: 'remind', at: remindAt, points: 80, expiresAt: lapse }])
    expect(first.book).toEqual(
      bookWith(80, { remindedOf: lapse, maturedTo: momentAfter(lapse, -1) }),
    )
    expect(first.postings).toEqual([])
    const second = mature(first.book, [], always(rolling(12, 30)), lapse)
    expect(second.ripenings.map(({ did }) => did)).toEqual(['expire'])
  })

  test('of each lot, before it lapses, and never where the policy reminds of nothing', () => {
    const book = bookWith(9, { lots: [lot(2, day(40)), lot(7, day(50))] })
    expect(mature(book, [], always(dated), day(10)).ripenings).toEqual([
      { did: 'remind', at: day(10), points: 2, expiresAt: day(40) },
    ])
    // The second lot does not wait for the first to lapse.
    const both = mature(book, [], always(dated), day(39))
    expect(both.ripenings).toEqual([
      { did: 'remind', at: day(10), points: 2, expiresAt: day(40) },
      { did: 'remind', at: day(20), points: 7, expiresAt: day(50) },
    ])
    expect(mature(both.book, [], always(dated), day(50)).ripenings.map(({ did }) => did)).toEqual([
      ...['expire', 'expire'],
    ])
    expect(mature(book, [], always({ ...dated, remindDays: 0 }), day(39)).ripenings).toEqual([])
  })

  test('at once when the time to remind has passed, but not after the lapse itself', () => {
    const timeline = always(rolling(12, 30))
    const late = bookWith(9, { maturedTo: momentAfter(lapse, -DAY) })
    expect(mature(late, [], timeline, momentAfter(lapse, -HOUR)).ripenings).toEqual([
      { did: 'remind', at: momentAfter(lapse, -DAY), points: 9, expiresAt: lapse },
    ])
    const over = bookWith(9, { maturedTo: lapse })
    expect(mature(over, [], timeline, day(400)).ripenings.map(({ did }) => did)).toEqual(['expire'])
  })
})

describe('a policy that changes on the way', () => {
  const change = day(100)
  const timeline = (from: Terms['expiry'], to: Terms['expiry']): Timeline => [
    policyWith({ expiry: from }),
    policyWith({ expiry: to }, 'seed-2020', 2, change),
  ]

  test('a shorter life ends at the change, under the new version', () => {
    const { ripenings, postings } = mature(
      bookWith(9),
      [],
      timeline(rolling(12), rolling(1)),
      day(101),
    )
    expect(ripenings).toEqual([{ did: 'expire', at: change, points: 9 }])
    expect(postings.map(({ policyVersion }) => policyVersion)).toEqual([2, 2])
  })

  test('a longer life saves points that would have lapsed at that very moment', () => {
    const book = bookWith(9, { lastEarnedAt: addMonths(change, -1) })
    const saved = mature(book, [], timeline(rolling(1), rolling(12)), day(101))
    expect(saved.ripenings).toEqual([])
  })

  test('a change at the last moment counts, one after it does not', () => {
    const changes = timeline(rolling(12), rolling(1))
    expect(mature(bookWith(9), [], changes, change).ripenings).toHaveLength(1)
    expect(mature(bookWith(9), [], changes, momentAfter(change, -1)).ripenings).toEqual([])
  })

  test('lots begin and end with the rule', () => {
    const started = mature(bookWith(9), [], timeline(rolling(12), dated), day(101))
    expect(started.book.lots).toEqual([lot(9, lapse)])
    const ended = mature(
      bookWith(9, { lots: [lot(9, day(300))] }),
      [],
      timeline(dated, rolling(12)),
      day(101),
    )
    expect(ended.book.lots).toEqual([])
  })
})

test('time never runs backwards in a book', () => {
  const book = bookWith(9, { maturedTo: day(400) })
  const past = mature(book, [], always(rolling(12)), day(399))
  expect(past).toEqual({ book, postings: [], ripenings: [] })
})

describe('when to look again', () => {
  const under = (expiry: Terms['expiry'], ...later: Policy[]): Timeline => [
    policyWith({ expiry }),
    ...later,
  ]
  const timeline = under(rolling(12, 30))
  const remindAt = momentAfter(lapse, -30 * DAY)

  test('at the reminder, the lapse or the vesting, whichever comes first', () => {
    const plain = bookWith(9)
    expect(wakeAt(plain, timeline, NOON)).toBe(remindAt)
    expect(wakeAt({ ...plain, remindedOf: lapse }, timeline, NOON)).toBe(lapse)
    expect(wakeAt(plain, under(rolling(12, 0)), NOON)).toBe(lapse)
    expect(wakeAt({ ...plain, nextVestAt: day(2) }, timeline, NOON)).toBe(day(2))
    expect(wakeAt({ ...plain, nextVestAt: day(900) }, timeline, NOON)).toBe(remindAt)
    expect(wakeAt({ ...EMPTY_BOOK, nextVestAt: day(900) }, timeline, NOON)).toBe(day(900))
  })

  test('now, when something is overdue; a reminder of what lapses now is not', () => {
    const plain = bookWith(9)
    expect(wakeAt(plain, timeline, momentAfter(remindAt, DAY))).toBe(remindAt + DAY)
    expect(wakeAt(plain, timeline, lapse)).toBe(lapse)
    expect(wakeAt(plain, timeline, day(900))).toBe(day(900))
  })

  test('never, when time changes nothing', () => {
    expect(wakeAt(EMPTY_BOOK, timeline, NOON)).toBeNull()
    expect(wakeAt(EMPTY_BOOK, under(dated), NOON)).toBeNull()
  })

  test('at a change of policy, when that is what ends the points', () => {
    const shorter = policyWith({ expiry: rolling(1) }, 'seed-2020', 2, day(60))
    expect(wakeAt(bookWith(9), under(rolling(12), shorter), NOON)).toBe(day(60))
    expect(wakeAt(bookWith(9), under(rolling(2), shorter), NOON)).toBe(day(60))
    const longer = policyWith({ expiry: rolling(24) }, 'seed-2020', 2, lapse)
    expect(wakeAt(bookWith(9), under(rolling(12), longer), NOON)).toBe(addMonths(NOON, 24))
    const lots = policyWith({ expiry: dated }, 'seed-2020', 2, day(60))
    expect(wakeAt(bookWith(9), under(rolling(24), lots), NOON)).toBe(remindAt)
  })

  test('nothing happens before that moment, and something does at it', () => {
    const books = fc.record({
      available: fc.integer({ min: 0, max: 50 }),
      earned: fc.integer({ min: -300, max: 0 }),
      vest: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
      grace: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
    })
    const rule = fc.record({
      mode: fc.constantFrom('rolling' as const, 'dated-lots' as const),
      months: fc.integer({ min: 11, max: 13 }),
      remindDays: fc.constantFrom(0, 30, 500),
    })
    fc.assert(
      fc.property(books, rule, rule, ({ available, earned, vest, grace }, first, second) => {
        const next = policyWith({ expiry: second }, 'seed-2020', 2, day(100))
        const timeline = under(first, next)
        const lines = vest === undefined ? [] : [vesting(1, 1, 5, day(vest))]
        const given: BuyerBook = {
          ...bookWith(available, { lastEarnedAt: day(earned) }),
          unvested: points(lines.length * 5),
          graceUntil: grace === undefined ? null : day(grace),
        }
        const { book } = mature(given, lines, timeline, NOON)
        const until = (at: Instant) => mature(book, lines, timeline, at).ripenings
        const wake = wakeAt(book, timeline, NOON)
        if (wake === null) expect(until(day(9_999))).toEqual([])
        else {
          expect(wake).toBeGreaterThan(NOON)
          expect(until(momentAfter(wake, -1))).toEqual([])
          expect(until(wake)).not.toEqual([])
        }
      }),
    )
  })
})
