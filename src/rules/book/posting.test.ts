import { expect, test } from 'vitest'
import { NOON, ORDER, SELLER } from '../../../tests/rules/given.ts'
import { points, yen } from '../money/amount.ts'
import { ACCOUNTS, OUTSTANDING, unitOf } from './accounts.ts'
import { move, POSTING_KINDS } from './posting.ts'

const context = { at: NOON, policyVersion: 3 }

test('the chart of accounts', () => {
  const of = (unit: string) =>
    Object.keys(ACCOUNTS).filter((account) => unitOf(account as keyof typeof ACCOUNTS) === unit)
  expect(of('JPY')).toEqual([
    'buyer_payments',
    'seller_proceeds',
    'points_funding',
    'referral_fees',
    'operator_claims',
    'operator_promotions',
    'breakage',
    'disbursements',
  ])
  expect(of('PT')).toEqual([
    'issued',
    'buyer_available',
    'buyer_unvested',
    'buyer_held',
    'redeemed',
    'returned',
    'expired',
  ])
  expect(OUTSTANDING).toEqual(['buyer_available', 'buyer_unvested', 'buyer_held'])
})

test('every kind of movement has a name of its own', () => {
  expect(new Set(POSTING_KINDS).size).toBe(23)
  for (const kind of POSTING_KINDS) expect(kind).toMatch(/^[a-z]+(_[a-z]+)*$/)
})

test('a movement names both sides, the amount, what it is about and the rules it follows', () => {
  const about = { ...context, seller: SELLER, order: ORDER, line: 2 }
  expect(move('buyer_payments', 'seller_proceeds', yen(1_000), 'principal', about)).toEqual([
    {
      debit: 'buyer_payments',
      credit: 'seller_proceeds',
      amount: 1_000,
      kind: 'principal',
      seller: SELLER,
      order: ORDER,
      line: 2,
      at: NOON,
      policyVersion: 3,
    },
  ])
})

test('a movement names a seller only when it moves the seller’s proceeds', () => {
  const about = { ...context, seller: SELLER }
  const [debited] = move('seller_proceeds', 'referral_fees', yen(5), 'referral_fee', about)
  const [other] = move('points_funding', 'breakage', yen(5), 'points_expired', about)
  expect(debited?.seller).toBe(SELLER)
  expect(other).toMatchObject({ seller: null, order: null, line: null })
})

test('a movement of nothing is none', () => {
  expect(move('issued', 'buyer_available', points(0), 'promotion', context)).toEqual([])
})

test('a negative amount, mixed units or proceeds of nobody are bugs', () => {
  expect(() => move('issued', 'expired', points(-1), 'promotion', context)).toThrow(
    new RangeError('promotion: a movement of -1'),
  )
  expect(() => move('issued', 'breakage', points(1), 'promotion', context)).toThrow(
    new TypeError('promotion: issued to breakage'),
  )
  const nobody = new TypeError('principal: whose proceeds?')
  expect(() => move('buyer_payments', 'seller_proceeds', yen(1), 'principal', context)).toThrow(
    nobody,
  )
  expect(() => move('seller_proceeds', 'buyer_payments', yen(1), 'principal', context)).toThrow(
    nobody,
  )
})
