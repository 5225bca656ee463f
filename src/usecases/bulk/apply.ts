import { type PoolClient, transaction } from '../../database/connect.ts'
import { isRefusal } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import type { ImportState } from '../imports/state.ts'
import { changeNext } from '../listings/bulk.ts'
import { retried } from '../once.ts'
import type { BatchOutcome, KeptChange } from './bulk-change.ts'

/** Refused and warned listings that are kept by name, of each batch. */
const NAMED_MAX = 100

/**
 * Changes the listings that fit in the order of their SKUs, a batch with each transaction, and
 * writes down with it where the next begins: whatever cuts it off, it goes on there, and no listing
 * is changed twice, not even one that fits again after its change. It ends early when somebody
 * wants it stopped: that is written beside the batch under way, which the next one sees.
 */
export async function applyChange(engine: Engine, kept: KeptChange): Promise<void> {
  let isOver = false
  while (!isOver) {
    isOver = await retried((again) =>
      transaction(engine.pool, (sql) => changeBatch(engine, sql, kept, again)),
    )
  }
}

/** Whether that was the last. */
async function changeBatch(
  engine: Engine,
  sql: PoolClient,
  kept: KeptChange,
  again: boolean,
): Promise<boolean> {
  const { rows } = await sql.query<{ state: ImportState }>(
    'select state from listing_import where id = $1 for key share',
    [kept.id],
  )
  if (rows[0]?.state !== 'applying') {
    await end(sql, kept.id, 'stopped', engine.clock.now())
    return true
  }
  const place = await placeOf(sql, kept.id)
  const now = engine.clock.now()
  if (place.after === null) {
    await end(sql, kept.id, 'applied', now)
    return true
  }
  const { seller, author: by, source, caller, change } = kept
  const work = { sql, caller, at: now, now, again }
  const done = await changeNext(engine, work, { seller, by, source, ...change }, place.after)
  if (isRefusal(done)) throw new Error(`the change can not go on: ${done.refused}`)
  const { rows: looked, outcome, written, next } = done
  const named = {
    refused: outcome.named.refused.slice(0, NAMED_MAX),
    warned: outcome.named.warned.slice(0, NAMED_MAX),
  }
  const counts: BatchOutcome = { ...outcome, named, rows: looked }
  await sql.query({
    name: 'record-bulk-batch',
    text: `insert into import_batch
        (import_id, phase, n, counts, refused, listings, versions, last_sku)
      values ($1, 'apply', $2, $3, '', $4, $5, $6)`,
    values: [
      ...[kept.id, place.n, JSON.stringify(counts)],
      ...[written.map(({ id }) => id), written.map(({ version }) => version), next],
    ],
  })
  if (next !== null) return false
  await end(sql, kept.id, 'applied', now)
  return true
}

/** Somebody may want it stopped just when it is over: then it is over. */
async function end(sql: PoolClient, id: number, state: ImportState, now: number): Promise<void> {
  await sql.query(
    `update listing_import set state = $2, attempts = 0,
        finished_at = to_timestamp($3::float8 / 1000)
      where id = $1 and state in ('applying', 'stopping')`,
    [id, state, now],
  )
}

interface Place {
  /** The batch that comes next, and the SKU it begins after; null when all is done. */
  readonly n: number
  readonly after: string | null
}

async function placeOf(sql: PoolClient, id: number): Promise<Place> {
  const { rows } = await sql.query<{ n: number; last_sku: string | null }>(
    `select n, last_sku from import_batch where import_id = $1 and phase = 'apply'
      order by n desc limit 1`,
    [id],
  )
  const last = rows[0]
  return last ? { n: last.n + 1, after: last.last_sku } : { n: 0, after: '' }
}
