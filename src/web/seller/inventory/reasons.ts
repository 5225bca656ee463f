import { explainFee, explainPoints, type OfferPreview, yen as yenOf } from '../../../rules/index.ts'
import type { Reason } from '../../kit/amount.tsx'
import { explained } from '../../kit/explained.ts'
import { pt, yen } from '../../kit/format.ts'
import type { Language } from '../../kit/language.ts'
import type { Programme } from '../common/use-programme.ts'
import type { Listing } from './answers.ts'

/** Why the amounts of an offer are what they are, by the rules' own steps. */

const SENTENCES = {
  points: { ja: '1個あたりのポイント', en: 'Points of one unit' },
  bySku: { ja: 'このSKUに設定したポイントです。', en: 'Set for this SKU.' },
  byDefault: {
    ja: 'このSKUには設定がないため、アカウント既定のポイント率が適用されます。',
    en: 'Nothing is set for this SKU, so the account default applies.',
  },
  none: { ja: 'ポイントは付きません。', en: 'No points come with this offer.' },
  pointsRule: {
    ja: '価格×割合を、ルールの端数処理で1個ごとに丸めます。',
    en: 'The price × the percentage, rounded for one unit.',
  },
  shippingRule: {
    ja: '出品者が設定した1個あたりの配送料です。',
    en: 'The shipping of one unit, as the seller set it.',
  },
  fee: { ja: '販売手数料の見込み', en: 'Referral fee, expected' },
  feeRule: {
    ja: '（価格＋配送料−ポイント）×料率、ただし最低手数料以上です。',
    en: '(Price + shipping − points) × rate, at least the minimum fee.',
  },
  landed: { ja: '実質価格', en: 'Landed price' },
  landedNet: {
    ja: '価格＋配送料−ポイント。カート獲得はこの価格で競われます。',
    en: 'Price + shipping − points. Offers compete for the featured place by it.',
  },
  landedGross: {
    ja: '価格＋配送料。現在のルールではポイントを差し引きません。',
    en: 'Price + shipping; the rules of today leave points out.',
  },
  proceeds: { ja: '1個販売したときの売上金の見込み', en: 'Proceeds of one sale, expected' },
  proceedsRule: {
    ja: '価格＋配送料からポイント原資と販売手数料を差し引いた額です。',
    en: 'Price + shipping, less the points and the referral fee.',
  },
  price: { ja: '価格', en: 'Price' },
  shipping: { ja: '配送料', en: 'Shipping' },
  pointsCost: { ja: 'ポイント原資', en: 'Cost of the points' },
} as const

const say = (name: keyof typeof SENTENCES, language: Language) => SENTENCES[name][language]

export const shippingReason = (language: Language): Reason => ({
  title: say('shipping', language),
  rule: say('shippingRule', language),
})

/** Without steps until the rules of the moment are known. */
export function pointsReason(
  listing: Listing,
  programme: Programme | undefined,
  language: Language,
): Reason {
  const { price, points, pointsFrom } = listing
  const title = say('points', language)
  if (!programme) return { title, rule: say('pointsRule', language) }
  const { policy, facts } = programme
  const policyVersion = policy.version
  if (pointsFrom === 'none') return { title, policyVersion, rule: say('none', language) }
  const setting =
    points?.by === 'amount'
      ? { by: 'amount' as const, points: points.points as never, ofPrice: yenOf(points.ofPrice) }
      : { by: 'percentage' as const, bps: points?.bps ?? facts.defaultBps ?? 0 }
  const steps = explainPoints(yenOf(price), setting, 1, policy)
  const rule = say(pointsFrom === 'sku' ? 'bySku' : 'byDefault', language)
  return { title, rule, policyVersion, steps: explained(steps, language) }
}

export function feeReason(
  { points, rate, policyVersion, outlay }: OfferPreview,
  { shipping }: Listing,
  { policy }: Programme,
  language: Language,
): Reason {
  const sale = { principal: outlay - shipping, shipping, points, units: 1 }
  const steps = explained(explainFee(sale, rate, policy), language)
  return { title: say('fee', language), rule: say('feeRule', language), policyVersion, steps }
}

const parts = (
  { outlay, points }: OfferPreview,
  { shipping }: Listing,
  language: Language,
): { label: string; text: string }[] => [
  { label: say('price', language), text: yen(outlay - shipping) },
  { label: say('shipping', language), text: yen(shipping) },
  { label: say('pointsCost', language), text: `−${pt(points)}` },
]

export function landedReason(preview: OfferPreview, listing: Listing, language: Language): Reason {
  const isNet = preview.landed !== preview.outlay || preview.points === 0
  return {
    title: say('landed', language),
    rule: say(isNet ? 'landedNet' : 'landedGross', language),
    policyVersion: preview.policyVersion,
    parts: parts(preview, listing, language).slice(0, isNet ? 3 : 2),
  }
}

export function proceedsReason(
  preview: OfferPreview,
  listing: Listing,
  language: Language,
): Reason {
  return {
    title: say('proceeds', language),
    rule: say('proceedsRule', language),
    policyVersion: preview.policyVersion,
    parts: [
      ...parts(preview, listing, language),
      { label: say('fee', language), text: `−${yen(preview.fee)}` },
    ],
  }
}
