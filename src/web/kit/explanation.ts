/** What the server says of one number; see `GET /v1/orders/{order}/explanation`. */
export interface Explanation {
  readonly policy: {
    readonly version: number
    readonly name: string
    readonly effectiveFrom: string
  }
  readonly steps: readonly ExplainedStep[]
  readonly entries: readonly ExplainedEntry[]
}

export interface ExplainedStep {
  readonly sentence: string
  /** `§` the help page, `†` later public fact, `‡` our decision. */
  readonly source: '§' | '†' | '‡'
  readonly result: number
  /** The exact value before rounding and the rule that rounded it. */
  readonly rounded: {
    readonly whole: number
    readonly numerator: number
    readonly denominator: number
    readonly rounding: 'half-even' | 'half-up' | 'floor' | 'ceil'
  } | null
  readonly policyVersion: number
}

export interface ExplainedEntry {
  readonly id: string
  readonly at: string
  readonly kind: string
  readonly debit: string
  readonly credit: string
  readonly unit: 'JPY' | 'PT'
  readonly amount: number
  readonly order: string | null
  readonly line: number | null
  readonly policyVersion: number
}
