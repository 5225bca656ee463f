import { describe, expect, test } from 'vitest'
import { isRefusal } from '../refusal.ts'
import type { Terms } from './policy.ts'
import { PRESETS, type PresetName } from './presets.ts'
import { checkTerms, decideTerms } from './terms.ts'

const base = PRESETS['seed-2020']

const accepted = (change: object): Terms => {
  const decided = decideTerms(base, change)
  if (isRefusal(decided)) throw new Error(JSON.stringify(decided))
  return decided
}

test.each(Object.keys(PRESETS) as PresetName[])('the preset %s is a complete policy', (name) => {
  expect(checkTerms(PRESETS[name])).toBeUndefined()
})

test('without a change the terms are those of the base', () => {
  expect(accepted({})).toEqual(base)
  expect(accepted({ rounding: undefined })).toEqual(base)
})

test('a change replaces what it names, field by field', () => {
  const terms = accepted({ expiry: { months: 6 }, redemption: { minimum: 100 } })
  expect(terms).toEqual({
    ...base,
    expiry: { mode: 'rolling', months: 6, remindDays: 30 },
    redemption: { ...base.redemption, minimum: 100 },
  })
  expect(accepted({ premiumCap: { mode: 'off' } }).premiumCap).toEqual({
    ...base.premiumCap,
    mode: 'off',
  })
})

test('vesting and late returns are replaced as a whole, lists too', () => {
  expect(accepted({ vesting: { trigger: 'delay', days: 14 } }).vesting).toEqual({
    trigger: 'delay',
    days: 14,
  })
  expect(accepted({ lateReturn: { mode: 'expire' } }).lateReturn).toEqual({ mode: 'expire' })
  expect(accepted({ plans: ['individual'] }).plans).toEqual(['individual'])
})

test('a fee category is added by its name and removed by null', () => {
  const { categories } = accepted({
    fees: { categories: { music: { rateBps: 500, minimum: 10 }, toys: null } },
  }).fees
  expect(categories.music).toEqual({ rateBps: 500, minimum: 10 })
  expect(categories).not.toHaveProperty('toys')
  expect(categories.book).toEqual(base.fees.categories.book)
})

const manyNames = (count: number) => Array.from({ length: count }, (_, n) => `M${n}`)
const manyFees = (count: number) =>
  Object.fromEntries(manyNames(count).map((name) => [name, { rateBps: 1, minimum: 0 }]))

const refusedBy = (change: object) => {
  const decided = decideTerms(base, change)
  return isRefusal(decided) ? [decided.refused, decided.facts.field] : 'accepted'
}

