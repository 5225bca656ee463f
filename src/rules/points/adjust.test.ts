import { expect, test } from 'vitest'
import { accepted, bookWith, NOON, policyWith } from '../../../tests/rules/given.ts'
import { AMOUNT_MAX, type Points, points } from '../money/amount.ts'
import { after, DAY } from '../time/instant.ts'
import { decideAdjustment, decideGrant } from './adjust.ts'

const policy = policyWith({}, 'seed-2020', 4)
const later = after(NOON, DAY)

const about = { seller: null, order: null, line: null, at: later, policyVersion: 4 }

test('the operator gives points at its own cost: every point is backed by a yen of its own', () => {
  const { book, postings } = accepted(decideGrant(bookWith(5), points(300), policy, later))
  expect(book).toEqual(bookWith(305, { lastEarnedAt: later }))
  expect(postings).toEqual([
    {
      debit: 'operator_promotions',
      credit: 'points_funding',
      amount: 300,
      kind: 'promotion',
      ...about,
    },
    { debit: 'issued', credit: 'buyer_available', amount: 300, kind: 'promotion', ...about },
  ])
})

test('a grant is positive and not beyond every bound', () => {
  for (const amount of [0, -1]) {
    expect(decideGrant(bookWith(5), amount as Points, policy, later)).toEqual({
      refused: 'amount_must_be_positive',
      facts: {},
    })
  }
  for (const amount of [AMOUNT_MAX + 1, 0.5]) {
    expect(decideGrant(bookWith(5), amount as Points, policy, later)).toMatchObject({
      refused: 'amount_out_of_range',
    })
  }
  expect(decideGrant(bookWith(5), 1 as Points, policy, later).refused).toBeUndefined()
  expect(decideGrant(bookWith(5), AMOUNT_MAX as Points, policy, later).refused).toBeUndefined()
})

test('a correction upwards is a gift called an adjustment', () => {
  const { book, postings } = accepted(decideAdjustment(bookWith(5), 1, policy, later))
  expect(book).toEqual(bookWith(6, { lastEarnedAt: later }))
  expect(postings.map(({ kind, amount, debit }) => [kind, amount, debit])).toEqual([
    ['adjustment', 1, 'operator_promotions'],
    ['adjustment', 1, 'issued'],
  ])
})

test('a correction downwards takes points and their backing, and is no earning', () => {
  const { book, postings } = accepted(decideAdjustment(bookWith(5), -5, policy, later))
  expect(book).toEqual(bookWith(0, { lastEarnedAt: NOON }))
  expect(postings).toEqual([
    { debit: 'buyer_available', credit: 'issued', amount: 5, kind: 'adjustment', ...about },
    {
      debit: 'points_funding',
      credit: 'operator_promotions',
      amount: 5,
      kind: 'adjustment',
      ...about,
    },
  ])
})

test('a correction is something, within bounds, and never takes more than is there', () => {
  const refusal = (amount: number) => decideAdjustment(bookWith(5), amount, policy, later)
  expect(refusal(0)).toEqual({ refused: 'amount_must_not_be_zero', facts: {} })
  expect(refusal(AMOUNT_MAX + 1).refused).toBe('amount_out_of_range')
  expect(refusal(-AMOUNT_MAX - 1).refused).toBe('amount_out_of_range')
  expect(refusal(-6)).toEqual({ refused: 'balance_too_low', facts: { available: 5 } })
})
