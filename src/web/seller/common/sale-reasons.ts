import { explainFee } from '../../../rules/explain/fee.ts'
import { explainPoints } from '../../../rules/explain/points.ts'
import type { Points, Yen as Yens } from '../../../rules/money/amount.ts'
import type { PointsSetting } from '../../../rules/offers/offer.ts'
import type { Policy } from '../../../rules/policy/policy.ts'
import type { OfferPreview } from '../../../rules/previews/offer.ts'
import type { Reason } from '../../kit/amount.tsx'
import { explained } from '../../kit/explained.ts'
import { percent, pt, yen } from '../../kit/format.ts'
import type { Language, Sentences } from '../../kit/language.ts'

/** Figures of one sale that is computed on the page. */
export type SaleFigure = 'points' | 'fee' | 'pointsCost' | 'proceeds' | 'margin' | 'landed'

export const FIGURES: Sentences<SaleFigure> = {
  points: { ja: '付与ポイント', en: 'Points granted' },
  fee: { ja: '販売手数料', en: 'Referral fee' },
  pointsCost: { ja: 'ポイント費用', en: 'Points cost' },
  proceeds: { ja: '手取り', en: 'Proceeds' },
  margin: { ja: '利益', en: 'Margin' },
  landed: { ja: '支払総額（ポイント考慮後）', en: 'Landed price' },
}

const RULES: Sentences<SaleFigure> = {
  points: {
    ja: '販売価格×割合を、ルールの端数処理で1点ごとに丸めます。',
    en: 'The price × the percentage, rounded for one unit as the programme does.',
  },
  fee: {
    ja: '（販売価格＋配送料−ポイント）×料率です。',
    en: '(Price + shipping − points) × the rate.',
  },
  pointsCost: {
    ja: '1ポイントにつき1円を負担します。',
    en: 'You pay one yen for each point.',
  },
  proceeds: {
    ja: '販売価格＋配送料から、ポイント費用と販売手数料を引いた金額です。',
    en: 'Price + shipping less the points and the fee.',
  },
  margin: { ja: '手取りから仕入原価を引いた金額です。', en: 'Proceeds less your own cost.' },
  landed: {
    ja: 'カート獲得を競う価格です。販売価格＋配送料からポイントを引きます（ルールによります）。',
    en: 'What offers compete by: price + shipping − points, where the rules count points.',
  },
}

const PARTS: Sentences<'price' | 'shipping' | 'cost' | 'rate'> = {
  price: { ja: '販売価格', en: 'Price' },
  shipping: { ja: '配送料', en: 'Shipping' },
  cost: { ja: '仕入原価', en: 'Own cost' },
  rate: { ja: '料率', en: 'Rate' },
}

interface Sale {
  readonly preview: OfferPreview
  readonly price: number
  readonly shipping: number
  /** How the points are asked for. */
  readonly setting: PointsSetting
  readonly cost: number
  readonly policy: Policy
}

/** Why a figure of a sale is what it is, by the rules' own steps. */
export function saleReason(figure: SaleFigure, sale: Sale, language: Language): Reason {
  const { preview, price, shipping, setting, cost, policy } = sale
  const { points, fee, pointsCost, proceeds, landed, rate } = preview
  const named = (name: keyof typeof PARTS, text: string) => ({ label: PARTS[name][language], text })
  const part = (name: SaleFigure, text: string) => ({ label: FIGURES[name][language], text })
  const reason = {
    title: FIGURES[figure][language],
    rule: RULES[figure][language],
    policyVersion: policy.version,
  }
  const sums = [named('price', yen(price)), named('shipping', yen(shipping))]
  switch (figure) {
    case 'points': {
      if (points === 0) return reason
      const steps = explainPoints(price as Yens, setting, 1, policy)
      return { ...reason, steps: explained(steps, language) }
    }
    case 'fee': {
      const sold = { principal: price as Yens, shipping: shipping as Yens, units: 1 }
      const steps = explainFee({ ...sold, points: points as Points }, rate, policy)
      const parts = [named('rate', percent(rate.rateBps))]
      return { ...reason, parts, steps: explained(steps, language) }
    }
    case 'pointsCost':
      return { ...reason, parts: [part('points', pt(points))] }
    case 'proceeds': {
      const net = [part('pointsCost', yen(-pointsCost)), part('fee', yen(-fee))]
      return { ...reason, parts: [...sums, ...net] }
    }
    case 'margin': {
      const parts = [part('proceeds', yen(proceeds)), named('cost', yen(-cost))]
      return { ...reason, parts }
    }
    case 'landed':
      return { ...reason, parts: [...sums, part('points', yen(landed - price - shipping))] }
    default:
      return figure satisfies never
  }
}
