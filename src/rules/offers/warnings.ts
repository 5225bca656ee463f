import type { Points, Yen } from '../money/amount.ts'
import type { PointsSetting } from './offer.ts'

/** Who or what changed an offer. */
export type UpdateSource = 'manual' | 'automated' | 'app' | 'file'

/** Something that a permitted change does, and that its author must be told before and after. */
export type OfferWarning =
  | {
      /** The price was set without points, and the policy resets them §. Undo: set `previous`. */
      readonly warning: 'points_reset'
      readonly source: UpdateSource
      readonly because: 'priceOnlyUpdate' | 'automatedPriceUpdate'
      readonly previous: PointsSetting
      readonly previousPoints: Points
      readonly previousPrice: Yen
    }
  /** The points exceed Japan's premium cap †; sold all the same. */
  | { readonly warning: 'points_above_premium_cap'; readonly points: Points; readonly cap: Points }
  /** The price is so low that the percentage comes to no point at all. */
  | { readonly warning: 'points_round_to_zero'; readonly price: Yen }

export type WarningCode = OfferWarning['warning']

/** Each warning's sentence; placeholders in braces are filled from the warning itself. */
export const WARNINGS: Readonly<Record<WarningCode, { readonly en: string; readonly ja: string }>> =
  {
    points_reset: {
      en: 'Only the price was set, so the {previousPoints} points of this offer were reset to 0.',
      ja: '価格のみが更新されたため、この出品の{previousPoints}ポイントは0にリセットされました。',
    },
    points_above_premium_cap: {
      en: '{points} points are above the premium cap of {cap} for this price.',
      ja: '{points}ポイントは、この価格の景品類の限度額（{cap}円）を超えています。',
    },
    points_round_to_zero: {
      en: 'At a price of {price} yen this percentage comes to no point.',
      ja: '価格{price}円では、この割合のポイントは0になります。',
    },
  }
