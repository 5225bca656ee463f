import type { HoldReason, RepriceReason } from '../../../rules/pricing/reprice.ts'
import type { Language, Sentences } from '../../kit/language.ts'

export const TARGETS: Sentences<'featured' | 'lowest'> = {
  featured: { ja: 'カート獲得中の出品', en: 'The featured offer' },
  lowest: { ja: '最安の出品', en: 'The lowest offer' },
}

type Reason =
  | RepriceReason
  | HoldReason
  | 'rule_set'
  | 'rule_kept_off'
  | 'rule_paused'
  | 'rule_resumed'
  | 'rule_removed'
  | 'undone'

/** Why a rule set a price, or left it; and what was done to the rule. */
const BECAUSE: Sentences<Reason> = {
  matches_competitor: { ja: '競合の価格に合わせました', en: 'Matches the competitor' },
  beats_competitor: { ja: '競合より低くしました', en: 'Stands below the competitor' },
  at_floor: { ja: '下限価格で止めました', en: 'Stopped at the floor' },
  back_in_range: { ja: '下限～上限の範囲に戻しました', en: 'Back between floor and ceiling' },
  at_ceiling: { ja: '上限価格で止めました', en: 'Stopped at the ceiling' },
  no_competitor: { ja: '競合する出品がありません', en: 'No offer competes' },
  already_there: { ja: 'すでにその価格です', en: 'The price is there already' },
  damped: { ja: '値下げ競争を避けて待っています', en: 'Waits, to avoid a price war' },
  not_offered: { ja: '出品停止中、または在庫がありません', en: 'Not active, or out of stock' },
  range_unreachable: {
    ja: '配送料だけで上限を超えています',
    en: 'Shipping alone is above the ceiling',
  },
  rule_set: { ja: 'ルールを設定しました', en: 'The rule was set' },
  rule_kept_off: { ja: 'ルールを休止のまま保存しました', en: 'The rule was kept, paused' },
  rule_paused: { ja: 'ルールを休止しました', en: 'The rule was paused' },
  rule_resumed: { ja: 'ルールを再開しました', en: 'The rule was resumed' },
  rule_removed: { ja: 'ルールを削除しました', en: 'The rule was removed' },
  undone: { ja: '価格を元に戻しました', en: 'The price was taken back' },
}

export const becauseOf = (code: string | null, language: Language): string =>
  code === null ? '–' : ((BECAUSE as Sentences)[code]?.[language] ?? code)
