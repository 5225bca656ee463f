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
  SELLER,
} from '../../../tests/rules/given.ts'
import { points, yen } from '../money/amount.ts'
import type { Vesting } from '../policy/policy.ts'
import { addMonths, DAY } from '../time/instant.ts'
import { decideCancellation } from './cancel.ts'
import type { LineTerms } from './order.ts'
import { decidePlacement } from './place.ts'
import { decideDelivery, decideShipment } from './ship.ts'

const at = momentAfter(NOON, DAY)
const policy = plainPolicy()
const under = (vesting: Vesting) => plainPolicy({ vesting })
const delay = under({ trigger: 'delay', days: 3 })
const delivery = under({ trigger: 'delivery' })
const returnWindow = under({ trigger: 'return-window', days: 30 })

const ordered = (lines: LineTerms[], redeem = 0, given = policy) =>
  accepted(decidePlacement(bookWith(1_000), purchase(lines, redeem), given, NOON))

const sold = lineTerms({ price: yen(1_000), shipping: yen(340), pointsPerUnit: points(100) })
const three = lineTerms({
  quantity: 3,
  price: yen(100),
  shipping: yen(50),
  pointsPerUnit: points(10),
})

describe('confirming a parcel', () => {
  test('credits price and shipping, debits the points and (1,000 + 340 − 100) × 10 % = 124 JPY', () => {
    const { book, order } = ordered([sold], 500)
    const shipped = accepted(decideShipment(book, order, 'all', policy, at))
    const about = { order: ORDER, line: 1, at, policyVersion: 1 }
    const of = (debit: string, credit: string, amount: number, kind: string, seller = SELLER) => ({
      ...about,
      debit,
      credit,
      amount,
      kind,
      seller: [debit, credit].includes('seller_proceeds') ? seller : null,
    })
    expect(shipped.postings).toEqual([
      of('buyer_held', 'redeemed', 500, 'points_redeemed'),
      of('points_funding', 'buyer_payments', 500, 'points_redeemed'),
      of('buyer_payments', 'seller_proceeds', 1_000, 'principal'),
      of('buyer_payments', 'seller_proceeds', 340, 'shipping'),
      of('seller_proceeds', 'points_funding', 100, 'points_granted'),
      of('issued', 'buyer_available', 100, 'points_granted'),
      of('seller_proceeds', 'referral_fees', 124, 'referral_fee'),
    ])
    expect(shipped.units).toEqual([
      {
        line: 1,
        quantity: 1,
        principal: 1_000,
        shipping: 340,
        granted: 100,
        captured: 500,
        fee: 124,
      },
    ])
    expect(shipped.order.lines[0]).toEqual({
      ...order.lines[0],
      shippedQuantity: 1,
      principal: 1_000,
      shippingCharged: 340,
      granted: 100,
      captured: 500,
      feeCharged: 124,
    })
    expect(shipped.book).toEqual({
      ...bookWith(600),
      lastOrderedAt: NOON,
      lastEarnedAt: at,
    })
  })

  test('in parts: every yen and point of the whole, split over the parcels', () => {
    let { book, order } = ordered([three], 100)
    const parcels = [1, 2, 3].map(() => {
      const shipped = accepted(decideShipment(book, order, [{ line: 1, quantity: 1 }], policy, at))
      ;({ book, order } = shipped)
      return shipped.units[0]
    })
    expect(parcels.map((parcel) => parcel?.shipping)).toEqual([17, 16, 17])
    expect(parcels.map((parcel) => parcel?.captured)).toEqual([33, 34, 33])
    // 10 % of 107, of 213 and of 320: the fee so far, less what was charged.
    expect(parcels.map((parcel) => parcel?.fee)).toEqual([11, 10, 11])
    expect(order.lines[0]).toMatchObject({
      shippedQuantity: 3,
      principal: 300,
      shippingCharged: 50,
      granted: 30,
      captured: 100,
      feeCharged: 32,
    })
    expect(book).toMatchObject({ available: 930, held: 0 })
  })

  test('after some units were cancelled: the shipping of the others', () => {
    const { book, order } = ordered([three], 100)
    const ask = [{ line: 1, quantity: 1 }]
    const fewer = accepted(decideCancellation(book, order, ask, policy, at))
    const shipped = accepted(decideShipment(fewer.book, fewer.order, 'all', policy, at))
    expect(shipped.units).toMatchObject([{ quantity: 2, shipping: 33, captured: 67 }])
  })

  test('the minimum fee counts every unit', () => {
    const minimum = plainPolicy({
      fees: { ...policy.terms.fees, standard: { rateBps: 1_000, minimum: 30 } },
    })
    const { book, order } = ordered([three], 0, minimum)
    const first = accepted(decideShipment(book, order, [{ line: 1, quantity: 1 }], minimum, at))
    expect(first.units[0]?.fee).toBe(30)
    expect(accepted(decideShipment(book, order, 'all', minimum, at)).units[0]?.fee).toBe(90)
    const rest = accepted(decideShipment(first.book, first.order, 'all', minimum, at))
    expect(rest.units[0]?.fee).toBe(60)
  })

  test('of a line without points earns nothing and is no earning', () => {
    const { book, order } = ordered([lineTerms()])
    const shipped = accepted(decideShipment(book, order, 'all', policy, at))
    expect(shipped.book.lastEarnedAt).toBe(NOON)
    expect(shipped.postings.map(({ kind }) => kind)).toEqual(['principal', 'referral_fee'])
  })

  test('passes refusals on', () => {
    const { book, order } = ordered([sold])
    expect(decideShipment(book, order, [], policy, at)).toEqual({
      refused: 'nothing_open',
      facts: {},
    })
  })

  test('earned points live by the policy in force, not by the order’s', () => {
    const dated = policyWith(
      { expiry: { mode: 'dated-lots', months: 6, remindDays: 0 } },
      'seed-2020',
      2,
    )
    const { book, order } = ordered([sold])
    const shipped = accepted(decideShipment(book, order, 'all', policy, at, dated))
    expect(shipped.book.lots).toEqual([{ expiresAt: addMonths(at, 6), points: 100 }])
    expect(shipped.postings[0]?.policyVersion).toBe(1)
  })
})

