/** A period of `GET /v1/settlements`. */
export interface Period {
  readonly period: number
  readonly start: string
  readonly end: string
  readonly policyVersion: number
  readonly sellers: number
  readonly disbursed: number
}

/** A seller's statement of a period. */
export interface Statement {
  readonly seller: string
  readonly name: string
  readonly period: number
  readonly start: string
  readonly end: string
  readonly policyVersion: number
  readonly opening: number
  readonly lines: Readonly<Record<string, number>>
  readonly net: number
  readonly reserve: number
  readonly disbursement: number
  readonly closing: number
}