describe('a field that is unknown, missing or out of range is refused by its path', () => {
  test.each<[string, object]>([
    ['pointsForFree', { pointsForFree: true }],
    ['expiry.years', { expiry: { years: 1 } }],
    ['vesting.days', { vesting: { trigger: 'shipment', days: 3 } }],
    ['fees.categories.toys.bonus', { fees: { categories: { toys: { bonus: 1 } } } }],
    ['__proto__', JSON.parse('{"__proto__": {"plans": []}}')],
  ])('unknown: %s', (field, change) => {
    expect(refusedBy(change)).toEqual(['policy_field_unknown', field])
  })

  test.each<[string, object]>([
    ['expiry', { expiry: null }],
    ['expiry.months', { expiry: { months: null } }],
    ['vesting.days', { vesting: { trigger: 'delay' } }],
    ['fees.categories.new.minimum', { fees: { categories: { new: { rateBps: 1 } } } }],
  ])('missing: %s', (field, change) => {
    expect(refusedBy(change)).toEqual(['policy_field_missing', field])
  })

  test.each<[string, object]>([
    ['marketplaces', { marketplaces: [] }],
    ['marketplaces', { marketplaces: ['A', 'A'] }],
    ['marketplaces.0', { marketplaces: ['日本'] }],
    ['agreementVersion', { agreementVersion: 0 }],
    ['plans', { plans: 'professional' }],
    ['plans.1', { plans: ['professional', 'gold'] }],
    ['automatedPriceUpdate', { automatedPriceUpdate: 'keep' }],
    ['landedPrice', { landedPrice: true }],
    ['rounding', { rounding: 'up' }],
    ['offering', { offering: 7 }],
    ['offering.minimumBps', { offering: { minimumBps: 0 } }],
    ['offering.maximumBps', { offering: { maximumBps: 5_001 } }],
    ['offering.stepBps', { offering: { stepBps: 1.5 } }],
    ['offering.accountDefault', { offering: { accountDefault: 'yes' } }],
    ['redemption.minimum', { redemption: { minimum: '1' } }],
    ['redemption.maximumPerOrder', { redemption: { maximumPerOrder: 2 ** 53 } }],
    ['redemption.excludedProductTypes.0', { redemption: { excludedProductTypes: [''] } }],
    ['vesting.trigger', { vesting: { trigger: 'never' } }],
    ['vesting.days', { vesting: { trigger: 'delay', days: -1 } }],
    ['expiry.mode', { expiry: { mode: 'never' } }],
    ['expiry.months', { expiry: { months: 0 } }],
    ['expiry.remindDays', { expiry: { remindDays: 366 } }],
    ['lateReturn.mode', { lateReturn: { days: 3 } }],
    ['guaranteeClaim', { guaranteeClaim: 'nobody' }],
    ['fees.standard.rateBps', { fees: { standard: { rateBps: 10_001 } } }],
    ['fees.categories', { fees: { categories: [] } }],
    ['fees.categories.a b', { fees: { categories: { 'a b': { rateBps: 1, minimum: 0 } } } }],
    ['fees.refundAdministration.maximum', { fees: { refundAdministration: { maximum: -1 } } }],
    ['settlement.anchor', { settlement: { anchor: -1 } }],
    ['settlement.days', { settlement: { days: 0 } }],
    ['settlement.reserveBps', { settlement: { reserveBps: Number.NaN } }],
    ['premiumCap.smallCap', { premiumCap: { smallCap: Number.POSITIVE_INFINITY } }],
  ])('out of range: %s', (field, change) => {
    expect(refusedBy(change)).toEqual(['policy_field_invalid', field])
  })

  test.each<[string, object, string]>([
    ['a number', { agreementVersion: 0 }, '1–1000000'],
    ['one of some words', { landedPrice: 'gross' }, 'with-shipping | net-of-points'],
    ['a list', { plans: [] }, '1–2 different values'],
    ['a list, and longer', { marketplaces: manyNames(31) }, '1–30 different values'],
    ['a text', { marketplaces: [7] }, '^[A-Za-z0-9_-]{1,40}$'],
    ['an object', { settlement: 'weekly' }, 'object'],
    ['an object with a tag', { vesting: 'shipment' }, 'object'],
    ['a tag', { lateReturn: { mode: 'never' } }, 'expire | grace'],
    ['a table', { fees: { categories: 'none' } }, 'object'],
    ['a table, and longer', { fees: { categories: manyFees(501) } }, '0–500 entries'],
    ['points', { offering: { minimumBps: 3_000, maximumBps: 2_000 } }, '1–2000'],
    ['redemption', { redemption: { minimum: 200, maximumPerOrder: 100 } }, '1–100'],
    ['a reminder', { expiry: { months: 1, remindDays: 28 } }, '0–27'],
  ])('and says what would be right: %s', (_, change, expected) => {
    expect(decideTerms(base, change)).toMatchObject({ facts: { expected } })
  })

  test('what is just allowed is accepted', () => {
    // The table of the base is replaced name by name, so its own categories go first.
    const emptied = Object.keys(base.fees.categories).map((name) => [name, null])
    const categories = { ...Object.fromEntries(emptied), ...manyFees(500) }
    expect(Object.keys(accepted({ fees: { categories } }).fees.categories)).toHaveLength(500)
    expect(accepted({ marketplaces: manyNames(30) }).marketplaces).toHaveLength(30)
    accepted({ offering: { minimumBps: 2_000, maximumBps: 2_000 } })
    accepted({ redemption: { minimum: 100, maximumPerOrder: 100 } })
  })

  test('fields that do not fit each other', () => {
    const wide = { offering: { minimumBps: 3_000, maximumBps: 2_000 } }
    expect(refusedBy(wide)).toEqual(['policy_field_invalid', 'offering.minimumBps'])
    const greedy = { redemption: { minimum: 200, maximumPerOrder: 100 } }
    expect(refusedBy(greedy)).toEqual(['policy_field_invalid', 'redemption.minimum'])
    // A reminder before the points are earned.
    const early = { expiry: { months: 1, remindDays: 28 } }
    expect(refusedBy(early)).toEqual(['policy_field_invalid', 'expiry.remindDays'])
    expect(refusedBy({ expiry: { months: 1, remindDays: 27 } })).toBe('accepted')
  })

  test('what is no object at all', () => {
    for (const value of [null, undefined, 1, 'terms', []]) {
      expect(checkTerms(value)).toEqual({
        refused: 'policy_field_invalid',
        facts: { field: 'terms', expected: 'object' },
      })
    }
  })
})
