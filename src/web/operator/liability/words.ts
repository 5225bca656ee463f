import type { Sentences } from '../../kit/language.ts'

/** What the figures of a day are called, and what each is made of. */
export const FIGURES = {
  outstanding: { ja: '未使用ポイント残高', en: 'Points outstanding' },
  available: { ja: '利用可能', en: 'Available' },
  unvested: { ja: '仮ポイント', en: 'Pending' },
  held: { ja: '確保中', en: 'Set aside' },
  funding: { ja: 'ポイント原資', en: 'Points funding' },
  granted: { ja: '付与', en: 'Granted' },
  promoted: { ja: '運営付与・調整', en: 'Given by the operator' },
  vested: { ja: '確定', en: 'Vested' },
  redeemed: { ja: '利用', en: 'Redeemed' },
  restored: { ja: '返却', en: 'Given back' },
  clawedBack: { ja: '取消', en: 'Taken back' },
  expired: { ja: '失効', en: 'Expired' },
  breakage: { ja: '失効益の累計', en: 'Breakage so far' },
} as const satisfies Sentences

export type Figure = keyof typeof FIGURES

export const RULES = {
  outstanding: {
    ja: '購入者の利用可能・仮・確保中のポイントの合計です。台帳の仕訳を発生日ごとに合計しています。',
    en:
      'Available, pending and set-aside points of all buyers: ' +
      'all postings up to the day, summed.',
  },
  available: {
    ja: '確定していて、すぐに使えるポイントです。',
    en: 'Vested points that buyers can spend now.',
  },
  unvested: {
    ja: '付与され、まだ確定していないポイントです。',
    en: 'Points that were granted and have not vested yet.',
  },
  held: {
    ja: '未発送の注文の支払いに確保されているポイントです。',
    en: 'Points set aside to pay for orders that have not shipped.',
  },
  funding: {
    ja: 'ポイントの裏付けとして預かっている円です。常に未使用ポイント残高と等しくなります（1pt＝￥1）。',
    en: 'The yen that back the points. They always equal the points outstanding: 1 point, 1 yen.',
  },
  granted: {
    ja: '発送時に出品者の負担で付与されたポイントです。',
    en: 'Points that sellers gave, and paid for, when parcels shipped.',
  },
  promoted: {
    ja: '運営が付与したポイントと調整の差し引きです。',
    en: 'Points that the operator gave, and corrections up or down.',
  },
  vested: {
    ja: '仮ポイントから利用可能になったポイントです。発送時に確定した分は付与に含まれます。',
    en: 'Pending points that became available. What vests at shipment is in the granted ones.',
  },
  redeemed: {
    ja: '発送時に支払いに充てられたポイントです。',
    en: 'Points spent, counted when the parcel shipped.',
  },
  restored: {
    ja: '返金で購入者に返却された利用ポイントです。',
    en: 'Spent points that refunds gave back to buyers.',
  },
  clawedBack: {
    ja: '返金・保証・チャージバックで取り消された付与ポイントです。',
    en: 'Granted points taken back with refunds, claims and chargebacks.',
  },
  expired: {
    ja: '有効期限により失効したポイントです。同額の原資が失効益になります。',
    en: 'Points that lapsed. The same amount of their funding becomes breakage.',
  },
  breakage: {
    ja: '失効したポイントの原資の累計です。',
    en: 'The funding of all points that have lapsed.',
  },
} as const satisfies Sentences<Figure>

/** The account whose postings are behind a figure. */
export const ACCOUNT_OF: Readonly<Record<Figure, string>> = {
  outstanding: 'buyer_available',
  available: 'buyer_available',
  unvested: 'buyer_unvested',
  held: 'buyer_held',
  funding: 'points_funding',
  granted: 'issued',
  promoted: 'operator_promotions',
  vested: 'buyer_unvested',
  redeemed: 'redeemed',
  restored: 'redeemed',
  clawedBack: 'returned',
  expired: 'expired',
  breakage: 'breakage',
}
