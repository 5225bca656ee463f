import type { Sentences } from '../../kit/language.ts'
import type { ImportState } from './answers.ts'

export const STATES: Sentences<ImportState> = {
  checking: { ja: '確認中', en: 'Being checked' },
  checked: { ja: '確認済み（未反映）', en: 'Checked, not written' },
  applying: { ja: '反映中', en: 'Being written' },
  applied: { ja: '反映済み', en: 'Written' },
  rolling_back: { ja: '取り消し中', en: 'Being undone' },
  rolled_back: { ja: '取り消し済み', en: 'Undone' },
  failed: { ja: '失敗', en: 'Failed' },
}

/** What rows are warned of. */
export const WARNED: Sentences = {
  points_reset: {
    ja: '価格のみの行があり、{n}件のポイントが0にリセットされます。',
    en:
      '{n} row names the price alone and resets points.|' +
      '{n} rows name the price alone and reset points.',
  },
  points_above_premium_cap: {
    ja: '{n}件のポイントが景品類の限度額を超えています。',
    en: '{n} row has points above the premium cap.|{n} rows have points above the premium cap.',
  },
  points_round_to_zero: {
    ja: '{n}件のポイントは、価格が低いため0になります。',
    en: '{n} row comes to no point at its price.|{n} rows come to no point at their prices.',
  },
}
