import { MARKETPLACE_COUNTRIES } from '../../../rules/policy/marketplaces.ts'
import type { Sentence } from '../../kit/language.ts'

/** How a field of the terms is typed. */
export type FieldKind =
  | { readonly is: 'choice'; readonly words: readonly string[] }
  | { readonly is: 'whole'; readonly unit?: Sentence }
  | { readonly is: 'percent' }
  | SomeOf
  | { readonly is: 'day' }

/** Several words at once, of those that are known. */
export interface SomeOf {
  readonly is: 'some'
  /** At least so many. */
  readonly least: number
  readonly known: readonly string[]
  /** Whether there may be others, which are typed. */
  readonly isOpen: boolean
}

export interface PolicyField {
  /** Its place in the terms: `expiry.months`. */
  readonly path: string
  readonly kind: FieldKind
  readonly name: Sentence
  /** Its name where what it belongs to has just been named. */
  readonly shortName?: Sentence
  /** The rule it decides, in one sentence. */
  readonly rule: Sentence
  /** Only there when another field has one of these values. */
  readonly when?: { readonly path: string; readonly in: readonly string[] }
}

export interface FieldGroup {
  readonly name: Sentence
  readonly fields: readonly PolicyField[]
}

const choice = (...words: readonly string[]): FieldKind => ({ is: 'choice', words })
const percent: FieldKind = { is: 'percent' }
const some = (least: number, ...known: readonly string[]): FieldKind => ({
  ...{ is: 'some', least, known, isOpen: false },
})
const someOrOthers = (least: number, ...known: readonly string[]): FieldKind => ({
  ...{ is: 'some', least, known, isOpen: true },
})
const yen: FieldKind = { is: 'whole', unit: { ja: '円', en: 'yen' } }
const pt: FieldKind = { is: 'whole', unit: { ja: 'ポイント', en: 'points' } }
const days: FieldKind = { is: 'whole', unit: { ja: '日', en: 'days' } }
const months: FieldKind = { is: 'whole', unit: { ja: 'か月', en: 'months' } }

const field = (
  path: string,
  kind: FieldKind,
  ja: readonly [name: string, rule: string],
  en: readonly [name: string, rule: string],
  when?: PolicyField['when'],
): PolicyField => ({
  ...{ path, kind, name: { ja: ja[0], en: en[0] }, rule: { ja: ja[1], en: en[1] } },
  ...(when ? { when } : {}),
})

const CLAIM = choice('operator', 'buyer-keeps', 'seller')

