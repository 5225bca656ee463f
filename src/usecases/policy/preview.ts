import { readTimeline } from '../../ledger/policies.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { isRefusal, type Refusal, type RefusalCode, refuse } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { askedTerms, type TermsAsk } from './announce.ts'
import { changesBetween, type FieldChange } from './changes.ts'
import { type Figures, figuresOf, refusalOf, type SampledSale } from './figures.ts'
import { recentLines, recentListings } from './samples.ts'

export interface PolicyPreviewAsk extends TermsAsk {
  /** How many of the newest orders' lines, and of the newest listings, are looked at. */
  readonly sample?: number
}

interface Compared {
  readonly before: Figures
  readonly after: Figures
}

export interface PreviewedLine extends Compared {
  readonly order: string
  readonly line: number
  readonly sku: string
  readonly quantity: number
  readonly price: number
  readonly shipping: number
}

export interface PreviewedListing extends Compared {
  readonly seller: string
  readonly sku: string
  readonly price: number
  readonly shipping: number
  /** Why these points could not be set any more; null when they could. */
  readonly refused: RefusalCode | null
}

/** Sums over a sample. */
export interface Total extends Compared {
  readonly count: number
  /** How many have any figure that differs. */
  readonly changed: number
}

export interface PolicyPreview {
  readonly refused?: never
  /** Against the newest announced version. */
  readonly changes: readonly FieldChange[]
  readonly orders: Total & { readonly lines: readonly PreviewedLine[] }
  readonly listings: Total & { readonly listings: readonly PreviewedListing[] }
}

const SAMPLE = { usual: 200, maximum: 2_000 }

/**
 * What a change of the rules would mean for what was really sold and is really offered: the newest
 * orders and listings, each decided twice by the rules that charge, under the newest announced
 * version and under the change. Nothing is announced.
 * Refusals: `page_size_out_of_range`, those of `decideTerms`, `policy_unchanged`.
 */
export async function previewPolicy(
  engine: Engine,
  ask: PolicyPreviewAsk,
): Promise<Refusal | PolicyPreview> {
  const { sample = SAMPLE.usual } = ask
  if (!Number.isInteger(sample) || sample < 1 || sample > SAMPLE.maximum) {
    return refuse('page_size_out_of_range', { maximum: SAMPLE.maximum })
  }
  const timeline = await readTimeline(engine.pool)
  const terms = askedTerms(timeline, ask)
  if (isRefusal(terms)) return terms
  const before = timeline[timeline.length - 1] as Policy
  const after: Policy = { ...before, version: before.version + 1, terms }
  const compared = (sale: SampledSale): Compared => ({
    before: figuresOf(sale, before, before),
    after: figuresOf(sale, before, after),
  })
  const sold = await recentLines(engine.pool, timeline, sample)
  const lines = sold.map(({ sale, ...facts }) => ({ ...facts, ...compared(sale) }))
  const offered = await recentListings(engine.pool, sample)
  const listings = offered.map(({ sale, ...facts }) => {
    const { refused = null } = refusalOf(sale, after) ?? {}
    return { ...facts, ...compared(sale), refused }
  })
  return {
    changes: changesBetween(before.terms, terms),
    orders: { ...total(lines), lines },
    listings: { ...total(listings), listings },
  }
}

function total(all: readonly Compared[]): Total {
  const names = ['points', 'fee', 'landed', 'proceeds'] as const
  const sum = (of: (one: Compared) => Figures): Figures => {
    const entries = names.map((name) => [name, all.reduce((s, one) => s + of(one)[name], 0)])
    return Object.fromEntries(entries) as Figures
  }
  return {
    count: all.length,
    changed: all.filter(({ before, after }) => names.some((name) => before[name] !== after[name]))
      .length,
    before: sum((one) => one.before),
    after: sum((one) => one.after),
  }
}
