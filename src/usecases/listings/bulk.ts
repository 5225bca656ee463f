import type { Sql } from '../../database/connect.ts'
import { mulDiv, WHOLE_BPS } from '../../rules/money/ratio.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import type { Work } from '../once.ts'
import { type Decided, decideListings, preferKeys, readListings, writeAsks } from './apply.ts'
import { type Authorship, authorOf, readerOf } from './author.ts'
import type { Author, ListingAsk } from './decide.ts'
import { conditionsOf, type ListingFilter, Parameters } from './filter.ts'
import { type ListingsOutcome, summaryOf } from './put.ts'
import type { WrittenListing } from './write.ts'

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

/** A change over a filter as it is kept: which listings, and what of them. */
export type AskedChange = Pick<BulkAsk, 'filter' | 'change'>

export interface BulkOutcome {
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  /** Changed, with a warning. */
  readonly warned: number
  /** The first of those that were refused and warned. */
  readonly named: Pick<ListingsOutcome, 'refused' | 'warned'>
}

/** A part of a change over a filter: the listings after one SKU, as many as a transaction takes. */
export interface BulkPart extends BulkOutcome {
  /** After which SKU the next part begins; null when this was the last. */
  readonly next: string | null
}

/** Listings that are looked at together, and that one transaction writes. */
const LOOKED_AT = 2_000
const WRITTEN = 1_000
/** Refused and warned listings named in an answer, each. */
const NAMED_MAX = 500

/** What the next batch of a change did. */
export interface BulkWritten {
  readonly refused?: never
  /** Listings that were looked at. */
  readonly rows: number
  readonly outcome: BulkOutcome
  readonly written: readonly WrittenListing[]
  readonly next: string | null
}

/**
 * Changes the next listings of a seller that fit a filter, inside a transaction: those after the
 * SKU `after`, which is '' at the beginning. Who asks again with `next` until it is null has
 * changed each listing once, even one that fits the filter still, or again, after its change.
 * Refusals: `seller_not_found`; each listing's as `decideListing`.
 */
export async function changeNext(
  engine: Engine,
  work: Work,
  ask: BulkAsk,
  after: string,
): Promise<Refusal | BulkWritten> {
  const author = await authorOf(engine, work, ask)
  if (isRefusal(author)) return author
  await preferKeys(work.sql)
  const asks = await nextAsks(work.sql, author, ask, after, WRITTEN)
  const { decided, written } = await writeAsks(work, author, asks)
  return {
    rows: asks.length,
    outcome: outcomeOf(asks, decided),
    written,
    next: lastOf(asks, WRITTEN),
  }
}

/** Whether a change changes nothing, which is refused. */
export const namesNothing = ({ change }: Pick<BulkAsk, 'change'>): boolean =>
  Object.values(change).every((value) => value === undefined)

/**
 * What the next batch of a change would do at this moment: the same decisions, not written.
 * Refusals: `nothing_named`, `seller_not_found`.
 */
export async function previewPart(
  engine: Engine,
  ask: BulkAsk,
  after: string,
): Promise<Refusal | BulkPart> {
  if (namesNothing(ask)) return refuse('nothing_named')
  const reader = await readerOf(engine, ask.seller)
  if (isRefusal(reader)) return reader
  const author = { ...reader, source: ask.source }
  const asks = await nextAsks(engine.pool, author, ask, after, LOOKED_AT)
  const skus = asks.map(({ sku }) => sku)
  const known = await readListings(engine.pool, author.seller.id, skus)
  return {
    ...outcomeOf(asks, decideListings(author, asks, known, new Set())),
    next: lastOf(asks, LOOKED_AT),
  }
}

/** What the next batch of listings is asked, each at the version it was found at. */
async function nextAsks(
  sql: Sql,
  author: Author,
  { filter, change }: BulkAsk,
  after: string,
  limit: number,
): Promise<readonly ListingAsk[]> {
  const parameters = new Parameters()
  const { all } = await conditionsOf(sql, filter, author, parameters)
  const conditions = [...all, `l.sku > ${parameters.add(after)}`]
  const { rows } = await sql.query<{ sku: string; price: number; version: number }>(
    `select l.sku, l.price, l.version from listing l where ${conditions.join(' and ')}
      order by l.sku limit ${limit}`,
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

const lastOf = (asks: readonly ListingAsk[], limit: number): string | null =>
  asks.length < limit ? null : (asks.at(-1)?.sku ?? null)

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
