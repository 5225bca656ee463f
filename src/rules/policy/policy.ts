import type { BasisPoints, Rounding } from '../money/ratio.ts'
import type { Instant } from '../time/instant.ts'

/** A seller's selling plan. */
export type Plan = 'professional' | 'individual'

/** Who bears the points of a sale that a claim or a chargeback undoes. */
export type ClaimPoints =
  /** The buyer's points are deducted and kept by the operator (the default). */
  | 'operator'
  /** The buyer keeps them. */
  | 'buyer-keeps'
  /** They go back to the seller, as in an ordinary refund. */
  | 'seller'

export type Vesting =
  /** Points can be spent the moment the parcel ships (help page). */
  | { readonly trigger: 'shipment' }
  /** A number of days after shipment. */
  | { readonly trigger: 'delay'; readonly days: number }
  /** When delivery is reported. */
  | { readonly trigger: 'delivery' }
  /** When the return window, counted from delivery, has closed. */
  | { readonly trigger: 'return-window'; readonly days: number }

export type Expiry =
  /** The whole balance lapses some calendar months after the last earning or use. */
  | { readonly mode: 'rolling'; readonly months: number; readonly remindDays: number }
  /** Each earning lapses by itself, some calendar months after it vested. */
  | { readonly mode: 'dated-lots'; readonly months: number; readonly remindDays: number }

/** What becomes of points that come back to a buyer after they would have lapsed. */
export type LateReturn =
  | { readonly mode: 'expire' }
  /** They can be spent for some more days. */
  | { readonly mode: 'grace'; readonly days: number }

export interface FeeRate {
  readonly rateBps: BasisPoints
  /** Yen per unit sold, 0 for none. */
  readonly minimum: number
}

/** Every rule of the programme that may change, as one immutable value. */
export interface Terms {
  /** Marketplaces whose offers may carry points; points elsewhere are refused (Japan only §). */
  readonly marketplaces: readonly string[]
  /** Version of the points service agreement that a seller must have accepted. */
  readonly agreementVersion: number
  /** Announced change 1 §: which plans may offer points. */
  readonly plans: readonly Plan[]
  /** Announced change 2 §: what an automated price update does to points, and compares by. */
  readonly automatedPriceUpdate: 'reset' | 'keep-percentage'
  /** Announced change 3 §: what product and subscription answers call the landed price. */
  readonly landedPrice: 'with-shipping' | 'net-of-points'
  /** Announced change 4 §: how fractions of points and fees are settled. */
  readonly rounding: Rounding
  readonly offering: {
    readonly minimumBps: BasisPoints
    readonly maximumBps: BasisPoints
    /** Percentages must be a multiple of this: 1 for hundredths of a percent, 100 for integers. */
    readonly stepBps: BasisPoints
    /** A manual update that names only the price: points to zero §, or percentage kept †. */
    readonly priceOnlyUpdate: 'reset' | 'keep'
    /** Whether offers without points of their own take the seller's account default †. */
    readonly accountDefault: boolean
  }
  /** An offer above this share of its product's reference price is not featured; 0: no limit ‡. */
  readonly featuredOffer: { readonly competitivePriceBps: BasisPoints }
  readonly redemption: {
    readonly minimum: number
    readonly maximumPerOrder: number
    readonly excludedProductTypes: readonly string[]
  }
  readonly vesting: Vesting
  readonly expiry: Expiry
  readonly lateReturn: LateReturn
  readonly guaranteeClaim: ClaimPoints
  readonly chargeback: ClaimPoints
  readonly fees: {
    readonly standard: FeeRate
    readonly categories: Readonly<Record<string, FeeRate>>
    /** Kept from the fee credit of a refund: a share of it, at most `maximum` yen. */
    readonly refundAdministration: { readonly rateBps: BasisPoints; readonly maximum: number }
  }
  readonly settlement: {
    /** Start of the first period; periods follow each other without gaps. */
    readonly anchor: Instant
    readonly days: number
    /** Share of a positive balance held back until the next period. */
    readonly reserveBps: BasisPoints
  }
  /** Warns of, or blocks, points above Japan's premium cap †. */
  readonly premiumCap: {
    readonly mode: 'off' | 'warn' | 'block'
    readonly rateBps: BasisPoints
    /** Below this price the cap is `smallCap` yen instead of a share. */
    readonly smallPrice: number
    readonly smallCap: number
  }
}

/** The same thing said in both languages of the programme. */
export interface Message {
  readonly ja: string
  readonly en: string
}

/** Terms on the timeline: which version was decided when, and from when it governs. */
export interface Policy {
  /** 1, 2, 3 … in order of effect. Every decision names the version it used. */
  readonly version: number
  readonly name: string
  /** What it is called in English; absent, the same. */
  readonly nameEn?: string
  /** What sellers and service providers are told with its announcement. */
  readonly message?: Message
  readonly announcedAt: Instant
  readonly effectiveFrom: Instant
  readonly terms: Terms
}
