import type { Sql } from '../../database/connect.ts'
import type { Accepted } from '../../ledger/command.ts'
import { fingerprintOf } from '../../ledger/journal.ts'
import { mulDiv, WHOLE_BPS } from '../../rules/money/ratio.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { applyToListings, type Decided, decideListings, preferKeys, readListings } from './apply.ts'
import { type Authorship, authorOf, readerOf } from './author.ts'
import type { Author, ListingAsk } from './decide.ts'
import { conditionsOf, type ListingFilter, Parameters } from './filter.ts'
import { type ListingsOutcome, summaryOf } from './put.ts'

/** A price for every listing, or a step from the one that each has. */
export type PriceChange =
  | { readonly to: number }
  /** Yen more, or less. */
  | { readonly by: number }
  /** Hundredths of a percent more, or less; rounded by the policy's rule. */
  | { readonly byBps: number }

/** What to do to every listing that fits; the rest of it stays. */
export interface BulkChange extends Pick<ListingAsk, 'shipping' | 'points' | 'stock' | 'status'> {
  readonly price?: PriceChange
}

export interface BulkAsk extends Authorship {
  readonly filter: ListingFilter
  readonly change: BulkChange
}

export interface BulkOutcome {
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  /** Changed, with a warning. */
  readonly warned: number
  /** The first of those that were refused and warned. */
  readonly named: Pick<ListingsOutcome, 'refused' | 'warned'>
}

export type BulkProgress = (done: BulkOutcome) => void

/** A part of a change over a filter: the listings after one SKU, as many as a transaction takes. */
export interface BulkPart extends BulkOutcome {
  /** After which SKU the next part begins; null when this was the last. */
  readonly next: string | null
}

/** Listings of one transaction. */
const BATCH = 2_000
/** Refused and warned listings named in an answer, each. */
const NAMED_MAX = 500

/**
 * Changes every listing of a seller that fits a filter, in the order of SKUs, a batch in each
 * transaction. A batch that is done is answered from its key: run again under the same key after
 * it was cut off, the change goes on where it was, and no price is raised twice.
 *
 * Refusals: `nothing_named`, `seller_not_found`, `key_reused`; each listing's as `decideListing`.
 */
export async function changeListings(
  engine: Engine,
  intent: Intent,
  ask: BulkAsk,
  onProgress: BulkProgress = () => {},
): Promise<Refusal | BulkOutcome> {
  if (namesNothing(ask)) return refuse('nothing_named')
  const fingerprint = intent.fingerprint ?? fingerprintOf({ kind: 'listings.changed', ask })
  let sum = NOTHING
  let after: string | null = ''
  for (let n = 1; after !== null; n++) {
    const part = { ...intent, key: `${intent.key}/${n}`, fingerprint }
    const answer = await changePart(engine, part, ask, after)
    if (isRefusal(answer)) return answer
    const { next, ...outcome }: BulkPart = answer.outcome
    sum = added(sum, outcome)
    after = next
    onProgress(sum)
  }
  return sum
}

/**
 * Changes the next listings of a seller that fit a filter, in one transaction: those after the SKU
 * `after`, which is '' at the beginning. Who asks again with `next` until it is null has changed
 * each listing once, even one that fits the filter still, or again, after its change.
 * Refusals: as `changeListings`.
 */
export async function changePart(
  engine: Engine,
  intent: Intent,
  ask: BulkAsk,
  after: string,
): Promise<Refusal | Accepted<BulkPart>> {
  if (namesNothing(ask)) return refuse('nothing_named')
  return once(engine, intent, 'listings.changed', { ask, after }, async (work) => {
    const author = await authorOf(engine, work, ask)
    if (isRefusal(author)) return author
    await preferKeys(work.sql)
    const asks = await nextAsks(work.sql, author, ask, after)
    const outcome = outcomeOf(asks, await applyToListings(work, author, asks))
    return { ...outcome, next: lastOf(asks) }
  })
}

const namesNothing = ({ change }: BulkAsk): boolean =>
  Object.values(change).every((value) => value === undefined)

/** What `changeListings` would do at this moment: the same decisions, not written. */
export async function previewChange(engine: Engine, ask: BulkAsk): Promise<Refusal | BulkOutcome> {
  let sum = NOTHING
  for (let after: string | null = ''; after !== null; ) {
    const part: Refusal | BulkPart = await previewPart(engine, ask, after)
    if (isRefusal(part)) return part
    const { next, ...outcome } = part
    sum = added(sum, outcome)
    after = next
  }
  return sum
}

/** What `changePart` would do at this moment. */
export async function previewPart(
  engine: Engine,
  ask: BulkAsk,
  after: string,
): Promise<Refusal | BulkPart> {
  if (namesNothing(ask)) return refuse('nothing_named')
  const reader = await readerOf(engine, ask.seller)
  if (isRefusal(reader)) return reader
  const author = { ...reader, source: ask.source }
  const asks = await nextAsks(engine.pool, author, ask, after)
  const skus = asks.map(({ sku }) => sku)
  const known = await readListings(engine.pool, author.seller.id, skus)
  return { ...outcomeOf(asks, decideListings(author, asks, known, new Set())), next: lastOf(asks) }
}

/** What the next batch of listings is asked, each at the version it was found at. */
async function nextAsks(
  sql: Sql,
  author: Author,
  { filter, change }: BulkAsk,
  after: string,
): Promise<readonly ListingAsk[]> {
  const parameters = new Parameters()
  const { all } = await conditionsOf(sql, filter, author, parameters)
  const conditions = [...all, `l.sku > ${parameters.add(after)}`]
  const { rows } = await sql.query<{ sku: string; price: number; version: number }>(
    `select l.sku, l.price, l.version from listing l where ${conditions.join(' and ')}
      order by l.sku limit ${BATCH}`,
    parameters.values,
  )
  const { price: step, ...rest } = change
  return rows.map(({ sku, price, version }) => ({
    ...{ sku, version, ...rest },
    ...(step ? { price: stepped(price, step, author) } : {}),
  }))
}

function stepped(price: number, step: PriceChange, { policy }: Author): number {
  if ('to' in step) return step.to
  if ('by' in step) return price + step.by
  return mulDiv(price, WHOLE_BPS + step.byBps, WHOLE_BPS, policy.terms.rounding)
}

const lastOf = (asks: readonly ListingAsk[]): string | null =>
  asks.length < BATCH ? null : (asks.at(-1)?.sku ?? null)

const NOTHING: BulkOutcome = {
  ...{ changed: 0, unchanged: 0, refused: 0, warned: 0 },
  named: { refused: [], warned: [] },
}

function outcomeOf(asks: readonly ListingAsk[], decided: Decided): BulkOutcome {
  const { changed, unchanged, refused, warned } = summaryOf(asks, decided)
  const counts = { changed, unchanged, refused: refused.length, warned: warned.length }
  return added(NOTHING, { ...counts, named: { refused, warned } })
}

const added = (a: BulkOutcome, b: BulkOutcome): BulkOutcome => ({
  changed: a.changed + b.changed,
  unchanged: a.unchanged + b.unchanged,
  refused: a.refused + b.refused,
  warned: a.warned + b.warned,
  named: {
    refused: [...a.named.refused, ...b.named.refused].slice(0, NAMED_MAX),
    warned: [...a.named.warned, ...b.named.warned].slice(0, NAMED_MAX),
  },
})
