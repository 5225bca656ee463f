import type { PricingStep, PricingTarget } from '../../../rules/pricing/rule.ts'

/** What the server answers about rules that set prices. */
export interface RuleTerms {
  readonly target: PricingTarget
  readonly step: PricingStep
  readonly floor: number
  readonly ceiling: number
}

export interface Rule extends RuleTerms {
  readonly sku: string
  readonly enabled: boolean
  readonly because: string | null
  readonly updatedAt: string
}

export interface Simulated {
  readonly from: string
  readonly to: string
  readonly changes: number
  readonly cut: boolean
  readonly price: number
  readonly moves: readonly {
    readonly at: string
    readonly because: string
    readonly before: number
    readonly price: number
    readonly points: number
    readonly net: number
  }[]
  readonly damped: number
  readonly span: number
  readonly featuredAsRecorded: number
  readonly featuredWithRule: number
}

export interface RuleHappening {
  readonly id: number
  readonly what: 'set' | 'changed' | 'held' | 'undone'
  readonly because: string
  readonly priceBefore: number | null
  readonly price: number | null
  readonly at: string
}
