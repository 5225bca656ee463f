import { REFUSALS, type Refusal, STOCK_MAX, WARNINGS } from '../../../../rules/index.ts'
import type { OfferWarning } from '../../../../rules/offers/warnings.ts'
import { count } from '../../../kit/format.ts'
import { type Facts, filled, type Language, type Sentences } from '../../../kit/language.ts'
import type { Mistake } from './typed.ts'

/** What is wrong with a field, and what would be right. */
export const MISTAKES: Sentences<Mistake> = {
  priceEmpty: { ja: '価格を入力してください。', en: 'Type a price.' },
  priceNoNumber: {
    ja: '価格は1円以上の整数で入力してください（例：1000）。',
    en: 'Type the price in whole yen, such as 1000.',
  },
  priceOutOfRange: {
    ja: '価格は1円以上で入力してください。',
    en: 'A price is at least 1 yen.',
  },
  pointsEmpty: {
    ja: 'ポイントを入力してください。付けない場合は0と入力します。',
    en: 'Type the points; 0 for none.',
  },
  pointsNoNumber: {
    ja: 'ポイント数は整数で入力してください。',
    en: 'Type whole points, such as 100.',
  },
  percentNoNumber: {
    ja: 'ポイント率は数字で入力してください（例：10、小数点以下2桁まで）。',
    en: 'Type the percentage as a number, such as 10, with at most two decimals.',
  },
  pointsNegative: {
    ja: 'ポイントに負の数は指定できません。',
    en: 'Points can not be negative.',
  },
  stockNoNumber: {
    ja: '在庫数は整数で入力してください。数えない場合は空欄にします。',
    en: 'Type whole units; leave it empty not to count them.',
  },
  stockOutOfRange: {
    ja: `在庫数は0から${count(STOCK_MAX)}までで入力してください。`,
    en: `Stock is 0 to ${count(STOCK_MAX)} units.`,
  },
}

/** The sentence of what the rules refuse, as the server would say it. */
export const refusalText = ({ refused, facts }: Refusal, language: Language): string =>
  filled(REFUSALS[refused][language], (facts ?? {}) as Facts)

export const warningText = (warning: OfferWarning, language: Language): string =>
  filled(WARNINGS[warning.warning][language], warning as unknown as Facts)
