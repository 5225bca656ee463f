import type { Sql } from '../../database/connect.ts'
import type { Row } from '../../files/records.ts'
import type { Refusal } from '../../rules/refusal.ts'
import { isRefusal } from '../../rules/refusal.ts'
import type { Work } from '../once.ts'
import { addProducts } from '../products/put.ts'
import {
  decideListings,
  knownProducts,
  preferKeys,
  readListings,
  readToWrite,
  recordListings,
} from './apply.ts'
import type { Author, ListingDecision } from './decide.ts'
import type { KnownListing } from './listing.ts'
import type { RowAsk, RowProblem } from './row.ts'
import type { WrittenListing } from './write.ts'

/** Rows of a file that are decided together, those that could not be read among them. */
export type Batch = readonly { readonly row: Row; readonly read: RowAsk | RowProblem }[]

/** What became of the rows of a batch that could be read, in their order. */
export type BatchDecided = readonly (Refusal | ListingDecision)[]

export interface BatchWritten {
  readonly decided: BatchDecided
  readonly written: readonly WrittenListing[]
}

const asksOf = (batch: Batch): RowAsk[] => batch.flatMap(({ read }) => (read.problem ? [] : [read]))

/** What the rows would do at this moment; nothing is written. */
export async function decideBatch(sql: Sql, author: Author, batch: Batch): Promise<BatchDecided> {
  const read = (skus: readonly string[]) => readListings(sql, author.seller.id, skus)
  return (await decide(sql, author, asksOf(batch), read)).decided
}

/**
 * Writes what the rows ask for, inside a transaction. Throws `LostRace` as `writeListings` does.
 */
export async function writeBatch(work: Work, author: Author, batch: Batch): Promise<BatchWritten> {
  await preferKeys(work.sql)
  const asks = asksOf(batch)
  const read = (skus: readonly string[]) => readToWrite(work, author.seller.id, skus)
  const { decided, products } = await decide(work.sql, author, asks, read)
  // A row with a title brings its product along.
  const titles = new Map<string, string>()
  decided.forEach((one, index) => {
    if (isRefusal(one) || one.what !== 'created' || products.has(one.asin)) return
    titles.set(one.asin, asks[index]?.title ?? one.asin)
  })
  if (titles.size > 0) {
    await addProducts(
      work,
      [...titles].map(([asin, titleJa]) => ({ asin, titleJa })),
    )
  }
  return { decided, written: await recordListings(work, author, decided) }
}

async function decide(
  sql: Sql,
  author: Author,
  rows: readonly RowAsk[],
  read: (skus: readonly string[]) => Promise<Map<string, KnownListing>>,
) {
  const skus = rows.flatMap(({ ask, otherSku }) => (otherSku ? [ask.sku, otherSku] : [ask.sku]))
  const known = await read(skus)
  const asks = rows.map(({ ask, otherSku }) =>
    otherSku && !known.has(ask.sku) && known.has(otherSku) ? { ...ask, sku: otherSku } : ask,
  )
  const products = await knownProducts(sql, asks, known)
  const titled = rows.flatMap(({ ask, title }) => (ask.asin && title ? [ask.asin] : []))
  const decided = decideListings(author, asks, known, new Set([...products, ...titled]))
  return { decided, products }
}
