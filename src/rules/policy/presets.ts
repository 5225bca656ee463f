import { tokyo } from '../time/instant.ts'
import type { Message, Policy, Terms } from './policy.ts'

/** Amazon's id of its Japanese marketplace, the only one with points. */
export const JAPAN = 'A1VC38T7YXB528'

/** The programme as the help page found it, before the four announced changes. */
const seed2020Before: Terms = {
  marketplaces: [JAPAN],
  agreementVersion: 1,
  plans: ['professional'],
  automatedPriceUpdate: 'reset',
  landedPrice: 'with-shipping',
  rounding: 'half-up',
  offering: {
    minimumBps: 100,
    maximumBps: 5_000,
    stepBps: 1,
    priceOnlyUpdate: 'reset',
    accountDefault: false,
  },
  featuredOffer: { competitivePriceBps: 10_000 },
  redemption: { minimum: 1, maximumPerOrder: 100_000, excludedProductTypes: ['GIFT_CARD'] },
  vesting: { trigger: 'shipment' },
  expiry: { mode: 'rolling', months: 12, remindDays: 30 },
  lateReturn: { mode: 'grace', days: 30 },
  guaranteeClaim: 'operator',
  chargeback: 'operator',
  fees: {
    standard: { rateBps: 1_500, minimum: 30 },
    categories: {
      book: { rateBps: 1_500, minimum: 0 },
      electronics: { rateBps: 800, minimum: 30 },
      computers: { rateBps: 800, minimum: 30 },
      home: { rateBps: 1_500, minimum: 30 },
      beauty: { rateBps: 1_000, minimum: 30 },
      grocery: { rateBps: 1_000, minimum: 30 },
      fashion: { rateBps: 1_200, minimum: 30 },
      toys: { rateBps: 1_000, minimum: 30 },
    },
    refundAdministration: { rateBps: 0, maximum: 0 },
  },
  settlement: { anchor: tokyo(2016, 9, 1), days: 14, reserveBps: 0 },
  premiumCap: { mode: 'warn', rateBps: 2_000, smallPrice: 1_000, smallCap: 200 },
}

/** All four announced changes in force: the default. */
const seed2020: Terms = {
  ...seed2020Before,
  plans: ['professional', 'individual'],
  automatedPriceUpdate: 'keep-percentage',
  landedPrice: 'net-of-points',
  rounding: 'half-even',
}

/** Account-wide default plus per-SKU percentages in integers, price and points decoupled. */
const pointsCentral2021: Terms = {
  ...seed2020,
  offering: { ...seed2020.offering, stepBps: 100, priceOnlyUpdate: 'keep', accountDefault: true },
}

export const PRESETS = {
  'seed-2020-before': seed2020Before,
  'seed-2020': seed2020,
  'points-central-2021': pointsCentral2021,
} as const satisfies Readonly<Record<string, Terms>>

export type PresetName = keyof typeof PRESETS

/** What the presets are called where people read. */
export const PRESET_WORDS: Readonly<Record<PresetName, Message>> = {
  'seed-2020-before': { ja: '2020年・4つの変更の前', en: '2020, before the four changes' },
  'seed-2020': { ja: '2020年・4つの変更の後', en: '2020, after the four changes' },
  'points-central-2021': { ja: 'ポイントセントラル（2021年）', en: 'Points Central (2021)' },
}

/** What a version is called in a language; one that took a preset's name, in words. */
export function policyName(
  { name, nameEn }: Pick<Policy, 'name' | 'nameEn'>,
  language: keyof Message,
): string {
  if (language === 'en' && nameEn !== undefined) return nameEn
  return Object.hasOwn(PRESET_WORDS, name) ? PRESET_WORDS[name as PresetName][language] : name
}
