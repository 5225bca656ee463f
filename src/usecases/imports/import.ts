import type { Sql } from '../../database/connect.ts'
import type { Encoding } from '../../files/decoder.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { UpdateSource } from '../../rules/offers/warnings.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import type { AskedChange } from '../listings/bulk.ts'
import { type BatchSums, readSums } from './batches.ts'
import { type ImportState, phaseOf } from './state.ts'

/** An uploaded file as it is kept. */
export interface KeptImport {
  readonly id: number
  readonly sellerId: SellerId
  readonly seller: string
  readonly state: ImportState
  /** What the file was called. */
  readonly name: string
  /** All or nothing. */
  readonly whole: boolean
  readonly caller: string
  /** Who history names. */
  readonly author: string
  readonly source: UpdateSource
  readonly bytes: number
  /** Rows below the header. */
  readonly rows: number
  readonly encoding: Encoding
  readonly attempts: number
  /** Of a change over a filter, which is kept as a file is: which listings, and what of them. */
  readonly change: AskedChange | null
  readonly createdAt: Instant
  readonly finishedAt: Instant | null
}

/** How far an uploaded file is, and what became, or would become, of its rows. */
export interface ShownImport extends KeptImport, BatchSums {
  readonly refused?: never
}

interface ImportRow {
  readonly id: number
  readonly seller_id: SellerId
  readonly reference: string
  readonly state: ImportState
  readonly name: string
  readonly whole: boolean
  readonly caller: string
  readonly author: string
  readonly source: UpdateSource
  readonly bytes: number
  readonly rows: number
  readonly encoding: Encoding
  readonly attempts: number
  readonly change: AskedChange | null
  readonly created_at: Instant
  readonly finished_at: Instant | null
}

const keptOf = (row: ImportRow): KeptImport => ({
  id: row.id,
  sellerId: row.seller_id,
  seller: row.reference,
  state: row.state,
  name: row.name,
  whole: row.whole,
  caller: row.caller,
  author: row.author,
  source: row.source,
  bytes: row.bytes,
  rows: row.rows,
  encoding: row.encoding,
  attempts: row.attempts,
  change: row.change,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
})

const SELECT = 'select i.*, s.reference from listing_import i join seller s on s.id = i.seller_id'

/** One that has been received. */
export async function readImport(sql: Sql, id: number): Promise<KeptImport | undefined> {
  const { rows } = await sql.query<ImportRow>({
    name: 'read-import',
    text: `${SELECT} where i.id = $1 and state <> 'receiving'`,
    values: [id],
  })
  return rows[0] && keptOf(rows[0])
}

export interface FindImport {
  readonly seller: string
  readonly id: number
}

/** Whatever a seller has under this number; undefined when that is nothing. */
export async function findKept(sql: Sql, { seller, id }: FindImport) {
  const kept = await readImport(sql, id)
  return kept?.seller === seller ? kept : undefined
}

/** A seller's own file. Refusal: `import_not_found`. */
export async function keptImport(
  sql: Sql,
  ask: FindImport,
): Promise<Refusal | (KeptImport & { readonly refused?: never })> {
  const kept = await findKept(sql, ask)
  return kept?.change === null ? kept : refuse('import_not_found')
}

/** As `keptImport`, with what became of the rows. */
export async function findImport(
  { pool }: Engine,
  ask: FindImport,
): Promise<Refusal | ShownImport> {
  const kept = await keptImport(pool, ask)
  if (kept.refused !== undefined) return kept
  return { ...kept, ...(await readSums(pool, kept.id, phaseOf(kept.state))) }
}

interface ListKept {
  readonly seller: string
  readonly before?: number
  readonly limit: number
}

/** A seller's files, newest first, without what became of their rows. */
export const listImports = (
  engine: Engine,
  ask: ListKept,
): Promise<Refusal | readonly KeptImport[]> => listKept(engine, { ...ask, changes: false })

/** A seller's files, or its changes over filters, newest first. Refusal: `seller_not_found`. */
export async function listKept(
  { pool, directory }: Engine,
  ask: ListKept & { readonly changes: boolean },
): Promise<Refusal | readonly KeptImport[]> {
  const seller = await directory.seller(ask.seller)
  if (seller === undefined) return refuse('seller_not_found')
  const { rows } = await pool.query<ImportRow>({
    name: 'list-imports',
    text: `${SELECT} where i.seller_id = $1 and state <> 'receiving'
        and ($2::bigint is null or i.id < $2) and (change is not null) = $4
      order by i.id desc limit $3`,
    values: [seller, ask.before ?? null, ask.limit, ask.changes],
  })
  return rows.map(keptOf)
}
