import { describe, expect, test } from 'vitest'
import {
  accepted,
  bookWith,
  lineTerms,
  momentAfter,
  NOON,
  ORDER,
  plainPolicy,
  policyWith,
  purchase,
} from '../../../tests/rules/given.ts'
import { AMOUNT_MAX, points, yen } from '../money/amount.ts'
import { addMonths, DAY } from '../time/instant.ts'
import { decideCancellation, decideQuantityChange } from './cancel.ts'
import type { LineTerms } from './order.ts'
import { decidePlacement } from './place.ts'
import { decideShipment } from './ship.ts'

const policy = plainPolicy()
const at = momentAfter(NOON, DAY)

const ordered = (lines: LineTerms[], redeem: number, under = policy) =>
  accepted(decidePlacement(bookWith(1_000), purchase(lines, redeem), under, NOON))

const three = lineTerms({ quantity: 3, price: yen(100), pointsPerUnit: points(10) })

describe('cancelling before shipment', () => {
  test('makes no points transaction: only the held points move', () => {
    const { book, order } = ordered([three, lineTerms()], 130)
    const done = accepted(decideCancellation(book, order, 'all', policy, at))
    expect(done.book).toEqual({ ...bookWith(1_000), lastOrderedAt: NOON })
    expect(done).toMatchObject({ released: 130, expired: 0 })
    expect(done.units).toEqual([
      { line: 1, quantity: 3 },
      { line: 2, quantity: 1 },
    ])
    const about = {
      debit: 'buyer_held',
      credit: 'buyer_available',
      kind: 'points_released',
      seller: null,
      order: ORDER,
      at,
      policyVersion: 1,
    }
    expect(done.postings).toEqual([
      { ...about, amount: 30, line: 1 },
      { ...about, amount: 100, line: 2 },
    ])
    expect(done.order.lotsBack).toBe(130)
    expect(done.order.lines).toMatchObject([
      { cancelledQuantity: 3, released: 30, granted: 0 },
      { cancelledQuantity: 1, released: 100, granted: 0 },
    ])
  })

  test('of some units releases their share, and the rest later', () => {
    const { book, order } = ordered([three], 100)
    const first = accepted(decideCancellation(book, order, [{ line: 1, quantity: 1 }], policy, at))
    expect(first.released).toBe(33)
    expect(first.book).toMatchObject({ available: 933, held: 67 })
    const rest = accepted(decideCancellation(first.book, first.order, 'all', policy, at))
    expect(rest.released).toBe(67)
    expect(rest.order).toMatchObject({
      lotsBack: 100,
      lines: [{ cancelledQuantity: 3, released: 100 }],
    })
  })

  test('after some units shipped leaves those alone', () => {
    const { book, order } = ordered([three], 100)
    const shipped = accepted(decideShipment(book, order, [{ line: 1, quantity: 2 }], policy, at))
    const done = accepted(decideCancellation(shipped.book, shipped.order, 'all', policy, at))
    expect(done.order.lines[0]).toMatchObject({
      shippedQuantity: 2,
      cancelledQuantity: 1,
      captured: 67,
      released: 33,
    })
    expect(done.book.held).toBe(0)
  })

  test('passes refusals on', () => {
    const { book, order } = ordered([three], 0)
    expect(decideCancellation(book, order, [{ line: 9, quantity: 1 }], policy, at)).toEqual({
      refused: 'line_not_found',
      facts: { line: 9 },
    })
  })

  test('after the points’ time lets them lapse at once, where the policy gives no grace', () => {
    const strict = plainPolicy({ lateReturn: { mode: 'expire' } })
    const { book, order } = ordered([three], 100, strict)
    const spent = { ...book, available: points(0) }
    const late = addMonths(NOON, 12)
    const done = accepted(decideCancellation(spent, order, 'all', strict, late))
    expect(done).toMatchObject({ released: 100, expired: 100, book: { available: 0, held: 0 } })
    expect(done.postings.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['points_released', 100],
      ['points_expired', 100],
      ['points_expired', 100],
    ])
    const graceful = accepted(decideCancellation(spent, order, 'all', policy, late))
    expect(graceful).toMatchObject({ released: 100, expired: 0 })
    expect(graceful.book.graceUntil).toBe(momentAfter(late, 30 * DAY))
  })

  test('judges the life of points by the policy in force, not by the order’s', () => {
    const strict = plainPolicy({ lateReturn: { mode: 'expire' } })
    const longer = policyWith(
      { expiry: { mode: 'rolling', months: 24, remindDays: 0 }, lateReturn: { mode: 'expire' } },
      'seed-2020',
      2,
    )
    const { book, order } = ordered([three], 100, strict)
    const late = addMonths(NOON, 13)
    const ask = [{ line: 1, quantity: 1 }]
    const done = accepted(decideCancellation(book, order, ask, strict, late, longer))
    expect(done).toMatchObject({ released: 33, expired: 0, book: { available: 933 } })
    const fewer = { line: 1, quantity: 2 }
    const changed = accepted(decideQuantityChange(book, order, fewer, strict, late, longer))
    expect(changed).toMatchObject({ released: 33, expired: 0, book: { available: 933 } })
    const lapsed = accepted(decideCancellation(book, order, ask, longer, late, strict))
    expect(lapsed.expired).toBe(933)
  })
})

