import type { Sql } from '../../database/connect.ts'
import type { WarningCode } from '../../rules/offers/warnings.ts'
import type { Refusal } from '../../rules/refusal.ts'
import type { Batch, BatchDecided } from '../listings/import-batch.ts'
import { type Form, type ImportCounts, type RowError, Tally } from '../listings/import-report.ts'
import type { WrittenListing } from '../listings/write.ts'
import type { Phase } from './state.ts'

/** A listing that a rollback left as it is, and why. */
export interface KeptListing extends Refusal {
  readonly sku: string
}

/** What a rollback of a batch did. */
export interface Undone {
  readonly restored: number
  readonly kept: readonly KeptListing[]
}

interface Counts extends ImportCounts {
  readonly warnings: Readonly<Partial<Record<WarningCode, number>>>
  readonly errors: readonly RowError[]
}

/** The batches of a phase together. */
export interface BatchSums {
  /** Rows that are done, in this phase; `counts.rows` of them. */
  readonly counts: ImportCounts
  readonly warnings: Counts['warnings']
  /** The first refused rows. */
  readonly errors: readonly RowError[]
  /** What has been rolled back so far; null when nothing has. */
  readonly undone: { readonly restored: number; readonly kept: number } | null
  /** The first listings that a rollback left. */
  readonly kept: readonly KeptListing[]
}

const NO_COUNTS = { rows: 0, created: 0, changed: 0, unchanged: 0, skipped: 0, refused: 0 }
const NO_ROWS: BatchSums = {
  counts: NO_COUNTS,
  warnings: {},
  errors: [],
  undone: null,
  kept: [],
}

/** Refused rows, and kept listings, named in an answer. */
const NAMED_MAX = 100

export interface BatchResult {
  readonly counts: Counts
  readonly refused: Buffer
  readonly written: readonly WrittenListing[]
}

/** Counts a batch by itself; its refused rows are bytes without a header. */
export async function resultOf(
  form: Form,
  batch: Batch,
  decided: BatchDecided,
  written: readonly WrittenListing[] = [],
): Promise<BatchResult> {
  const refused: Uint8Array[] = []
  const tally = new Tally(form, (bytes) => void refused.push(bytes), true)
  await tally.add(batch, decided)
  const { warnings, errors } = tally.report(false)
  const counts = { ...tally.counts, warnings, errors: errors.slice(0, NAMED_MAX) }
  return { counts, refused: Buffer.concat(refused), written }
}

/** Where a batch stands. */
export interface BatchKey {
  readonly id: number
  readonly phase: Phase
  readonly n: number
}

export async function recordBatch(sql: Sql, key: BatchKey, result: BatchResult): Promise<void> {
  const { counts, refused, written } = result
  await sql.query({
    name: 'record-import-batch',
    text: `insert into import_batch (import_id, phase, n, counts, refused, listings, versions)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      ...[key.id, key.phase, key.n, JSON.stringify(counts), refused],
      ...[written.map(({ id }) => id), written.map(({ version }) => version)],
    ],
  })
}

/** The numbers of the batches of a phase that are recorded. */
export async function recordedBatches(sql: Sql, id: number, phase: Phase): Promise<Set<number>> {
  const { rows } = await sql.query<{ n: number }>(
    'select n from import_batch where import_id = $1 and phase = $2',
    [id, phase],
  )
  return new Set(rows.map(({ n }) => n))
}

export async function readSums(sql: Sql, id: number, phase: Phase): Promise<BatchSums> {
  const { rows } = await sql.query<{ counts: Counts; undone: Undone | null }>({
    name: 'read-import-batches',
    text: 'select counts, undone from import_batch where import_id = $1 and phase = $2 order by n',
    values: [id, phase],
  })
  return rows.reduce(added, NO_ROWS)
}

function added(sums: BatchSums, row: { counts: Counts; undone: Undone | null }): BatchSums {
  const { warnings, errors, ...counts } = row.counts
  const codes = Object.keys({ ...sums.warnings, ...warnings }) as WarningCode[]
  const { undone } = row
  return {
    counts: {
      rows: sums.counts.rows + counts.rows,
      created: sums.counts.created + counts.created,
      changed: sums.counts.changed + counts.changed,
      unchanged: sums.counts.unchanged + counts.unchanged,
      skipped: sums.counts.skipped + counts.skipped,
      refused: sums.counts.refused + counts.refused,
    },
    warnings: Object.fromEntries(
      codes.map((code) => [code, (sums.warnings[code] ?? 0) + (warnings[code] ?? 0)]),
    ),
    errors: [...sums.errors, ...errors].slice(0, NAMED_MAX),
    undone: undone
      ? {
          restored: (sums.undone?.restored ?? 0) + undone.restored,
          kept: (sums.undone?.kept ?? 0) + undone.kept.length,
        }
      : sums.undone,
    kept: [...sums.kept, ...(undone?.kept ?? [])].slice(0, NAMED_MAX),
  }
}
