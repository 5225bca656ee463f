import { percent } from '../kit/format.ts'
import { filled, type Language, type Sentences } from '../kit/language.ts'

export const PLANS: Sentences<'professional' | 'individual'> = {
  professional: { ja: '大口出品', en: 'Professional' },
  individual: { ja: '小口出品', en: 'Individual' },
}

export const STANDINGS: Sentences<'good' | 'at_risk' | 'suspended'> = {
  good: { ja: '良好', en: 'Good' },
  at_risk: { ja: '要注意', en: 'At risk' },
  suspended: { ja: '停止中', en: 'Suspended' },
}

/** What an app may do with a seller's account. */
export const SCOPE_WORDS: Sentences = {
  listings: { ja: '出品', en: 'Listings' },
  pricing: { ja: '価格', en: 'Pricing' },
  orders: { ja: '注文', en: 'Orders' },
  finances: { ja: '売上と決済', en: 'Finances' },
  reports: { ja: 'レポート', en: 'Reports' },
  notifications: { ja: '通知', en: 'Notifications' },
  points: { ja: 'ポイント', en: 'Points' },
  parties: { ja: 'アカウント', en: 'Account' },
  access: { ja: 'アクセス管理', en: 'Access' },
}

const VERSION = { ja: 'バージョン{n}', en: 'Version {n}' }

export const scopeList = (scopes: readonly string[], language: Language): string =>
  scopes
    .map((scope) => SCOPE_WORDS[scope]?.[language] ?? scope)
    .join(language === 'ja' ? '・' : ', ')

/** What changed on a seller's account, in words; empty where the change says it all. */
export function changeOf(
  facts: Readonly<Record<string, unknown>>,
  providerName: string | null,
  language: Language,
): string {
  const { plan, provider, scopes, version, after, standing, number, reason } = facts
  const word = (words: Sentences, name: unknown) =>
    typeof name === 'string' && (words[name]?.[language] ?? name)
  const parts = [
    word(PLANS, plan),
    typeof provider === 'string' && (providerName ?? provider),
    Array.isArray(scopes) && scopeList(scopes.map(String), language),
    typeof version === 'number' && filled(VERSION[language], { n: version }),
    typeof after === 'number' && percent(after),
    word(STANDINGS, standing),
    typeof number === 'string' && number,
    typeof reason === 'string' && reason,
  ]
  return parts.filter((part) => typeof part === 'string').join(' · ')
}
