import type { Accepted } from '../../ledger/command.ts'
import type { OfferWarning } from '../../rules/offers/warnings.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { applyToListings, type Decided } from './apply.ts'
import { type Authorship, authorOf } from './author.ts'
import type { ListingAsk } from './decide.ts'

export interface PutListingsAsk extends Authorship {
  readonly listings: readonly ListingAsk[]
}

/** What became of many listings: numbers, and by name only what its author should look at. */
export interface ListingsOutcome {
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: readonly ({ readonly sku: string } & Refusal)[]
  readonly warned: readonly {
    readonly sku: string
    readonly warnings: readonly OfferWarning[]
  }[]
}

/**
 * Makes or changes many listings of one seller at once: each is accepted or refused by itself, and
 * the whole is one transaction. A few thousand at a time are quickest.
 * The whole is refused with `seller_not_found` alone; each listing as `decideListings` says.
 */
export const putListings = (
  engine: Engine,
  intent: Intent,
  ask: PutListingsAsk,
): Promise<Refusal | Accepted<ListingsOutcome>> =>
  once(engine, intent, 'listings.put', ask, async (work) => {
    const author = await authorOf(engine, work, ask)
    if (isRefusal(author)) return author
    return summaryOf(ask.listings, await applyToListings(work, author, ask.listings))
  })

/** Counts decisions; `asks` and `decided` go side by side. */
export function summaryOf(asks: readonly ListingAsk[], decided: Decided): ListingsOutcome {
  const counts = { created: 0, changed: 0, unchanged: 0 }
  const refused: ListingsOutcome['refused'][number][] = []
  const warned: ListingsOutcome['warned'][number][] = []
  decided.forEach((one, index) => {
    const sku = asks[index]?.sku ?? ''
    if (isRefusal(one)) {
      refused.push({ sku, ...one })
      return
    }
    counts[one.what] += 1
    if (one.warnings.length > 0) warned.push({ sku, warnings: one.warnings })
  })
  return { ...counts, refused, warned }
}
