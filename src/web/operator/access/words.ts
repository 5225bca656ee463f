import type { Sentences } from '../../kit/language.ts'

export type Role = 'buyer' | 'seller' | 'operator'

export const ROLES: Sentences<Role> = {
  buyer: { ja: '購入者', en: 'Buyer' },
  seller: { ja: '出品者', en: 'Seller' },
  operator: { ja: '運営', en: 'Operator' },
}

/** What an app's token can be good for. */
export const SCOPES: Sentences = {
  listings: { ja: '出品', en: 'Listings' },
  pricing: { ja: '価格', en: 'Pricing' },
  orders: { ja: '注文', en: 'Orders' },
  finances: { ja: '決済', en: 'Finances' },
  reports: { ja: 'レポート', en: 'Reports' },
  notifications: { ja: '通知', en: 'Notifications' },
  points: { ja: 'ポイント', en: 'Points' },
  parties: { ja: '購入者と出品者', en: 'Buyers and sellers' },
  programme: { ja: 'ルール・台帳・決済', en: 'Rules, ledger, settlement' },
  access: { ja: '利用者とトークン', en: 'People and tokens' },
}
