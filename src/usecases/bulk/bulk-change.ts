import type { Sql } from '../../database/connect.ts'
import type { OfferWarning } from '../../rules/offers/warnings.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import type { KeptListing, Undone } from '../imports/batches.ts'
import { findKept, type KeptImport, listKept } from '../imports/import.ts'
import type { AskedChange, BulkOutcome } from '../listings/bulk.ts'

/** A kept import that is a change over a filter. */
export type KeptChange = KeptImport & {
  readonly change: AskedChange
  readonly refused?: never
}

/** How far a change over a filter is, and what became of the listings. */
export interface BulkProgress {
  /** Listings that were looked at; `rows` fitted when it was asked for. */
  readonly done: number
  readonly outcome: BulkOutcome
  readonly undone: { readonly restored: number; readonly kept: number } | null
  /** The first listings that undoing left as they are, and why. */
  readonly kept: readonly KeptListing[]
}

/** What a batch did, as it is kept beside it. */
export interface BatchOutcome extends BulkOutcome {
  readonly rows: number
}

export interface FindChange {
  readonly seller: string
  readonly id: number
}

const isChange = (kept: KeptImport): kept is KeptChange => kept.change !== null

/** One of a seller's own. Refusal: `bulk_change_not_found`. */
export async function keptChange(sql: Sql, ask: FindChange): Promise<Refusal | KeptChange> {
  const kept = await findKept(sql, ask)
  return kept && isChange(kept) ? kept : refuse('bulk_change_not_found')
}

/** As `keptChange`, with what became of the listings. */
export async function findChange(
  { pool }: Engine,
  ask: FindChange,
): Promise<Refusal | { readonly asked: KeptChange; readonly progress: BulkProgress }> {
  const asked = await keptChange(pool, ask)
  if (asked.refused !== undefined) return asked
  return { asked, progress: await progressOf(pool, asked.id) }
}

/** A seller's changes over filters, newest first. Refusal: `seller_not_found`. */
export async function listChanges(
  engine: Engine,
  ask: { readonly seller: string; readonly before?: number; readonly limit: number },
): Promise<Refusal | readonly { readonly asked: KeptChange; readonly progress: BulkProgress }[]> {
  const found = await listKept(engine, { ...ask, changes: true })
  if ('refused' in found) return found
  return Promise.all(
    found.filter(isChange).map(async (asked) => ({
      asked,
      progress: await progressOf(engine.pool, asked.id),
    })),
  )
}

/** Refused, warned and left listings named in an answer, each. */
const NAMED_MAX = 100

async function progressOf(sql: Sql, id: number): Promise<BulkProgress> {
  const { rows } = await sql.query<{ counts: BatchOutcome; undone: Undone | null }>({
    name: 'read-bulk-batches',
    text: `select counts, undone from import_batch where import_id = $1 and phase = 'apply'
      order by n`,
    values: [id],
  })
  const sum = (of: (batch: BatchOutcome) => number) =>
    rows.reduce((all, { counts }) => all + of(counts), 0)
  const undone = rows.flatMap((row) => row.undone ?? [])
  const kept = undone.flatMap((one) => one.kept)
  const named = <T>(of: (batch: BatchOutcome) => readonly T[]): T[] =>
    rows.flatMap(({ counts }) => of(counts)).slice(0, NAMED_MAX)
  return {
    done: sum(({ rows: looked }) => looked),
    outcome: {
      changed: sum(({ changed }) => changed),
      unchanged: sum(({ unchanged }) => unchanged),
      refused: sum(({ refused }) => refused),
      warned: sum(({ warned }) => warned),
      named: {
        refused: named<KeptListing>((batch) => batch.named.refused),
        warned: named<{ sku: string; warnings: readonly OfferWarning[] }>(
          (batch) => batch.named.warned,
        ),
      },
    },
    undone:
      undone.length === 0
        ? null
        : {
            restored: undone.reduce((all, { restored }) => all + restored, 0),
            kept: kept.length,
          },
    kept: kept.slice(0, NAMED_MAX),
  }
}
