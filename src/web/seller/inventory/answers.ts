/** What the server answers about listings, as far as the console reads it. */

export type Setting =
  | { readonly by: 'percentage'; readonly bps: number }
  | { readonly by: 'amount'; readonly points: number; readonly ofPrice: number }

export interface Listing {
  readonly sku: string
  readonly asin: string
  readonly condition: string
  readonly price: number
  readonly shipping: number
  /** The SKU's own; null: as the account default says. */
  readonly points: Setting | null
  readonly stock: number | null
  readonly status: 'active' | 'inactive'
  readonly version: number
  readonly effectivePoints: number
  readonly shown: { readonly points: number; readonly bps: number } | null
  readonly pointsFrom: 'sku' | 'account_default' | 'none'
  readonly pointsReset: { readonly at: string; readonly by: string } | null
  readonly titleJa: string | null
  readonly titleEn: string | null
  readonly image: string | null
  readonly category: string | null
  readonly updatedAt: string
}

/** How many listings fit a filter, and how many of those are what. */
export interface Counts {
  readonly total: number
  readonly active: number
  readonly inactive: number
  readonly soldOut: number
  readonly lowStock: number
  readonly withPoints: number
  readonly pointsReset: number
}
