import { type PoolClient, transaction } from '../../database/connect.ts'
import { isRefusal } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { authorOf } from '../listings/author.ts'
import { saved } from '../listings/import.ts'
import { type Batch, writeBatch } from '../listings/import-batch.ts'
import type { InventoryFile } from '../listings/inventory-file.ts'
import { retried } from '../once.ts'
import { type BatchResult, readSums, recordBatch, resultOf } from './batches.ts'
import { eachBatch } from './each-batch.ts'
import type { KeptImport } from './import.ts'

/** Writes every row of a file that is accepted, batch by batch. */
export const applyRows = (engine: Engine, kept: KeptImport): Promise<void> =>
  eachBatch(engine, kept, 'apply', (batch, n, file) =>
    retried((again) =>
      transaction(engine.pool, async (sql) => {
        const result = await write(engine, sql, kept, batch, file, again)
        await recordBatch(sql, { id: kept.id, phase: 'apply', n }, result)
      }),
    ),
  )

/**
 * Writes all rows of a file in one transaction, with `finish` in it, or none: false, when a row was
 * refused. What became of the rows is recorded beside it as it goes, so that it can be watched.
 */
export async function applyWhole(
  engine: Engine,
  kept: KeptImport,
  finish: (sql: PoolClient) => Promise<void>,
): Promise<boolean> {
  class Undo extends Error {}
  const { pool } = engine
  const beside = { id: kept.id, phase: 'apply' } as const
  await pool.query(`delete from import_batch where import_id = $1 and phase = 'apply'`, [kept.id])
  const applying = transaction(pool, async (sql) => {
    const perform = async (batch: Batch, n: number, file: InventoryFile) => {
      const result = await retried((again) =>
        saved(sql, () => write(engine, sql, kept, batch, file, again)),
      )
      await recordBatch(pool, { ...beside, n }, result)
    }
    await eachBatch(engine, kept, 'apply', perform, 1)
    const { counts } = await readSums(pool, kept.id, 'apply')
    if (counts.refused > 0) throw new Undo()
    await finish(sql)
  })
  try {
    await applying
    return true
  } catch (error) {
    if (error instanceof Undo) return false
    throw error
  }
}

async function write(
  engine: Engine,
  sql: PoolClient,
  { seller, caller, author: by, source }: KeptImport,
  batch: Batch,
  file: InventoryFile,
  again: boolean,
): Promise<BatchResult> {
  const now = engine.clock.now()
  const work = { sql, caller, at: now, now, again }
  const author = await authorOf(engine, work, { seller, by, source })
  if (isRefusal(author)) throw new Error('the seller went missing')
  const { decided, written } = await writeBatch(work, author, batch)
  return resultOf(file, batch, decided, written)
}
