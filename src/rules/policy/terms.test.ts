import { describe, expect, test } from 'vitest'
import { accepted } from '../../../tests/rules/given.ts'
import type { Terms } from './policy.ts'
import { PRESETS } from './presets.ts'
import { checkTerms, decideTerms, type TermsChange } from './terms.ts'

const base: Terms = PRESETS['seed-2020']
const change = (ask: TermsChange) => decideTerms(base, ask)
/** A change of one field, named by its path: `offering.stepBps`. */
const at = (path: string, value: unknown): TermsChange =>
  path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as TermsChange
const invalid = (field: string, expected: string) => ({
  refused: 'policy_field_invalid',
  facts: { field, expected },
})

test.each(Object.entries(PRESETS))('the preset %s is a complete set of terms', (_, terms) => {
  expect(checkTerms(terms)).toBeUndefined()
  expect(decideTerms(terms, {})).toEqual(terms)
})

describe('a change of terms', () => {
  test('leaves out what it leaves out, field by field', () => {
    const ask = { rounding: 'floor', offering: { stepBps: 100 }, plans: undefined }
    expect(change(ask)).toEqual({
      ...base,
      rounding: 'floor',
      offering: { ...base.offering, stepBps: 100 },
    })
  })

  test('replaces lists', () => {
    expect(accepted(change({ plans: ['individual'] }))).toEqual({ ...base, plans: ['individual'] })
  })

  test('replaces vesting and late returns as a whole', () => {
    const vesting = { trigger: 'delay', days: 3 }
    expect(accepted(change({ vesting, lateReturn: { mode: 'expire' } }))).toMatchObject({
      vesting,
      lateReturn: { mode: 'expire' },
    })
    const delayed = accepted(change({ vesting }))
    expect(decideTerms(delayed, { vesting: { trigger: 'shipment' } })).toEqual(base)
    expect(decideTerms(delayed, { vesting: { days: 4 } })).toEqual(
      invalid('vesting.trigger', 'shipment | delay | delivery | return-window'),
    )
  })

  test('adds, changes and removes fee categories', () => {
    const ask = {
      fees: {
        categories: { garden: { rateBps: 700, minimum: 0 }, toys: { minimum: 9 }, home: null },
      },
    }
    const { categories } = accepted(change(ask)).fees
    const { home: _, ...others } = base.fees.categories
    expect(categories).toEqual({
      ...others,
      garden: { rateBps: 700, minimum: 0 },
      toys: { rateBps: 1_000, minimum: 9 },
    })
  })

  test('removes nothing else', () => {
    expect(change({ rounding: null })).toEqual({
      refused: 'policy_field_missing',
      facts: { field: 'rounding' },
    })
    expect(change(at('offering.stepBps', null))).toEqual({
      refused: 'policy_field_missing',
      facts: { field: 'offering.stepBps' },
    })
  })

  test('knows its fields', () => {
    for (const path of ['colour', 'offering.colour', 'fees.standard.colour', 'vesting.colour']) {
      const ask = path.startsWith('vesting')
        ? { vesting: { trigger: 'shipment', colour: 1 } }
        : at(path, 1)
      expect(change(ask)).toEqual({ refused: 'policy_field_unknown', facts: { field: path } })
    }
    expect(change(at('toString', 1))).toMatchObject({ refused: 'policy_field_unknown' })
  })
})

