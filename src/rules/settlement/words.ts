import type { StatementLine } from './settle.ts'

type Words = Readonly<Record<'ja' | 'en', string>>

/** What each line of a statement is called, on screens, in files and on paper. */
export const STATEMENT_WORDS: Readonly<Record<StatementLine, Words>> = {
  principal: { ja: '商品代金', en: 'Product sales' },
  shipping: { ja: '配送料', en: 'Shipping' },
  points_granted: { ja: 'ポイント付与費用', en: 'Cost of points granted' },
  points_returned: { ja: 'ポイント原資の返還', en: 'Cost of points returned' },
  referral_fee: { ja: '販売手数料', en: 'Referral fees' },
  referral_fee_credit: { ja: '販売手数料の返還', en: 'Referral fee credits' },
  refunds: { ja: '返金', en: 'Refunds' },
  claims: { ja: '保証申請（A-to-z）', en: 'Guarantee claims (A-to-z)' },
  chargebacks: { ja: 'チャージバック', en: 'Chargebacks' },
  adjustments: { ja: '調整', en: 'Adjustments' },
}

/** The figures around the lines. */
export const FIGURE_WORDS = {
  opening: { ja: '前期繰越', en: 'Carried over' },
  net: { ja: '期間合計', en: 'Net of the period' },
  reserve: { ja: '留保金', en: 'Reserve' },
  disbursement: { ja: 'お支払い額', en: 'Payout' },
  closing: { ja: '次期繰越', en: 'Carried forward' },
} as const satisfies Readonly<Record<string, Words>>