/** Every field of the terms in the order of the form, with its meaning. */
export const FIELD_GROUPS: readonly FieldGroup[] = [
  {
    name: { ja: '参加条件', en: 'Who takes part' },
    fields: [
      field(
        'marketplaces',
        someOrOthers(1, ...Object.keys(MARKETPLACE_COUNTRIES)),
        [
          'マーケットプレイス',
          'ポイントを設定できるマーケットプレイスです。他では設定できません。',
        ],
        [
          'Marketplaces',
          'Offers of these marketplaces may carry points; elsewhere they are refused.',
        ],
      ),
      field(
        'agreementVersion',
        { is: 'whole' },
        ['規約のバージョン', 'ポイントを設定するには、このバージョンの規約への同意が必要です。'],
        ['Agreement version', 'A seller must have accepted this version before its first points.'],
      ),
      field(
        'plans',
        some(1, 'professional', 'individual'),
        ['出品プラン', 'ポイントを設定できる出品プランです。'],
        ['Selling plans', 'Sellers of these plans may offer points.'],
      ),
    ],
  },
  {
    name: { ja: 'ポイント設定', en: 'Offering points' },
    fields: [
      field(
        'offering.minimumBps',
        percent,
        ['最低付与率', '1個の価格に対するポイントの割合の下限です。'],
        ['Lowest percentage', 'Points are at least this share of the price of one unit.'],
      ),
      field(
        'offering.maximumBps',
        percent,
        ['最高付与率', '1個の価格に対するポイントの割合の上限です（最大50%）。'],
        ['Highest percentage', 'Points are at most this share of the price; never over 50%.'],
      ),
      field(
        'offering.stepBps',
        percent,
        ['付与率の刻み', '付与率はこの値の倍数で設定します。'],
        ['Step', 'Percentages must be a multiple of this.'],
      ),
      field(
        'offering.priceOnlyUpdate',
        choice('reset', 'keep'),
        [
          '価格のみの更新',
          '価格だけを更新したとき、ポイントを0にするか、付与率を維持するかを決めます。',
        ],
        [
          'Price-only update',
          'An update that names only the price resets the points, or keeps the percentage.',
        ],
      ),
      field(
        'offering.accountDefault',
        choice('true', 'false'),
        [
          'アカウント設定',
          '個別の設定がない商品に、出品者のアカウント全体の付与率を適用するかどうかです。',
        ],
        [
          'Account default',
          'Whether offers without points of their own take the seller’s default.',
        ],
      ),
      field(
        'automatedPriceUpdate',
        choice('reset', 'keep-percentage'),
        [
          '自動価格更新',
          '自動で価格が変わったとき、ポイントを0にするか、付与率を維持するかを決めます。',
        ],
        [
          'Automated price update',
          'An automated price change resets the points, or keeps the percentage.',
        ],
      ),
      field(
        'landedPrice',
        choice('with-shipping', 'net-of-points'),
        [
          '支払総額の定義',
          '支払総額を「価格＋配送料」とするか、そこからポイントを引くかを決めます。',
        ],
        ['Landed price', 'Price and shipping, or that less the points: what offers compete by.'],
      ),
      field(
        'rounding',
        choice('half-even', 'half-up', 'floor', 'ceil'),
        ['端数処理', 'ポイントと手数料の1未満の端数の扱いです。'],
        ['Rounding', 'How fractions of points and fees are settled.'],
      ),
      field(
        'featuredOffer.competitivePriceBps',
        percent,
        [
          'カート獲得の価格上限',
          '参考価格に対してこの割合を超える出品はカートを獲得できません。0は上限なしです。',
        ],
        [
          'Competitive price',
          'An offer above this share of the reference price is not featured; 0: no limit.',
        ],
      ),
    ],
  },
  {
    name: { ja: '利用・確定・失効', en: 'Redeeming, vesting, expiry' },
    fields: [
      field(
        'redemption.minimum',
        pt,
        ['最低利用ポイント', '1回の注文で利用できるポイントの下限です。'],
        ['Least redeemed', 'At least this many points are used at once.'],
      ),
      field(
        'redemption.maximumPerOrder',
        pt,
        ['最高利用ポイント', '1回の注文で利用できるポイントの上限です。'],
        ['Most redeemed', 'At most this many points are used on one order.'],
      ),
      field(
        'redemption.excludedProductTypes',
        someOrOthers(0, 'GIFT_CARD'),
        ['利用対象外の商品タイプ', 'これらの商品の支払いにポイントは使えません。'],
        ['Excluded product types', 'These can not be paid for with points.'],
      ),
      field(
        'vesting.trigger',
        choice('shipment', 'delay', 'delivery', 'return-window'),
        ['確定の時期', '付与されたポイントが使えるようになる時点です。'],
        [
          'Vesting',
          'When granted points can be spent: at shipment, some days later, at delivery, after the return window.',
        ],
      ),
      field(
        'vesting.days',
        days,
        ['確定までの日数', '発送（または配達）から確定までの日数です。'],
        ['Days until vesting', 'Days from shipment, or from delivery for a return window.'],
        { path: 'vesting.trigger', in: ['delay', 'return-window'] },
      ),
      field(
        'expiry.mode',
        choice('rolling', 'dated-lots'),
        [
          '有効期限の方式',
          '最後の獲得・利用から残高全体が失効するか、獲得ごとに失効するかを決めます。',
        ],
        [
          'Expiry',
          'The whole balance lapses after the last earning or use, or each earning by itself.',
        ],
      ),
      field(
        'expiry.months',
        months,
        ['有効期間', 'ポイントが失効するまでの月数です。'],
        ['Validity', 'Calendar months until points lapse.'],
      ),
      field(
        'expiry.remindDays',
        days,
        ['失効予告', '失効の何日前に購入者に知らせるかです。0は知らせません。'],
        ['Reminder', 'Days before the expiry at which buyers are reminded; 0: never.'],
      ),
      field(
        'lateReturn.mode',
        choice('grace', 'expire'),
        [
          '期限後の返却',
          '有効期限を過ぎて返却されたポイントを、猶予するか失効させるかを決めます。',
        ],
        [
          'Late return',
          'Points that come back after their expiry get some days of grace, or lapse.',
        ],
      ),
      field(
        'lateReturn.days',
        days,
        ['猶予日数', '期限後に返却されたポイントを使える日数です。'],
        ['Days of grace', 'For how long points that came back late can be spent.'],
        { path: 'lateReturn.mode', in: ['grace'] },
      ),
    ],
  },
  {
    name: { ja: '保証とチャージバック', en: 'Claims and chargebacks' },
    fields: [
      field(
        'guaranteeClaim',
        CLAIM,
        [
          '保証時のポイント',
          '保証が認められた販売のポイントを、運営が回収するか、購入者が保持するか、出品者に返すかを決めます。',
        ],
        [
          'Points of a claim',
          'Kept by the operator, kept by the buyer, or returned to the seller.',
        ],
      ),
      field(
        'chargeback',
        CLAIM,
        ['チャージバック時のポイント', 'チャージバックとなった販売のポイントの扱いです。'],
        ['Points of a chargeback', 'The same for chargebacks.'],
      ),
    ],
  },
  {
    name: { ja: '手数料', en: 'Fees' },
    fields: [
      field(
        'fees.standard.rateBps',
        percent,
        ['標準の販売手数料率', '（価格＋配送料−ポイント）に掛ける率です。'],
        ['Standard referral fee', 'Share of price plus shipping less points.'],
      ),
      field(
        'fees.standard.minimum',
        yen,
        ['標準の最低手数料', '1個あたりの最低額です。'],
        ['Standard minimum', 'At least this much for each unit sold.'],
      ),
      field(
        'fees.refundAdministration.rateBps',
        percent,
        ['返金事務手数料率', '返金で返還する手数料から差し引く割合です。'],
        [
          'Refund administration',
          'Share of the credited fee that is kept when a sale is refunded.',
        ],
      ),
      field(
        'fees.refundAdministration.maximum',
        yen,
        ['返金事務手数料の上限', '返金事務手数料の上限額です。'],
        ['Its maximum', 'At most this much is kept of a fee credit.'],
      ),
    ],
  },
  {
    name: { ja: '決済', en: 'Settlement' },
    fields: [
      field(
        'settlement.anchor',
        { is: 'day' },
        ['起点日', '最初の期間が始まる日（東京時間）です。'],
        ['Anchor', 'The day in Tokyo on which the first period begins.'],
      ),
      field(
        'settlement.days',
        days,
        ['期間の日数', '決済期間の長さです。'],
        ['Days of a period', 'How long a settlement period is.'],
      ),
      field(
        'settlement.reserveBps',
        percent,
        ['留保率', 'プラスの残高のうち次の期間まで留保する割合です。'],
        ['Reserve', 'Share of a positive balance held back until the next period.'],
      ),
    ],
  },
  {
    name: { ja: '景品表示法', en: 'Premiums law' },
    fields: [
      field(
        'premiumCap.mode',
        choice('off', 'warn', 'block'),
        [
          '限度額の扱い',
          '景品類の限度額を超えるポイントを、許可・警告・拒否のいずれにするかです。',
        ],
        ['Premium cap', 'Points above the cap are let through, warned of, or refused.'],
      ),
      field(
        'premiumCap.rateBps',
        percent,
        ['限度率', '価格に対する景品類の限度の割合です。'],
        ['Cap', 'Share of the price up to which points are within the cap.'],
      ),
      field(
        'premiumCap.smallPrice',
        yen,
        ['少額の基準', 'この価格未満では限度率ではなく少額限度が適用されます。'],
        ['Small price', 'Below this price the small cap applies instead of the share.'],
      ),
      field(
        'premiumCap.smallCap',
        yen,
        ['少額限度', '少額の価格でのポイントの限度です。'],
        ['Small cap', 'The cap for small prices.'],
      ),
    ],
  },
]
