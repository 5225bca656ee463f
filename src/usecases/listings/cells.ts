import { CONDITIONS, type Condition, type OfferStatus } from '../../rules/offers/offer.ts'
import type { Language } from '../sentence.ts'

/** Conditions by their names in files; the numbers are those of older inventory files. */
export const CONDITION_NAMES: Readonly<Record<Condition, Readonly<Record<Language, string>>>> = {
  new: { en: 'new', ja: '新品' },
  refurbished: { en: 'refurbished', ja: '再生品' },
  used_like_new: { en: 'used_like_new', ja: '中古-ほぼ新品' },
  used_very_good: { en: 'used_very_good', ja: '中古-非常に良い' },
  used_good: { en: 'used_good', ja: '中古-良い' },
  used_acceptable: { en: 'used_acceptable', ja: '中古-可' },
  collectible_like_new: { en: 'collectible_like_new', ja: 'コレクター商品-ほぼ新品' },
  collectible_very_good: { en: 'collectible_very_good', ja: 'コレクター商品-非常に良い' },
  collectible_good: { en: 'collectible_good', ja: 'コレクター商品-良い' },
  collectible_acceptable: { en: 'collectible_acceptable', ja: 'コレクター商品-可' },
}

const CONDITION_NUMBERS: Readonly<Record<string, Condition>> = {
  1: 'used_like_new',
  2: 'used_very_good',
  3: 'used_good',
  4: 'used_acceptable',
  5: 'collectible_like_new',
  6: 'collectible_very_good',
  7: 'collectible_good',
  8: 'collectible_acceptable',
  10: 'refurbished',
  11: 'new',
}

export const STATUS_NAMES: Readonly<Record<OfferStatus, Readonly<Record<Language, string>>>> = {
  active: { en: 'active', ja: '出品中' },
  inactive: { en: 'inactive', ja: '停止中' },
}

const form = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '')

const CONDITION_OF = new Map<string, Condition>([
  ...Object.entries(CONDITION_NUMBERS),
  ...CONDITIONS.flatMap((condition) => {
    const { en, ja } = CONDITION_NAMES[condition]
    return [en, ja].flatMap((name) => [
      [name, condition] as const,
      [form(name), condition] as const,
    ])
  }),
])

const STATUS_OF = new Map<string, OfferStatus>([
  ...(['active', 'inactive'] as const).flatMap((status) => {
    const { en, ja } = STATUS_NAMES[status]
    return [en, ja].flatMap((name) => [[name, status] as const, [form(name), status] as const])
  }),
])

// Looked up as it stands first: in a file of a million rows it nearly always does.
export const readCondition = (cell: string): Condition | undefined =>
  CONDITION_OF.get(cell) ?? CONDITION_OF.get(form(cell))

export const readStatus = (cell: string): OfferStatus | undefined =>
  STATUS_OF.get(cell) ?? STATUS_OF.get(form(cell))

/**
 * A number as people in Japan type it: full-width digits are digits, thousands may be grouped by
 * commas. Nothing else is guessed: no signs, no decimals, no currency.
 */
export function readWhole(cell: string): number | undefined {
  if (/^\d{1,15}$/.test(cell)) return Number(cell)
  const plain = cell.normalize('NFKC')
  if (/^\d{1,3}(,\d{3})+$/.test(plain)) return readWhole(plain.replaceAll(',', ''))
  return /^\d{1,15}$/.test(plain) ? Number(plain) : undefined
}

/** Hundredths of a percent from `10`, `10%`, `3.5` or `3.33 %`; full-width signs as well. */
export function readPercent(cell: string): number | undefined {
  if (/^\d{1,3}$/.test(cell)) return Number(cell) * 100
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?\s*%?$/.exec(cell.normalize('NFKC'))
  if (!match) return undefined
  const [, whole = '0', part = ''] = match
  return Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

export const isPercentSign = (cell: string): boolean => /[%％]$/.test(cell)
