import type { Sentence } from '../../kit/language.ts'

/**
 * The points service agreement, in paragraphs. It says what the programme's rules do; each version
 * of the rules names the version of the agreement that it needs.
 */
export const PARAGRAPHS: readonly { readonly title: Sentence; readonly text: Sentence }[] = [
  {
    title: { ja: '1. ポイントの費用', en: '1. Who pays for points' },
    text: {
      ja: '出品者が設定したポイントは、商品の発送を確認したときに購入者へ付与されます。付与したポイントは、1ポイントにつき1円として出品者の売上金から差し引かれます。',
      en:
        'Points that you set are granted to the buyer when you confirm the shipment. Each ' +
        'point granted is debited from your proceeds as one yen.',
    },
  },
  {
    title: { ja: '2. 設定できる範囲', en: '2. What may be set' },
    text: {
      ja: 'ポイントは商品価格に対する割合、または数で設定します。範囲と端数処理は、その時点で適用されるプログラムのルールに従います。',
      en:
        'Points are set as a percentage of the price or as a number, within the range and with ' +
        'the rounding of the rules in force.',
    },
  },
  {
    title: { ja: '3. 価格のみの更新', en: '3. Updates of the price alone' },
    text: {
      ja: '価格だけを更新すると、ルールによりポイントが0にリセットされることがあります。価格とポイントは同時に設定してください。',
      en:
        'Where the rules say so, an update that names only the price resets the points to ' +
        'zero. Set price and points together.',
    },
  },
  {
    title: { ja: '4. 返金と返品', en: '4. Refunds and returns' },
    text: {
      ja: '返金した商品代金の割合に応じて、付与したポイントの原資が出品者に戻ります。保証申請（A-to-z）による返金では戻りません。',
      en:
        'With a refund, the points of the refunded share of the price are returned to you. ' +
        'With a guarantee claim (A-to-z) they are not.',
    },
  },
  {
    title: { ja: '5. 購入者の利用', en: '5. How buyers use points' },
    text: {
      ja: '購入者がポイントで支払ったかどうかは出品者に開示されません。注文は「前払い」として表示され、売上金は価格どおりに計上されます。',
      en:
        'Whether a buyer paid with points is not disclosed to you. Orders show as prepaid, and ' +
        'your proceeds are credited in full.',
    },
  },
  {
    title: { ja: '6. ルールの変更', en: '6. Changes of the rules' },
    text: {
      ja: 'ルールの変更は、適用前にお知らせで告知されます。注文時に適用されていたルールは、その注文に引き続き適用されます。',
      en:
        'Changes are announced before they take effect. An order keeps the rules under which ' +
        'it was placed.',
    },
  },
]
