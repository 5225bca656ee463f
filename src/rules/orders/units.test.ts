import { describe, expect, test } from 'vitest'
import {
  accepted,
  bookWith,
  lineTerms,
  NOON,
  plainPolicy,
  purchase,
} from '../../../tests/rules/given.ts'
import { yen } from '../money/amount.ts'
import { lineOf, lineTotal, type Order, openQuantity, orderTotal, statusOf } from './order.ts'
import { decidePlacement } from './place.ts'
import { heldShare, openUnits } from './units.ts'

const { order } = accepted(
  decidePlacement(
    bookWith(1_000),
    purchase([lineTerms({ quantity: 3 }), lineTerms({ quantity: 1 })], 100),
    plainPolicy(),
    NOON,
  ),
)
const withFirst = (first: object): Order => ({
  ...order,
  lines: order.lines.map((line) => (line.line === 1 ? { ...line, ...first } : line)),
})

describe('the units a command takes', () => {
  test('those it names', () => {
    const units = openUnits(order, [{ line: 1, quantity: 2 }])
    expect(units).toEqual([{ line: order.lines[0], quantity: 2 }])
  })

  test('all that is open when it names none', () => {
    const some = withFirst({ shippedQuantity: 1, cancelledQuantity: 1 })
    expect(openUnits(some, 'all')).toEqual([
      { line: some.lines[0], quantity: 1 },
      { line: some.lines[1], quantity: 1 },
    ])
    const one = withFirst({ shippedQuantity: 1, cancelledQuantity: 2 })
    expect(openUnits(one, 'all')).toEqual([{ line: one.lines[1], quantity: 1 }])
  })

  test('refusals', () => {
    const ask = (...units: { line: number; quantity: number }[]) => openUnits(order, units)
    expect(ask({ line: 3, quantity: 1 })).toEqual({
      refused: 'line_not_found',
      facts: { line: 3 },
    })
    expect(ask({ line: 1, quantity: 1 }, { line: 1, quantity: 1 })).toEqual({
      refused: 'line_named_twice',
      facts: { line: 1 },
    })
    for (const quantity of [0, -1, 1.5]) {
      expect(ask({ line: 1, quantity })).toEqual({
        refused: 'quantity_out_of_range',
        facts: { maximum: 3 },
      })
    }
    expect(ask({ line: 1, quantity: 4 })).toEqual({
      refused: 'quantity_above_open',
      facts: { line: 1, open: 3 },
    })
    expect(ask()).toEqual({ refused: 'nothing_open', facts: {} })
    const closed = { ...order, lines: [{ ...order.lines[1], cancelledQuantity: 1 }] } as Order
    expect(openUnits(closed, 'all')).toEqual({ refused: 'nothing_open', facts: {} })
  })
})

describe('the held points that units take with them', () => {
  const [line] = accepted(
    decidePlacement(
      bookWith(1_000),
      purchase([lineTerms({ quantity: 3, shipping: yen(10) })], 100),
      plainPolicy(),
      NOON,
    ),
  ).order.lines
  if (!line) throw new Error('a line')

  test('are cumulative by value, so that the last unit takes exactly the rest', () => {
    expect(heldShare(line, 1, 'half-even')).toBe(33)
    const second = { ...line, shippedQuantity: 1, captured: 33 as never }
    expect(heldShare(second, 1, 'half-even')).toBe(34)
    const third = { ...second, cancelledQuantity: 1, released: 34 as never }
    expect(heldShare(third, 1, 'half-even')).toBe(33)
    expect(heldShare(line, 3, 'half-even')).toBe(100)
  })

  test('never go below zero or above the units’ worth, though roundings differ', () => {
    const cheap = { ...line, price: yen(1), shipping: yen(0), quantity: 3, redeemed: 2 as never }
    // 'ceil' took both points for two units; 'floor' would now want one of them back.
    const ahead = { ...cheap, shippedQuantity: 1, captured: 2 as never }
    expect(heldShare(ahead, 1, 'floor')).toBe(0)
    // 'floor' took none for two units; the last is worth one yen and takes no more than that.
    const behind = { ...cheap, shippedQuantity: 2, captured: 0 as never }
    expect(heldShare(behind, 1, 'ceil')).toBe(1)
  })
})

test('what a line and an order cost', () => {
  const terms = lineTerms({ price: yen(300), quantity: 3, shipping: yen(50) })
  expect(lineTotal(terms)).toBe(950)
  expect(orderTotal([terms, lineTerms()])).toBe(1_950)
  expect(orderTotal([])).toBe(0)
})

test('open units are those neither shipped nor cancelled', () => {
  const [first] = withFirst({ shippedQuantity: 1, cancelledQuantity: 1 }).lines
  expect(first && openQuantity(first)).toBe(1)
})

test.each([
  [{}, {}, 'unshipped'],
  [{ cancelledQuantity: 2 }, {}, 'unshipped'],
  [{ shippedQuantity: 1 }, {}, 'partially_shipped'],
  [{ shippedQuantity: 3 }, {}, 'partially_shipped'],
  [{ shippedQuantity: 3 }, { shippedQuantity: 1 }, 'shipped'],
  [{ shippedQuantity: 1, cancelledQuantity: 2 }, { cancelledQuantity: 1 }, 'shipped'],
  [{ cancelledQuantity: 3 }, { cancelledQuantity: 1 }, 'cancelled'],
] as const)('lines with %o and %o make an order %s', (first, second, status) => {
  const [one, two] = order.lines
  if (!one || !two) throw new Error('two lines')
  expect(
    statusOf([
      { ...one, ...first },
      { ...two, ...second },
    ]),
  ).toBe(status)
})

test('a line is found by its number', () => {
  expect(lineOf(order, 2)).toBe(order.lines[1])
  expect(lineOf(order, 3)).toBeUndefined()
})
