import { count, percent, pt, yen } from '../../../kit/format.ts'
import { type Language, type Sentences, useLanguage, useText } from '../../../kit/language.ts'
import { STATUSES } from '../words.ts'
import type { BulkState, StartedChange } from './answers.ts'
import { ACTIONS } from './words.ts'

export const STATES: Sentences<BulkState> = {
  applying: { ja: '変更中', en: 'Under way' },
  applied: { ja: '完了', en: 'Done' },
  stopping: { ja: '中断しています', en: 'Stopping' },
  stopped: { ja: '中断', en: 'Stopped' },
  rolling_back: { ja: '取り消し中', en: 'Being undone' },
  rolled_back: { ja: '取り消し済み', en: 'Undone' },
  failed: { ja: '失敗', en: 'Failed' },
}

const SENTENCES = {
  with: { ja: '{what}：{n}', en: '{what}: {n}' },
  priceTo: { ja: '価格を{n}に設定', en: 'Set prices to {n}' },
  shipping: { ja: '配送料を{n}に設定', en: 'Set shipping to {n}' },
  default: { ja: '既定のポイント率にする', en: 'Points as the account default says' },
  amount: { ja: 'ポイントを{n}に設定', en: 'Set the points to {n}' },
  uncounted: { ja: '在庫を数えない', en: 'Stock no longer counted' },
  all: { ja: 'すべての出品', en: 'All listings' },
  skus: { ja: '選択した{n}件', en: '{n} selected' },
  query: { ja: '「{n}」を含む', en: 'with “{n}”' },
  status: { ja: 'ステータス：{n}', en: 'status: {n}' },
  some: { ja: 'ポイントあり', en: 'with points' },
  none: { ja: 'ポイントなし', en: 'without points' },
  pointsReset: { ja: 'リセットされた出品', en: 'points were reset' },
  stockAtMost: { ja: '在庫{n}以下', en: 'stock of {n} or less' },
  priceFrom: { ja: '{n}以上', en: '{n} or more' },
  priceTo2: { ja: '{n}以下', en: '{n} or less' },
  other: { ja: '{what}：{n}', en: '{what}: {n}' },
} as const

type Say = (name: keyof typeof SENTENCES, facts?: Record<string, string | number>) => string

/** Says what a change over a filter changes, and which listings it is about. */
export function useChangeWords() {
  const t: Say = useText(SENTENCES)
  const language = useLanguage()
  return {
    what: ({ change }: Pick<StartedChange, 'change'>): string =>
      changeWords(change, t, language).join(language === 'ja' ? '、' : ', '),
    which: ({ filter }: Pick<StartedChange, 'filter'>): string => {
      const said = Object.entries(filter).map(([name, value]) =>
        filterWord(name, value, t, language),
      )
      return said.length === 0 ? t('all') : said.join(language === 'ja' ? '・' : ', ')
    },
  }
}

const signed = (number: number, text: string): string => (number > 0 ? `+${text}` : text)

function changeWords(
  { price, shipping, points, stock, status }: StartedChange['change'],
  t: Say,
  language: Language,
): string[] {
  const named = (action: keyof typeof ACTIONS, n: string) =>
    t('with', { what: ACTIONS[action][language], n })
  const said: string[] = []
  if (price?.to !== undefined) said.push(t('priceTo', { n: yen(price.to) }))
  if (price?.by !== undefined) said.push(named('priceBy', signed(price.by, yen(price.by))))
  if (price?.byBps !== undefined) {
    said.push(named('priceByPercent', signed(price.byBps, percent(price.byBps))))
  }
  if (shipping !== undefined) said.push(t('shipping', { n: yen(shipping) }))
  if (points?.by === 'percentage') said.push(named('points', percent(points.bps)))
  if (points?.by === 'amount') said.push(t('amount', { n: pt(points.points) }))
  if (points?.by === 'none') said.push(ACTIONS.noPoints[language])
  if (points?.by === 'default') said.push(t('default'))
  if (stock === null) said.push(t('uncounted'))
  else if (stock !== undefined) said.push(named('stock', count(stock)))
  if (status !== undefined) {
    said.push(ACTIONS[status === 'active' ? 'activate' : 'deactivate'][language])
  }
  return said
}

function filterWord(name: string, value: unknown, t: Say, language: Language): string {
  if (name === 'skus') return t('skus', { n: count((value as readonly string[]).length) })
  if (name === 'query') return t('query', { n: String(value) })
  if (name === 'status') return t('status', { n: STATUSES[value as 'active'][language] })
  if (name === 'points') return t(value === 'some' ? 'some' : 'none')
  if (name === 'pointsReset' && value === true) return t('pointsReset')
  if (name === 'stockAtMost') return t('stockAtMost', { n: count(Number(value)) })
  if (name === 'priceFrom') return t('priceFrom', { n: yen(Number(value)) })
  if (name === 'priceTo') return t('priceTo2', { n: yen(Number(value)) })
  return t('other', { what: name, n: String(value) })
}
