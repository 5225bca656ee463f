/** A seller's account; see `GET /v1/sellers/{seller}`. */
export interface Seller {
  readonly seller: string
  readonly name: string
  readonly plan: 'professional' | 'individual'
  readonly standing: 'good' | 'at_risk' | 'suspended'
  readonly marketplace: string
  readonly agreementVersion: number | null
  readonly agreedAt: string | null
  readonly agreedBy: string | null
  readonly defaultPointsBps: number | null
  readonly createdAt: string
}
