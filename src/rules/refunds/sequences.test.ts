import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accepted, lineTerms, plainPolicy } from '../../../tests/rules/given.ts'
import { at, shipped } from '../../../tests/rules/refund-story.ts'
import { points, yen } from '../money/amount.ts'
import { ROUNDINGS } from '../money/ratio.ts'
import { isRefusal } from '../refusal.ts'
import type { RefundAsk } from './amounts.ts'
import { decideRefund, type RefundCause, type RefundedLine } from './refund.ts'

/** Sequences of refunds that are tried. */
const SEQUENCES = 10_000

/** A shipped line: what it cost, what it earned, what was paid in points, how it is rounded. */
const sale = fc.record({
  price: fc.integer({ min: 1, max: 3_000 }),
  quantity: fc.integer({ min: 1, max: 4 }),
  shipping: fc.integer({ min: 0, max: 600 }),
  pointsBps: fc.integer({ min: 0, max: 5_000 }),
  redeemedBps: fc.integer({ min: 0, max: 10_000 }),
  rounding: fc.constantFrom(...ROUNDINGS),
})
const ask: fc.Arbitrary<RefundAsk> = fc.oneof(
  fc.integer({ min: 1, max: 10_000 }).map((bps): RefundAsk => ({ of: 'percentage', bps })),
  fc.record({
    of: fc.constant('amount' as const),
    principal: fc.integer({ min: 0, max: 3_000 }),
    shipping: fc.integer({ min: 0, max: 300 }),
  }),
  fc.record({
    of: fc.constant('quantity' as const),
    quantity: fc.integer({ min: 1, max: 2 }),
    shipping: fc.boolean(),
  }),
)
/** One step: what is asked, and how many points the buyer has by then. */
const step = fc.record({
  ask,
  balance: fc.integer({ min: 0, max: 400 }),
  cause: fc.constantFrom<RefundCause>('refund', 'return', 'goodwill'),
})

const sum = (lines: readonly RefundedLine[], of: Exclude<keyof RefundedLine, 'line'>): number =>
  lines.reduce((total, line) => total + line[of], 0)

test(`R14: ${SEQUENCES} sequences of refunds: no step takes more than there is, all take everything`, () => {
  let steps = 0
  fc.assert(
    fc.property(sale, fc.array(step, { maxLength: 5 }), (sold, asked) => {
      const pointsPerUnit = points(Math.floor((sold.price * sold.pointsBps) / 10_000))
      const { quantity, rounding } = sold
      const terms = {
        price: yen(sold.price),
        shipping: yen(sold.shipping),
        quantity,
        pointsPerUnit,
      }
      const total = sold.price * quantity + sold.shipping
      const redeemed = Math.floor((total * sold.redeemedBps) / 10_000)
      const policy = plainPolicy({
        rounding,
        redemption: { minimum: 1, maximumPerOrder: 100_000, excludedProductTypes: [] },
      })
      let { book, order } = shipped([lineTerms(terms)], redeemed, policy)
      const charged = order.lines[0]?.feeCharged as number
      const done: RefundedLine[] = []
      const rest = { ask: { of: 'full' } as RefundAsk, balance: 0, cause: 'refund' as RefundCause }
      for (const { ask, balance, cause } of [...asked, rest]) {
        const before = { ...book, available: points(balance) }
        const decided = decideRefund(before, order, [{ line: 1, ask }], cause, policy, at)
        if (isRefusal(decided)) continue
        const one = accepted(decided).lines[0] as RefundedLine
        steps += 1
        const { principal, shipping, pointsDue, pointsBack, clawedBack, shortfall, cash } = one
        expect(Math.min(...Object.values(one))).toBeGreaterThanOrEqual(0)
        expect(clawedBack).toBeLessThanOrEqual(balance + pointsBack)
        expect([clawedBack + shortfall, one.pointsToSeller]).toEqual([pointsDue, pointsDue])
        expect(cash + pointsBack + shortfall).toBe(principal + shipping)
        expect(decided.book.available).toBe(balance + pointsBack - clawedBack)
        done.push(one)
        expect(sum(done, 'clawedBack')).toBeLessThanOrEqual(pointsPerUnit * quantity)
        ;({ book, order } = decided)
      }
      expect(sum(done, 'principal') + sum(done, 'shipping')).toBe(total)
      expect(sum(done, 'pointsDue')).toBe(pointsPerUnit * quantity)
      expect(sum(done, 'pointsBack')).toBe(redeemed)
      expect(sum(done, 'feeCredit')).toBe(charged)
      const again = [{ line: 1, ask: { of: 'full' } }] as const
      const none = decideRefund(book, order, again, 'refund', policy, at)
      expect(none).toMatchObject({ refused: 'refunded_already' })
    }),
    { numRuns: SEQUENCES },
  )
  expect(steps).toBeGreaterThan(2 * SEQUENCES)
}, 60_000)
