import type { Pool } from '../../database/connect.ts'
import type { Engine } from '../engine.ts'
import type { Batch } from '../listings/import-batch.ts'
import { InventoryFile } from '../listings/inventory-file.ts'
import { recordedBatches } from './batches.ts'
import type { KeptImport } from './import.ts'
import type { Phase } from './state.ts'

/** Rows of a batch: enough to make a transaction worth it, few enough to need little memory. */
const BATCH = 4_000

/** Batches under way at the same time, unless told otherwise. */
const LANES = 2

/**
 * Reads a file that was taken in, and has each batch done that is not recorded yet: batches are cut
 * the same way each time, so one that was cut off goes on where it was.
 */
export async function eachBatch(
  engine: Engine,
  kept: KeptImport,
  phase: Phase,
  perform: (batch: Batch, n: number, file: InventoryFile) => Promise<void>,
  lanes = LANES,
): Promise<void> {
  const done = await recordedBatches(engine.pool, kept.id, phase)
  const file = fileOf(engine.pool, kept)
  const flying: Promise<void>[] = []
  let n = 0
  try {
    for await (const batch of file.batches(BATCH)) {
      const number = n++
      if (done.has(number)) continue
      if (flying.length >= lanes) await flying.shift()
      const work = perform(batch, number, file)
      work.catch(() => {}) // heard of when it is waited for
      flying.push(work)
    }
    while (flying.length > 0) await flying.shift()
  } finally {
    await Promise.allSettled(flying)
  }
}

/** The file as it was sent. */
export const fileOf = (pool: Pool, kept: KeptImport): InventoryFile =>
  new InventoryFile(partsOf(pool, kept.id), kept.encoding, undefined)

async function* partsOf(pool: Pool, id: number): AsyncGenerator<Buffer> {
  for (let n = 0; ; n++) {
    const { rows } = await pool.query<{ bytes: Buffer }>({
      name: 'read-import-part',
      text: 'select bytes from import_part where import_id = $1 and n = $2',
      values: [id, n],
    })
    if (!rows[0]) return
    yield rows[0].bytes
  }
}
