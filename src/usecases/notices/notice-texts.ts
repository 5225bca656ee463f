import type { Policy } from '../../rules/policy/policy.ts'
import { policyName } from '../../rules/policy/presets.ts'
import { formatTokyo, type Instant, parseInstant } from '../../rules/time/instant.ts'
import type { Language } from '../sentence.ts'

export type NoticeFacts = Readonly<Record<string, unknown>>

export interface NoticeText {
  readonly title: string
  readonly text: string
}

/** A title and a sentence in each language; placeholders are filled from the facts. */
type Template = Readonly<Record<Language, readonly [title: string, text: string]>>

const TEMPLATES = {
  'points.vested': {
    en: ['Points are yours to spend', '{points} points can be spent now.'],
    ja: ['ポイントが確定しました', '{points}ポイントが利用できるようになりました。'],
  },
  'points.expiring': {
    en: [
      'Points expire soon',
      '{points} points expire on {expiresAt}. Any order before then may keep them.',
    ],
    ja: ['まもなく失効するポイントがあります', '{points}ポイントが{expiresAt}に失効します。'],
  },
  'points.expired': {
    en: ['Points have expired', '{points} points have expired.'],
    ja: ['ポイントが失効しました', '{points}ポイントが失効しました。'],
  },
  'listing.points_reset': {
    en: [
      'Points were reset to zero',
      'An update of the price alone removed the points of {listings}. {culprit} Set price and ' +
        'points together, or undo the reset in the inventory.',
    ],
    ja: [
      'ポイントが0にリセットされました',
      '価格のみの更新により、{listings}のポイントがなくなりました。{culprit}' +
        '価格とポイントを同時に設定するか、在庫管理でリセットを取り消してください。',
    ],
  },
  'listing.points_reset_by_you': {
    en: [
      'Your update reset points to zero',
      'An update of the price alone removed the points of {listings} of {seller}. Send price and ' +
        'points together.',
    ],
    ja: [
      '更新によりポイントがリセットされました',
      '価格のみの更新により、{seller}の{listings}のポイントがなくなりました。' +
        '価格とポイントを同時に送信してください。',
    ],
  },
  'claim.opened': {
    en: ['A buyer asks for a guarantee claim', 'Order {order}: “{reason}”. The operator decides.'],
    ja: [
      'マーケットプレイス保証が申請されました',
      '注文{order}：「{reason}」。運営者が審査します。',
    ],
  },
  'claim.decided': {
    en: ['A guarantee claim was decided', 'The claim on order {order} was {decision}.'],
    ja: ['マーケットプレイス保証の審査結果', '注文{order}の申請は{decision}。'],
  },
  'claim.answered': {
    en: [
      'Your guarantee claim was decided',
      'Your claim on order {order} was {decision}. {answer}',
    ],
    ja: ['マーケットプレイス保証の審査結果', '注文{order}の申請は{decision}。{answer}'],
  },
  'policy.announced': {
    en: [
      'The rules of the points programme will change',
      '“{name}” (version {version}) takes effect on {effectiveFrom}.{message}',
    ],
    ja: [
      'ポイントプログラムの変更のお知らせ',
      '「{name}」（バージョン{version}）が{effectiveFrom}から適用されます。{message}',
    ],
  },
  'policy.in_force': {
    en: [
      'The rules of the points programme have changed',
      '“{name}” (version {version}) is in force since {effectiveFrom}.',
    ],
    ja: [
      'ポイントプログラムが変更されました',
      '「{name}」（バージョン{version}）が{effectiveFrom}から適用されています。',
    ],
  },
} as const satisfies Readonly<Record<string, Template>>

export type NoticeKind = keyof typeof TEMPLATES

/** A message in the reader's language. Throws a RangeError for a kind without a text: a bug. */
export function noticeText(
  audience: 'buyer' | 'seller' | 'provider',
  kind: string,
  facts: NoticeFacts,
  language: Language,
): NoticeText {
  const byYou = kind === 'listing.points_reset' && audience === 'provider'
  const template: Template | undefined = TEMPLATES[(byYou ? `${kind}_by_you` : kind) as NoticeKind]
  if (!template) throw new RangeError(`no text for a notice of ${kind}`)
  const words = { ...facts, ...phrasesOf(facts, language) }
  const [title, text] = template[language]
  return { title: filled(title, words), text: filled(text, words).trim() }
}

const filled = (sentence: string, words: NoticeFacts): string =>
  sentence.replace(/\{(\w+)\}/g, (place, name) => String(words[name] ?? place))

/** Facts that are said differently in each language. */
function phrasesOf(facts: NoticeFacts, language: Language): Record<string, string> {
  const phrases: Record<string, string> = {}
  if (typeof facts.points === 'number') phrases.points = facts.points.toLocaleString('en-US')
  for (const name of ['expiresAt', 'effectiveFrom']) {
    const at = typeof facts[name] === 'string' ? parseInstant(facts[name]) : undefined
    if (at !== undefined) phrases[name] = dateOf(at, language)
  }
  if (typeof facts.granted === 'boolean') {
    phrases.decision = DECISIONS[facts.granted ? 'granted' : 'declined'][language]
    phrases.answer = typeof facts.answer === 'string' ? facts.answer : ''
  }
  if (typeof facts.version === 'number') {
    const { name, nameEn, message } = facts as Pick<Policy, 'name' | 'nameEn' | 'message'>
    phrases.name = policyName({ name, ...(nameEn === undefined ? {} : { nameEn }) }, language)
    phrases.message = message ? `\n${message[language]}` : ''
  }
  if (typeof facts.sku === 'string') {
    phrases.listings = listingsOf(facts.sku, Number(facts.count), language)
    phrases.culprit = culpritOf(facts, language)
  }
  return phrases
}

const DECISIONS = {
  granted: { en: 'granted', ja: '承認されました' },
  declined: { en: 'declined', ja: '承認されませんでした' },
} as const

function listingsOf(sku: string, count: number, language: Language): string {
  if (count <= 1) return sku
  return language === 'ja' ? `${sku}ほか${count - 1}件` : `${sku} and ${count - 1} more listings`
}

/** Who sent the update, where that was not the seller by hand. */
function culpritOf({ app, source }: NoticeFacts, language: Language): string {
  if (typeof app === 'string') {
    return language === 'ja' ? `更新元のアプリ: ${app}。` : `It came from the app ${app}.`
  }
  if (source === 'automated') {
    return language === 'ja' ? '自動価格調整による更新です。' : 'It came from automated pricing.'
  }
  if (source === 'file') {
    return language === 'ja' ? 'ファイルによる更新です。' : 'It came from a file.'
  }
  return language === 'ja' ? '手動による更新です。' : 'It was made by hand.'
}

/** A moment in Tokyo, to the minute. */
function dateOf(at: Instant, language: Language): string {
  const [date, time] = formatTokyo(at).split('T') as [string, string]
  const minute = time.slice(0, 5)
  if (language === 'en') return `${date} ${minute} JST`
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日 ${minute}`
}