describe('whole numbers and their ranges', () => {
  test.each([
    ['agreementVersion', 1, 1_000_000],
    ['offering.stepBps', 1, 1_000],
    ['redemption.maximumPerOrder', 1, 10_000_000],
    ['expiry.months', 2, 120],
    ['fees.standard.rateBps', 0, 10_000],
    ['fees.standard.minimum', 0, 100_000],
    ['fees.categories.toys.rateBps', 0, 10_000],
    ['fees.refundAdministration.rateBps', 0, 10_000],
    ['fees.refundAdministration.maximum', 0, 1_000_000],
    ['settlement.anchor', 0, 4_102_444_800_000],
    ['settlement.days', 1, 366],
    ['settlement.reserveBps', 0, 10_000],
    ['premiumCap.rateBps', 0, 10_000],
    ['premiumCap.smallPrice', 0, 10_000_000],
    ['premiumCap.smallCap', 0, 10_000_000],
  ] as const)('%s is from %i to %i', (path, minimum, maximum) => {
    for (const value of [minimum, maximum]) {
      expect(change(at(path, value)), String(value)).not.toHaveProperty('refused')
    }
    // Below two months another rule speaks first: the reminder must fit.
    const range = `${path === 'expiry.months' ? 1 : minimum}–${maximum}`
    const below = path === 'expiry.months' ? 0 : minimum - 1
    for (const value of [below, maximum + 1, 0.5, '1', true]) {
      expect(change(at(path, value)), String(value)).toEqual(invalid(path, range))
    }
  })

  test('points are from 1 to 50 % at most, and the range is one', () => {
    for (const path of ['offering.minimumBps', 'offering.maximumBps']) {
      for (const value of [0, 5_001]) {
        expect(change(at(path, value))).toEqual(invalid(path, '1–5000'))
      }
    }
    const range = (minimumBps: number, maximumBps: number) =>
      change({ offering: { minimumBps, maximumBps } })
    expect(range(1, 5_000)).not.toHaveProperty('refused')
    expect(range(300, 300)).not.toHaveProperty('refused')
    expect(range(301, 300)).toEqual(invalid('offering.minimumBps', '1–300'))
  })

  test('the least redemption is no more than the most', () => {
    expect(change(at('redemption.minimum', 0))).toEqual(invalid('redemption.minimum', '1–100000'))
    expect(change(at('redemption.minimum', 100_001))).toMatchObject({
      refused: 'policy_field_invalid',
    })
    const range = (minimum: number, maximumPerOrder: number) =>
      change({ redemption: { minimum, maximumPerOrder } })
    expect(range(100_000, 100_000)).not.toHaveProperty('refused')
    expect(range(51, 50)).toEqual(invalid('redemption.minimum', '1–50'))
  })

  test('a reminder comes after the earning that it reminds of', () => {
    const remind = (months: number, remindDays: number) =>
      change({ expiry: { months, remindDays } })
    expect(remind(1, 27)).not.toHaveProperty('refused')
    expect(remind(1, 28)).toEqual(invalid('expiry.remindDays', '0–27'))
    expect(remind(120, 365)).not.toHaveProperty('refused')
    expect(remind(120, 366)).toEqual(invalid('expiry.remindDays', '0–365'))
    expect(remind(12, -1)).toEqual(invalid('expiry.remindDays', '0–365'))
  })

  test.each([
    [{ vesting: { trigger: 'delay' } }, 'vesting.days'],
    [{ vesting: { trigger: 'return-window' } }, 'vesting.days'],
    [{ lateReturn: { mode: 'grace' } }, 'lateReturn.days'],
  ])('%o takes from 1 to 365 days', (ask, field) => {
    const [[name, rule]] = Object.entries(ask) as [[string, object]]
    const days = (value: unknown) => change({ [name]: { ...rule, days: value } })
    for (const value of [1, 365]) expect(days(value)).not.toHaveProperty('refused')
    for (const value of [0, 366]) expect(days(value)).toEqual(invalid(field, '1–365'))
    expect(change(ask)).toEqual({ refused: 'policy_field_missing', facts: { field } })
  })
})

