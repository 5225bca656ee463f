import type { PostingKind } from '../../../rules/book/posting.ts'
import type { Sentence } from '../../kit/language.ts'

/** The movements of points that a buyer can have. */
export type EntryName = Extract<PostingKind, `points_${string}` | 'promotion' | 'adjustment'>

/** What an entry is called, and the rule behind it. */
export const ENTRIES: Readonly<
  Partial<Record<EntryName, { readonly title: Sentence; readonly rule: Sentence }>>
> &
  Readonly<Record<'adjustment', { readonly title: Sentence; readonly rule: Sentence }>> = {
  points_granted: {
    title: { ja: 'ポイント獲得', en: 'Points earned' },
    rule: {
      ja: '商品が発送され、注文時に確定した率でポイントが付与されました。',
      en: 'Your item shipped; its points were frozen when you ordered.',
    },
  },
  points_vested: {
    title: { ja: 'ポイント確定', en: 'Points vested' },
    rule: {
      ja: '仮ポイントが確定し、ご利用いただけるようになりました。',
      en: 'They were pending; now you can spend them.',
    },
  },
  points_held: {
    title: { ja: 'ポイント利用（確保）', en: 'Points set aside' },
    rule: {
      ja: 'ご注文のお支払いに使うため確保しました。商品の発送時に充当されます。',
      en: 'They pay for your order, as its items ship.',
    },
  },
  points_released: {
    title: { ja: '利用ポイントの返却', en: 'Points released' },
    rule: {
      ja: '発送前のキャンセルにより、確保していたポイントを残高に戻しました。',
      en: 'You cancelled before shipment, so they are yours again.',
    },
  },
  points_redeemed: {
    title: { ja: '確保したポイントの利用', en: 'Set-aside points spent' },
    rule: {
      ja: '確保していたポイントを、発送された商品のお支払いに充てました。残高は確保した時に差し引いています。',
      en: 'They paid for the item that shipped; they left your balance when they were set aside.',
    },
  },
  points_restored: {
    title: { ja: '返金によるポイント返却', en: 'Points given back' },
    rule: {
      ja: '返金のうち、ポイントで支払った割合をポイントでお返ししました。',
      en: 'The share of the refund that you had paid with points.',
    },
  },
  points_clawed_back: {
    title: { ja: '付与ポイントの取消', en: 'Points taken back' },
    rule: {
      ja: '返金された金額の割合に応じて、付与されたポイントを取り消しました。',
      en: 'In proportion to the refund, the points it had earned were taken back.',
    },
  },
  points_expired: {
    title: { ja: 'ポイント失効', en: 'Points lapsed' },
    rule: {
      ja: '有効期限までに獲得・利用がなかったため失効しました。',
      en: 'Their time was over.',
    },
  },
  promotion: {
    title: { ja: 'キャンペーンポイント', en: 'Promotion' },
    rule: { ja: '運営から進呈されたポイントです。', en: 'A gift of the marketplace.' },
  },
  adjustment: {
    title: { ja: 'ポイント調整', en: 'Adjustment' },
    rule: { ja: '運営が残高を調整しました。', en: 'The marketplace corrected your balance.' },
  },
}
