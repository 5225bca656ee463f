import { filled, type Language, type Sentences } from '../kit/language.ts'

/** What does something by itself, by its name in the journal. */
const PROGRAMS: Sentences = {
  seed: { ja: 'サンプルデータ', en: 'the sample data' },
  settlement: { ja: '決済処理', en: 'the settlement' },
  timer: { ja: '時間の経過', en: 'the passing of time' },
  'automated-pricing': { ja: '自動価格調整', en: 'Automate Pricing' },
  approval: { ja: '承認された依頼', en: 'an approved request' },
  claim: { ja: '保証申請の決定', en: 'a decided claim' },
  cli: { ja: 'コマンドライン', en: 'the command line' },
  start: { ja: '初回起動', en: 'the first start' },
  trigger: { ja: '試験通知', en: 'a test notification' },
  replay: { ja: 'リプレイ', en: 'a replay' },
}

const SENTENCES = {
  person: { ja: '運営担当者', en: 'an operator' },
  app: { ja: '不明なアプリ（{by}）', en: 'an unknown app ({by})' },
} as const

/**
 * Who did something, in words: by the name that the server knows; else what it is. The operator's
 * people have no names for anybody else.
 */
export function byWord(by: string, name: string | null, language: Language): string {
  const word = name ?? PROGRAMS[by]?.[language]
  if (word !== undefined) return word
  if (/^person:\d+$/.test(by)) return SENTENCES.person[language]
  return /^(app|tool):\d+/.test(by) ? filled(SENTENCES.app[language], { by }) : by
}