describe('a new quantity before shipment', () => {
  const { book, order } = ordered([three], 100)
  const change = (quantity: number, given = { book, order }, line = 1) =>
    decideQuantityChange(given.book, given.order, { line, quantity }, policy, at)

  test('fewer units are a cancellation of the difference', () => {
    const done = accepted(change(1))
    expect(done).toMatchObject({ released: 67, expired: 0, units: [{ line: 1, quantity: 2 }] })
    expect(done).toEqual(
      accepted(decideCancellation(book, order, [{ line: 1, quantity: 2 }], policy, at)),
    )
  })

  test('more units keep the frozen terms, and no points are earned or returned', () => {
    const done = accepted(change(5))
    expect(done).toEqual({
      book,
      order: { ...order, lines: [{ ...order.lines[0], quantity: 5 }] },
      postings: [],
      released: 0,
      expired: 0,
      units: [],
    })
  })

  test('the quantity counts what is left of the line', () => {
    const some = accepted(decideCancellation(book, order, [{ line: 1, quantity: 1 }], policy, at))
    expect(change(2, some)).toEqual({ refused: 'quantity_unchanged', facts: { line: 1 } })
    expect(accepted(change(1, some)).units).toEqual([{ line: 1, quantity: 1 }])
  })

  test('a line shipped or cancelled in part can not grow', () => {
    const refusal = { refused: 'quantity_fixed', facts: { line: 1 } }
    const ask = [{ line: 1, quantity: 1 }]
    expect(change(5, accepted(decideCancellation(book, order, ask, policy, at)))).toEqual(refusal)
    expect(change(5, accepted(decideShipment(book, order, ask, policy, at)))).toEqual(refusal)
  })

  test('a line can not shrink below what has shipped', () => {
    const two = accepted(decideShipment(book, order, [{ line: 1, quantity: 2 }], policy, at))
    expect(change(1, two)).toEqual({ refused: 'quantity_above_open', facts: { line: 1, open: 1 } })
  })

  test('refusals', () => {
    expect(change(3)).toEqual({ refused: 'quantity_unchanged', facts: { line: 1 } })
    expect(change(3, undefined, 2)).toEqual({ refused: 'line_not_found', facts: { line: 2 } })
    for (const quantity of [0, 1.5, 10_000]) {
      expect(change(quantity)).toEqual({
        refused: 'quantity_out_of_range',
        facts: { maximum: 9_999 },
      })
    }
    expect(accepted(change(9_999)).order.lines[0]?.quantity).toBe(9_999)
    expect(accepted(change(1)).units).toEqual([{ line: 1, quantity: 2 }])
  })

  test('an order does not grow beyond the largest amount', () => {
    const dear = ordered([lineTerms({ price: yen(AMOUNT_MAX / 2) })], 0)
    expect(accepted(change(2, dear)).order.lines[0]?.quantity).toBe(2)
    expect(change(3, dear)).toEqual({ refused: 'amount_out_of_range', facts: {} })
  })
})
