import type { Sentence } from '../../kit/language.ts'

interface Kind {
  readonly version: string
  readonly about: Sentence
}

/** What a seller can be notified of, with the version of the payload that is asked for. */
export const TYPES: Readonly<Record<string, Kind>> = {
  POINTS_RESET: {
    version: '1.0',
    about: { ja: 'ポイントがリセットされたとき', en: 'a price without points reset them' },
  },
  POINTS_POLICY_CHANGE: {
    version: '1.0',
    about: { ja: 'ポイントのルールが変わるとき', en: 'the rules will change, or have' },
  },
  ANY_OFFER_CHANGED: {
    version: '1.0',
    about: { ja: '商品の出品が変わったとき', en: 'an offer of a product you sell changed' },
  },
  B2B_ANY_OFFER_CHANGED: {
    version: '1.0',
    about: { ja: '商品の出品が変わったとき（法人）', en: 'the same, of offers to businesses' },
  },
  PRICING_HEALTH: {
    version: '1.0',
    about: {
      ja: '価格だけが理由でカートを獲得できないとき',
      en: 'your price alone keeps an offer from being featured',
    },
  },
  ORDER_CHANGE: {
    version: '1.0',
    about: {
      ja: '注文、発送、キャンセル、数量変更のとき',
      en: 'orders placed, shipped, cancelled',
    },
  },
  FEED_PROCESSING_FINISHED: {
    version: '2020-09-04',
    about: { ja: 'フィードの処理が終わったとき', en: 'a feed is done' },
  },
  REPORT_PROCESSING_FINISHED: {
    version: '2020-09-04',
    about: { ja: 'レポートが作成されたとき', en: 'a report is done' },
  },
}
