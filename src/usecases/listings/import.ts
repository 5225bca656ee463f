import { type PoolClient, transaction } from '../../database/connect.ts'
import type { Encoding } from '../../files/decoder.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { retried } from '../once.ts'
import type { Language } from '../sentence.ts'
import { type Authorship, authorOf, readerOf } from './author.ts'
import { type Batch, type BatchDecided, decideBatch, writeBatch } from './import-batch.ts'
import { type ByteSink, type ImportCounts, type ImportReport, Tally } from './import-report.ts'
import { InventoryFile } from './inventory-file.ts'

export interface ImportAsk extends Omit<Authorship, 'source'> {
  /** The file: TSV or CSV with a header line, Japanese or English. */
  readonly file: AsyncIterable<Uint8Array>
  /** Found out from the file, unless stated. */
  readonly encoding?: Encoding | 'auto'
  /** The language of the reasons; that of the header, unless named. */
  readonly language?: Language
  /** Gets a file of the refused rows: the same cells and a column with the reason. */
  readonly refusedTo?: ByteSink
  readonly onProgress?: (counts: ImportCounts) => void
}

type Importer = Pick<Intent, 'caller' | 'at'>

/**
 * Imports a seller's inventory: each row is accepted or refused by itself, a few thousand in each
 * transaction. Cut off and run again, it ends in the same state: rows that were written are then
 * unchanged. The whole is refused with `seller_not_found`, `file_encoding_unsupported` and those
 * of `layoutOf`.
 */
export const importListings = (
  engine: Engine,
  importer: Importer,
  ask: ImportAsk,
): Promise<Refusal | ImportReport> =>
  run(
    engine,
    ask,
    LANES,
    (batch) =>
      retried((again) =>
        transaction(engine.pool, (sql) => writeIn(engine, sql, importer, ask, batch, again)),
      ),
    () => true,
  )

/** As `importListings`, but all or nothing: with one refused row nothing is written. */
export async function importListingsWhole(
  engine: Engine,
  importer: Importer,
  ask: ImportAsk,
): Promise<Refusal | ImportReport> {
  class Undo extends Error {}
  let report: Refusal | ImportReport | undefined
  const importing = transaction(engine.pool, async (sql) => {
    report = await run(
      engine,
      ask,
      1,
      (batch) =>
        retried((again) => saved(sql, () => writeIn(engine, sql, importer, ask, batch, again))),
      ({ refused }) => refused === 0,
    )
    if (isRefusal(report) || !report.written) throw new Undo()
  })
  await importing.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error
  })
  return report as Refusal | ImportReport
}

/** What `importListings` would do at this moment: the same decisions, not written. */
export const previewImport = (engine: Engine, ask: ImportAsk): Promise<Refusal | ImportReport> =>
  run(
    engine,
    ask,
    LANES,
    async (batch) => {
      const reader = await readerOf(engine, ask.seller)
      if (isRefusal(reader)) throw new Error('the seller went missing')
      return decideBatch(engine.pool, { ...reader, source: 'file' }, batch)
    },
    () => false,
  )

/** Rows of a batch: enough to make a transaction worth it, few enough to need little memory. */
const BATCH = 4_000

/** Batches under way at the same time, each in its own transaction. */
const LANES = 2

/**
 * Reads the file while batches are being performed, `lanes` at a time, and counts them in their
 * order; `keeps` says whether they stay written.
 */
async function run(
  engine: Engine,
  ask: ImportAsk,
  lanes: number,
  perform: (batch: Batch) => Promise<BatchDecided>,
  keeps: (counts: ImportCounts) => boolean,
): Promise<Refusal | ImportReport> {
  if ((await engine.directory.seller(ask.seller)) === undefined) return refuse('seller_not_found')
  const file = new InventoryFile(ask.file, ask.encoding, ask.language)
  const tally = new Tally(file, ask.refusedTo)
  const flying: { batch: Batch; deciding: Promise<BatchDecided> }[] = []
  const land = async () => {
    const first = flying.shift()
    if (!first) return
    await tally.add(first.batch, await first.deciding)
    ask.onProgress?.(tally.counts)
  }
  try {
    for await (const batch of file.batches(BATCH)) {
      if (flying.length >= lanes) await land()
      const deciding = perform(batch)
      deciding.catch(() => {}) // heard of when it lands
      flying.push({ batch, deciding })
    }
    while (flying.length > 0) await land()
  } finally {
    await Promise.allSettled(flying.map(({ deciding }) => deciding))
  }
  return file.refusal ?? tally.report(keeps(tally.counts))
}

async function writeIn(
  engine: Engine,
  sql: PoolClient,
  { caller, at }: Importer,
  ask: ImportAsk,
  batch: Batch,
  again: boolean,
): Promise<BatchDecided> {
  const now = engine.clock.now()
  const work = { sql, caller, at: at ?? now, now, again }
  const { seller, by = caller } = ask
  const author = await authorOf(engine, work, { seller, by, source: 'file' })
  if (isRefusal(author)) throw new Error('the seller went missing')
  return (await writeBatch(work, author, batch)).decided
}

/** Inside a transaction, undoes only this work when it fails. */
export async function saved<T>(sql: PoolClient, work: () => Promise<T>): Promise<T> {
  await sql.query('savepoint batch')
  try {
    const result = await work()
    await sql.query('release savepoint batch')
    return result
  } catch (error) {
    await sql.query('rollback to savepoint batch')
    throw error
  }
}
