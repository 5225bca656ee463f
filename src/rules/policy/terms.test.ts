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
      expect(checkTerms(value)).toMatchObject({ refused: 'policy_field_invalid' })
    }
  })
})
