import { describe, expect, test } from 'vitest'
import {
  accepted,
  lineTerms,
  momentAfter,
  NOON,
  plainPolicy,
  policyWith,
} from '../../../tests/rules/given.ts'
import { refund, shipped } from '../../../tests/rules/refund-story.ts'
import { points, yen } from '../money/amount.ts'
import type { ClaimPoints, Policy } from '../policy/policy.ts'
import { addMonths, DAY } from '../time/instant.ts'
import { decideRefund } from './refund.ts'

describe('a guarantee claim (A-to-z)', () => {
  const under = (guaranteeClaim: ClaimPoints, chargeback: ClaimPoints = 'seller') =>
    plainPolicy({ guaranteeClaim, chargeback })
  const claim = (keeper: ClaimPoints, balance = 50) =>
    accepted(refund({ cause: 'guarantee_claim', balance, under: under(keeper) }))

  test('points are not returned to the seller: the operator keeps them', () => {
    const done = claim('operator')
    expect(done.lines[0]).toMatchObject({
      pointsDue: 200,
      clawedBack: 50,
      shortfall: 150,
      cash: 850,
      pointsToSeller: 0,
      feeCredit: 80,
    })
    expect(
      done.postings.map(({ kind, debit, credit, amount }) => [kind, debit, credit, amount]),
    ).toEqual([
      ['claim_principal', 'seller_proceeds', 'buyer_payments', 1_000],
      ['points_clawed_back', 'buyer_available', 'returned', 50],
      ['points_clawed_back', 'points_funding', 'operator_claims', 50],
      ['points_shortfall', 'buyer_payments', 'operator_claims', 150],
      ['referral_fee_credit', 'referral_fees', 'seller_proceeds', 80],
    ])
  })

  test('or the buyer keeps them', () => {
    const done = claim('buyer-keeps')
    expect(done.lines[0]).toMatchObject({
      pointsDue: 200,
      clawedBack: 0,
      shortfall: 0,
      cash: 1_000,
      pointsToSeller: 0,
    })
    expect(done.book.available).toBe(50)
    expect(done.order.lines[0]).toMatchObject({ pointsDue: 200 })
  })

  test('or they go back to the seller, as in a refund', () => {
    expect(claim('seller').lines).toEqual(accepted(refund({ balance: 50 })).lines)
  })

  test('a chargeback follows its own rule', () => {
    const charged = (keeper: ClaimPoints) =>
      accepted(refund({ cause: 'chargeback', balance: 50, under: under('seller', keeper) }))
    expect(charged('operator').lines[0]).toMatchObject({ pointsToSeller: 0, cash: 850 })
    expect(charged('buyer-keeps').lines[0]).toMatchObject({ cash: 1_000 })
    expect(charged('operator').postings[0]?.kind).toBe('chargeback_principal')
  })

  test.each([
    ['refund', 'refund'],
    ['return', 'refund'],
    ['goodwill', 'refund'],
    ['guarantee_claim', 'claim'],
    ['chargeback', 'chargeback'],
  ] as const)('a %s is called a %s on the statement', (cause, name) => {
    const given = shipped([lineTerms({ shipping: yen(50), pointsPerUnit: points(10) })])
    const none = plainPolicy({ guaranteeClaim: 'operator', chargeback: 'operator' })
    const done = accepted(refund({ given, cause, under: none }))
    expect(done.postings.slice(0, 2).map(({ kind }) => kind)).toEqual([
      `${name}_principal`,
      `${name}_shipping`,
    ])
    expect(done.lines[0]?.pointsToSeller).toBe(name === 'refund' ? 10 : 0)
  })
})

describe('points that come back late', () => {
  const strict = plainPolicy({ lateReturn: { mode: 'expire' } })
  const late = addMonths(NOON, 13)
  const given = shipped([lineTerms({ pointsPerUnit: points(100) })], 300, strict)
  const lateRefund = (inForce?: Policy) =>
    accepted(
      decideRefund(
        { ...given.book, available: points(0) },
        given.order,
        'full',
        'refund',
        strict,
        late,
        inForce,
      ),
    )

  test('pay the clawback first; what is left of them lapses at once', () => {
    const done = lateRefund()
    expect(done).toMatchObject({ expired: 200, book: { available: 0 } })
    expect(done.lines[0]).toMatchObject({ pointsBack: 300, clawedBack: 100, cash: 700 })
    expect(done.postings.slice(-2).map(({ kind, amount }) => [kind, amount])).toEqual([
      ['points_expired', 200],
      ['points_expired', 200],
    ])
  })

  test('live by the policy in force, not by the order’s', () => {
    const longer = policyWith(
      { expiry: { mode: 'rolling', months: 24, remindDays: 0 }, lateReturn: { mode: 'expire' } },
      'seed-2020',
      2,
    )
    expect(lateRefund(longer)).toMatchObject({ expired: 0, book: { available: 200 } })
    const graceful = policyWith({ lateReturn: { mode: 'grace', days: 30 } }, 'seed-2020', 2)
    expect(lateRefund(graceful)).toMatchObject({
      expired: 0,
      book: { available: 200, graceUntil: momentAfter(late, 30 * DAY) },
    })
  })
})