describe('words', () => {
  test.each([
    ['automatedPriceUpdate', ['reset', 'keep-percentage']],
    ['landedPrice', ['with-shipping', 'net-of-points']],
    ['rounding', ['half-even', 'half-up', 'floor', 'ceil']],
    ['offering.priceOnlyUpdate', ['reset', 'keep']],
    ['offering.accountDefault', [true, false]],
    ['guaranteeClaim', ['operator', 'buyer-keeps', 'seller']],
    ['chargeback', ['operator', 'buyer-keeps', 'seller']],
    ['premiumCap.mode', ['off', 'warn', 'block']],
    ['expiry.mode', ['rolling', 'dated-lots']],
  ])('%s is one of %o', (path, words) => {
    for (const word of words) expect(change(at(path, word))).not.toHaveProperty('refused')
    for (const other of ['', 'other', 0]) {
      expect(change(at(path, other))).toEqual(invalid(path, words.join(' | ')))
    }
  })

  test.each([
    [{ vesting: { trigger: 'shipment' } }],
    [{ vesting: { trigger: 'delivery' } }],
    [{ lateReturn: { mode: 'expire' } }],
  ])('%o needs nothing more', (ask) => {
    expect(change(ask)).not.toHaveProperty('refused')
  })

  test('a variant that is none names those there are', () => {
    expect(change({ lateReturn: { mode: 'never' } })).toEqual(
      invalid('lateReturn.mode', 'expire | grace'),
    )
    expect(change({ vesting: { trigger: 'toString' } })).toMatchObject({
      refused: 'policy_field_invalid',
    })
  })
})

describe('lists', () => {
  test('of marketplaces: 1 to 30 names, each once', () => {
    const names = (length: number) => Array.from({ length }, (_, index) => `M${index}`)
    const expected = invalid('marketplaces', '1–30 different values')
    expect(change({ marketplaces: names(30) })).not.toHaveProperty('refused')
    for (const list of [[], names(31), ['A', 'A'], 'A', { length: 1 }]) {
      expect(change({ marketplaces: list })).toEqual(expected)
    }
    for (const name of ['', 'ア', 'a b', 'x'.repeat(41), 5]) {
      expect(change({ marketplaces: ['A', name] })).toEqual(
        invalid('marketplaces.1', '^[A-Za-z0-9_-]{1,40}$'),
      )
    }
    expect(change({ marketplaces: ['x'.repeat(40)] })).not.toHaveProperty('refused')
  })

  test('of plans: one or both', () => {
    expect(change({ plans: ['individual', 'professional'] })).not.toHaveProperty('refused')
    expect(change({ plans: [] })).toEqual(invalid('plans', '1–2 different values'))
    expect(change({ plans: ['other'] })).toEqual(invalid('plans.0', 'professional | individual'))
  })

  test('of excluded product types: none to 200', () => {
    const types = (length: number) => Array.from({ length }, (_, index) => `T${index}`)
    const path = 'redemption.excludedProductTypes'
    for (const length of [0, 200]) {
      expect(change(at(path, types(length)))).not.toHaveProperty('refused')
    }
    expect(change(at(path, types(201)))).toEqual(invalid(path, '0–200 different values'))
    expect(change(at(path, ['a b']))).toMatchObject({ facts: { field: `${path}.0` } })
  })

  test('of fee categories: up to 500 names', () => {
    const many = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [`c${index}`, { rateBps: 1, minimum: 0 }]),
      )
    const given = Object.keys(base.fees.categories).length
    const path = 'fees.categories'
    expect(change(at(path, many(500 - given)))).not.toHaveProperty('refused')
    expect(change(at(path, many(501 - given)))).toEqual(invalid(path, '0–500 entries'))
    expect(change(at(path, { 'a b': { rateBps: 1, minimum: 0 } }))).toEqual(
      invalid('fees.categories.a b', '^[A-Za-z0-9_-]{1,40}$'),
    )
    expect(change(at(path, { garden: { rateBps: 1 } }))).toEqual({
      refused: 'policy_field_missing',
      facts: { field: 'fees.categories.garden.minimum' },
    })
    expect(change(at(path, [1]))).toEqual(invalid(path, 'object'))
  })
})

test('a value of another shape is no terms', () => {
  for (const value of [null, [], 'terms', 5]) {
    expect(checkTerms(value)).toEqual(invalid('terms', 'object'))
  }
  for (const path of ['offering', 'fees', 'fees.standard', 'vesting', 'expiry', 'premiumCap']) {
    expect(change(at(path, 'text'))).toEqual(invalid(path, 'object'))
    expect(change(at(path, [1]))).toEqual(invalid(path, 'object'))
  }
})
