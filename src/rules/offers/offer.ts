import type { SellerId } from '../ids.ts'
import type { Points, Yen } from '../money/amount.ts'
import type { BasisPoints } from '../money/ratio.ts'
import type { Plan } from '../policy/policy.ts'

/** The state of an item; offers compete with those of the same first word. */
export const CONDITIONS = [
  'new',
  'refurbished',
  'used_like_new',
  'used_very_good',
  'used_good',
  'used_acceptable',
  'collectible_like_new',
  'collectible_very_good',
  'collectible_good',
  'collectible_acceptable',
] as const

export type Condition = (typeof CONDITIONS)[number]

/** The conditions that buyers compare with each other: one featured offer for each. */
export type ConditionGroup = 'new' | 'refurbished' | 'used' | 'collectible'

export const conditionGroup = (condition: Condition): ConditionGroup =>
  condition.split('_')[0] as ConditionGroup

export type OfferStatus = 'active' | 'inactive'

/**
 * The points of one SKU as its seller set them. Both ways are a ratio to the price, so both can
 * follow the price exactly and without drift.
 */
export type PointsSetting =
  /** Hundredths of a percent of the price. 0 is "none", an exception to the account default. */
  | { readonly by: 'percentage'; readonly bps: BasisPoints }
  /** Points for one unit, set when the price was `ofPrice`. */
  | { readonly by: 'amount'; readonly points: Points; readonly ofPrice: Yen }

/** One seller's price, shipping, points and stock for one product in one condition. */
export interface Offer {
  readonly seller: SellerId
  readonly sku: string
  readonly asin: string
  readonly marketplace: string
  readonly condition: Condition
  /** Yen per unit. */
  readonly price: Yen
  /** Yen to ship one unit. */
  readonly shipping: Yen
  /** null: nothing set for this SKU, so the account default applies where the policy has one. */
  readonly points: PointsSetting | null
  readonly stock: number
  readonly status: OfferStatus
}

/** Only a seller in good standing offers points and is featured. */
export type Standing = 'good' | 'at_risk' | 'suspended'

/** What the rules about offers need to know of a seller. */
export interface SellerFacts {
  readonly plan: Plan
  /** The version of the points service agreement it accepted; null for none. */
  readonly agreementVersion: number | null
  readonly standing: Standing
  /** Account-wide default, used where the policy has one and the SKU sets nothing. */
  readonly defaultBps: BasisPoints | null
}
