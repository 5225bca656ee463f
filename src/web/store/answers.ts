/** What the server answers, as far as the store reads it. */

export interface Product {
  readonly asin: string
  readonly titleJa: string
  readonly titleEn: string | null
  readonly category: string | null
  readonly image: string | null
}

export interface Offer {
  readonly seller: string
  readonly sellerName: string
  readonly sku: string
  readonly condition: string
  readonly price: number
  readonly shipping: number
  readonly points: number
  /** The points' share of the price; null without points. */
  readonly shown: { readonly bps: number } | null
  readonly inStock: boolean
  readonly landed: number
  readonly place: 'featured' | 'behind' | 'ineligible'
  /** Why it is in its place, and by how many yen. */
  readonly because: string
  readonly by: number | null
}

export interface Offers {
  readonly policyVersion: number
  readonly groups: readonly { readonly condition: string; readonly offers: readonly Offer[] }[]
}

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}

/** A product on a shelf, with its featured offer and how many it has. */
export interface Shelved extends Product {
  readonly offer: Offer | null
  readonly offers: number
}

export interface Checked {
  readonly product: Product | null
  readonly offer: Offer | null
  /** Why the line can not be ordered as it is. */
  readonly no: { readonly code: string; readonly sentence: string } | null
}

export interface Quote {
  readonly total: number
  readonly redeemed: number
  readonly cash: number
  readonly promised: number
  readonly redeemable: number
  readonly available: number
  readonly policyVersion: number
  readonly lines: readonly {
    readonly line: number
    readonly principal: number
    readonly shipping: number
    readonly promised: number
    readonly redeemed: number
  }[]
}

export interface OrderLine {
  readonly line: number
  readonly sku: string
  readonly asin: string
  readonly titleJa: string | null
  readonly titleEn: string | null
  readonly image: string | null
  readonly category: string | null
  readonly seller: string
  readonly sellerName: string
  readonly quantity: number
  readonly cancelledQuantity: number
  readonly shippedQuantity: number
  readonly price: number
  readonly shipping: number
  readonly pointsPerUnit: number
  readonly pointsGranted: number
  readonly pointsReturned: number
  readonly refundedPrincipal: number
  readonly refundedShipping: number
  readonly redeemed: number
  readonly pointsBack: number
  /** Earned, not spendable yet, and when they will be. */
  readonly pending: number
  readonly vestAt: string | null
}

export interface Order {
  readonly order: string
  readonly placedAt: string
  readonly status: 'unshipped' | 'partially_shipped' | 'shipped' | 'cancelled'
  readonly payment: 'prepaid' | 'cod'
  readonly policyVersion: number
  readonly total: number
  readonly redeemed: number
  readonly cash: number
  readonly lines: readonly OrderLine[]
}

interface PointsMoment {
  readonly at: string
  readonly points: number
}

export interface Balance {
  readonly available: number
  /** Promised by orders that have not shipped. */
  readonly pending: number
  /** Earned, not spendable yet. */
  readonly unvested: number
  readonly held: number
  readonly nextExpiry: PointsMoment | null
  readonly nextVesting: PointsMoment | null
}

export interface Ahead {
  readonly expiring: readonly PointsMoment[]
  readonly vesting: readonly PointsMoment[]
}

interface Places {
  readonly available: number
  readonly unvested: number
  readonly held: number
}

export interface PointsEntry {
  readonly id: string
  readonly what: string
  readonly because: string
  readonly reason: string | null
  readonly order: string | null
  readonly line: number | null
  readonly at: string
  readonly policyVersion: number
  readonly change: Places
  readonly balanceAfter: Places
}

/** A guarantee claim on an order, and what came of it. */
export interface Claim {
  readonly id: number
  readonly order: string
  readonly lines: readonly number[]
  readonly reason: string
  readonly state: 'open' | 'granted' | 'declined'
  readonly answer: string | null
  readonly askedAt: string
}

export type Payment = 'prepaid' | 'cod'
