import type { FieldChange, Terms } from '../../console/policy/words.ts'

/** A version of `GET /v1/policies`. */
export interface PolicyVersion {
  readonly version: number
  readonly name: string
  readonly nameEn?: string
  readonly message?: { readonly ja: string; readonly en: string }
  readonly announcedAt: string
  readonly effectiveFrom: string
  readonly state: 'past' | 'current' | 'announced'
  readonly terms: Terms
  readonly changes: readonly FieldChange[]
}

export interface Figures {
  readonly points: number
  readonly fee: number
  readonly landed: number
  readonly proceeds: number
}

interface Compared {
  readonly before: Figures
  readonly after: Figures
}

interface Total extends Compared {
  readonly count: number
  readonly changed: number
}

/** `POST /v1/policy-previews`. */
export interface Preview {
  readonly changes: readonly FieldChange[]
  readonly orders: Total & { readonly lines: readonly (Compared & PreviewedLine)[] }
  readonly listings: Total & { readonly listings: readonly (Compared & PreviewedListing)[] }
}

export interface PreviewedLine {
  readonly order: string
  readonly line: number
  readonly sku: string
  readonly quantity: number
  readonly price: number
}

export interface PreviewedListing {
  readonly seller: string
  readonly sku: string
  readonly price: number
  readonly refused: string | null
}
