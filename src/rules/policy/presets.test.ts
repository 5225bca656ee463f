import { expect, test } from 'vitest'
import { tokyo } from '../time/instant.ts'
import { JAPAN, PRESETS, policyName } from './presets.ts'

const before = PRESETS['seed-2020-before']
const seed = PRESETS['seed-2020']
const central = PRESETS['points-central-2021']

test('each of the four announced changes is one field', () => {
  expect(seed).toEqual({
    ...before,
    plans: ['professional', 'individual'],
    automatedPriceUpdate: 'keep-percentage',
    landedPrice: 'net-of-points',
    rounding: 'half-even',
  })
  expect(before).toMatchObject({
    plans: ['professional'],
    automatedPriceUpdate: 'reset',
    landedPrice: 'with-shipping',
    rounding: 'half-up',
  })
})

test('2021: integers, an account default, and a price that moves without its points', () => {
  expect(central).toEqual({
    ...seed,
    offering: {
      minimumBps: 100,
      maximumBps: 5_000,
      stepBps: 100,
      priceOnlyUpdate: 'keep',
      accountDefault: true,
    },
  })
})

test('what the help page says of the programme', () => {
  expect(before).toMatchObject({
    marketplaces: [JAPAN],
    agreementVersion: 1,
    offering: {
      minimumBps: 100,
      maximumBps: 5_000,
      stepBps: 1,
      priceOnlyUpdate: 'reset',
      accountDefault: false,
    },
    redemption: { minimum: 1, maximumPerOrder: 100_000, excludedProductTypes: ['GIFT_CARD'] },
    vesting: { trigger: 'shipment' },
    expiry: { mode: 'rolling', months: 12, remindDays: 30 },
    lateReturn: { mode: 'grace', days: 30 },
    guaranteeClaim: 'operator',
    chargeback: 'operator',
    settlement: { anchor: tokyo(2016, 9, 1), days: 14, reserveBps: 0 },
    premiumCap: { mode: 'warn', rateBps: 2_000, smallPrice: 1_000, smallCap: 200 },
  })
  expect(JAPAN).toBe('A1VC38T7YXB528')
})

test('the referral-fee table', () => {
  const { standard, categories, refundAdministration } = before.fees
  expect(standard).toEqual({ rateBps: 1_500, minimum: 30 })
  const rates = Object.entries(categories).map(([name, fee]) => [name, fee.rateBps, fee.minimum])
  expect(rates).toEqual([
    ['book', 1_500, 0],
    ['electronics', 800, 30],
    ['computers', 800, 30],
    ['home', 1_500, 30],
    ['beauty', 1_000, 30],
    ['grocery', 1_000, 30],
    ['fashion', 1_200, 30],
    ['toys', 1_000, 30],
  ])
  expect(refundAdministration).toEqual({ rateBps: 0, maximum: 0 })
})

test('a version is called in the language of the reader, a preset by words of its own', () => {
  const named = { name: '秋の改定', nameEn: 'Autumn' }
  expect([policyName(named, 'ja'), policyName(named, 'en')]).toEqual(['秋の改定', 'Autumn'])
  expect(policyName({ name: '秋の改定' }, 'en')).toBe('秋の改定')
  for (const name of Object.keys(PRESETS)) {
    expect(policyName({ name }, 'ja')).toMatch(/[ぁ-んァ-ヶ一-龠]/)
    expect(policyName({ name }, 'en')).toMatch(/^[\x20-\x7e]+$/)
  }
  expect(policyName({ name: 'constructor' }, 'en')).toBe('constructor')
})