describe('points that wait after the shipment', () => {
  test('a delay: they vest some days later', () => {
    const { book, order } = ordered([sold, three], 0, delay)
    const shipped = accepted(decideShipment(book, order, 'all', delay, at))
    const vestAt = momentAfter(at, 3 * DAY)
    expect(shipped.book).toEqual({
      ...book,
      unvested: 130,
      nextVestAt: vestAt,
    })
    expect(shipped.order.lines).toMatchObject([
      { unvested: 100, granted: 100, vestAt },
      { unvested: 30, granted: 30, vestAt },
    ])
    expect(shipped.postings.filter(({ kind }) => kind === 'points_granted')[1]).toMatchObject({
      credit: 'buyer_unvested',
      amount: 100,
    })
  })

  test('several parcels: the latest decides for the line, the soonest for the book', () => {
    const { book, order } = ordered([three], 0, delay)
    const one = [{ line: 1, quantity: 1 }]
    const first = accepted(decideShipment(book, order, one, delay, at))
    const later = momentAfter(at, DAY)
    const second = accepted(decideShipment(first.book, first.order, one, delay, later))
    expect(second.order.lines[0]).toMatchObject({
      unvested: 20,
      vestAt: momentAfter(later, 3 * DAY),
    })
    expect(second.book.nextVestAt).toBe(momentAfter(at, 3 * DAY))
    const sooner = { ...first.book, nextVestAt: momentAfter(at, 9 * DAY) }
    expect(accepted(decideShipment(sooner, first.order, one, delay, later)).book.nextVestAt).toBe(
      momentAfter(later, 3 * DAY),
    )
  })

  test('a parcel without points postpones nothing', () => {
    const { book, order } = ordered([lineTerms()], 0, delay)
    const shipped = accepted(decideShipment(book, order, 'all', delay, at))
    expect(shipped.book.nextVestAt).toBeNull()
    expect(shipped.order.lines[0]?.vestAt).toBeNull()
  })

  test('until delivery no moment is known', () => {
    const { book, order } = ordered([sold], 0, delivery)
    const shipped = accepted(decideShipment(book, order, 'all', delivery, at))
    expect(shipped.book).toMatchObject({ available: 1_000, unvested: 100, nextVestAt: null })
    expect(shipped.order.lines[0]).toMatchObject({ unvested: 100, vestAt: null })
  })
})

describe('a delivery', () => {
  const arrived = momentAfter(at, 2 * DAY)
  const deliver = (given = delivery, lines: number[] | 'all' = 'all', terms = [sold, three]) => {
    const { book, order } = ordered(terms, 0, given)
    const shipped = accepted(decideShipment(book, order, 'all', given, at))
    return decideDelivery(shipped.book, shipped.order, lines, given, arrived)
  }

  test('is what points wait for, where the policy says so', () => {
    const { book, order } = accepted(deliver())
    expect(book.nextVestAt).toBe(arrived)
    expect(order.lines.map(({ vestAt }) => vestAt)).toEqual([arrived, arrived])
  })

  test('opens the return window', () => {
    const { book, order } = accepted(deliver(returnWindow))
    const closes = momentAfter(arrived, 30 * DAY)
    expect(book.nextVestAt).toBe(closes)
    expect(order.lines[0]?.vestAt).toBe(closes)
  })

  test('of one line leaves the other waiting', () => {
    const { order } = accepted(deliver(delivery, [2]))
    expect(order.lines.map(({ vestAt }) => vestAt)).toEqual([null, arrived])
  })

  test('changes nothing where points wait for something else, or for nothing', () => {
    const { book, order } = ordered([sold], 0, delay)
    const shipped = accepted(decideShipment(book, order, 'all', delay, at))
    expect(decideDelivery(shipped.book, shipped.order, 'all', delay, arrived)).toEqual({
      book: shipped.book,
      order: shipped.order,
    })
    const plain = ordered([lineTerms()], 0, delivery)
    const none = accepted(decideShipment(plain.book, plain.order, 'all', delivery, at))
    expect(decideDelivery(none.book, none.order, 'all', delivery, arrived)).toEqual({
      book: none.book,
      order: none.order,
    })
  })

  test('can only be of what has shipped', () => {
    const { book, order } = ordered([sold, three], 0, delivery)
    const some = accepted(decideShipment(book, order, [{ line: 2, quantity: 1 }], delivery, at))
    const lines = (ask: number[] | 'all') =>
      decideDelivery(some.book, some.order, ask, delivery, arrived)
    expect(accepted(lines('all')).order.lines.map(({ vestAt }) => vestAt)).toEqual([null, arrived])
    expect(lines([1])).toEqual({ refused: 'line_not_shipped', facts: { line: 1 } })
    expect(lines([3])).toEqual({ refused: 'line_not_found', facts: { line: 3 } })
    expect(lines([])).toEqual({ refused: 'nothing_shipped', facts: {} })
    expect(decideDelivery(book, order, 'all', delivery, arrived)).toEqual({
      refused: 'nothing_shipped',
      facts: {},
    })
  })
})
