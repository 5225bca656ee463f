import type { Account } from '../../rules/book/accounts.ts'
import type { PostingKind } from '../../rules/book/posting.ts'
import type { Sentences } from './language.ts'

/** What a movement is called on screens. */
export const KINDS: Sentences<PostingKind> = {
  principal: { ja: '商品代金', en: 'Price' },
  shipping: { ja: '配送料', en: 'Shipping' },
  referral_fee: { ja: '販売手数料', en: 'Referral fee' },
  referral_fee_credit: { ja: '販売手数料の返還', en: 'Referral fee credit' },
  points_granted: { ja: 'ポイント付与', en: 'Points granted' },
  points_returned: { ja: 'ポイント原資の返還', en: 'Points returned to the seller' },
  points_shortfall: { ja: 'ポイント不足分の控除', en: 'Points shortfall' },
  points_vested: { ja: 'ポイント確定', en: 'Points vested' },
  points_held: { ja: 'ポイント利用の確保', en: 'Points set aside' },
  points_released: { ja: '確保の解除', en: 'Points released' },
  points_redeemed: { ja: 'ポイント利用', en: 'Points redeemed' },
  points_restored: { ja: '利用ポイントの返却', en: 'Points given back' },
  points_expired: { ja: 'ポイント失効', en: 'Points expired' },
  points_clawed_back: { ja: '付与ポイントの取消', en: 'Points taken back' },
  refund_principal: { ja: '商品代金の返金', en: 'Price refunded' },
  refund_shipping: { ja: '配送料の返金', en: 'Shipping refunded' },
  claim_principal: { ja: '保証による商品代金の返金', en: 'Price refunded by a claim' },
  claim_shipping: { ja: '保証による配送料の返金', en: 'Shipping refunded by a claim' },
  chargeback_principal: { ja: 'チャージバック（商品代金）', en: 'Chargeback (price)' },
  chargeback_shipping: { ja: 'チャージバック（配送料）', en: 'Chargeback (shipping)' },
  promotion: { ja: 'キャンペーンポイント', en: 'Promotion points' },
  adjustment: { ja: 'ポイント調整', en: 'Points adjustment' },
  disbursement: { ja: '振込', en: 'Disbursement' },
}

/** What an account is called on screens. */
export const ACCOUNTS: Sentences<Account> = {
  buyer_payments: { ja: '購入者の支払い', en: 'Buyer payments' },
  seller_proceeds: { ja: '出品者の売上金', en: 'Seller proceeds' },
  points_funding: { ja: 'ポイント原資', en: 'Points funding' },
  referral_fees: { ja: '販売手数料', en: 'Referral fees' },
  operator_claims: { ja: '運営の保証勘定', en: 'Operator claims' },
  operator_promotions: { ja: '運営の販促費', en: 'Operator promotions' },
  breakage: { ja: '失効益', en: 'Breakage' },
  disbursements: { ja: '振込済み', en: 'Disbursements' },
  issued: { ja: '発行ポイント', en: 'Points issued' },
  buyer_available: { ja: '利用可能ポイント', en: 'Available points' },
  buyer_unvested: { ja: '仮ポイント', en: 'Pending points' },
  buyer_held: { ja: '確保中のポイント', en: 'Points set aside' },
  redeemed: { ja: '利用済みポイント', en: 'Points redeemed' },
  returned: { ja: '返還ポイント', en: 'Points returned' },
  expired: { ja: '失効ポイント', en: 'Points expired' },
}
