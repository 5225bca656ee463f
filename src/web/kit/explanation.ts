/** What the server says of one number; see `GET /v1/orders/{order}/explanation`. */
export interface Explanation {
  readonly policy: {
    readonly version: number
    readonly name: string
    readonly effectiveFrom: string
  }
  readonly steps: readonly ExplainedStep[]
  readonly entries: readonly ExplainedEntry[]
  /** Older entries that are not among them. */
  readonly more: number
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

/** One part of a number that is a sum. */
export interface Part {
  readonly label: string
  /** Already written out: ￥1,000. */
  readonly text: string
}

/** What a number is and where it comes from, as far as the page knows. */
export interface Because {
  readonly title: string
  /** The number, written out as on the page. */
  readonly text: string
  /** The rule's sentence. */
  readonly rule: string
  readonly parts?: readonly Part[]
  readonly order?: string | undefined
  /** A page that shows the entries behind it. */
  readonly link?: { readonly text: string; readonly href: string } | undefined
  readonly policyVersion?: number | undefined
  /** The steps to it, where the page computed it by the rules itself. */
  readonly steps?: readonly ExplainedStep[] | undefined
  /**
   * An address that answers an `Explanation` with the rule's steps and the ledger's entries, such
   * as `/v1/orders/250-1/explanation?figure=granted&line=1`.
   */
  readonly from?: string | undefined
}
