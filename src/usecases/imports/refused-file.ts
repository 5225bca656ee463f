import type { Encoding } from '../../files/decoder.ts'
import type { Delimiter } from '../../files/records.ts'
import type { Refusal } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { refusedHeader } from '../listings/import-report.ts'
import { fileOf } from './each-batch.ts'
import { type FindImport, keptImport } from './import.ts'
import { type ImportState, phaseOf } from './state.ts'

export interface RefusedFile {
  readonly refused?: never
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  readonly file: AsyncGenerator<Buffer>
}

/**
 * The refused rows of a file as they were, in its own encoding, each with its reason; an import
 * takes the file as it is, once the rows are mended. Refusal: `import_not_found`.
 */
export async function refusedRows(
  { pool }: Engine,
  ask: FindImport,
): Promise<Refusal | RefusedFile> {
  const kept = await keptImport(pool, ask)
  if (kept.refused !== undefined) return kept
  const sent = fileOf(pool, kept)
  for await (const _ of sent.batches(1)) break
  async function* write(id: number, state: ImportState) {
    yield refusedHeader(sent)
    for (let n = 0; ; n++) {
      const { rows } = await pool.query<{ refused: Buffer }>({
        name: 'read-refused-rows',
        text: 'select refused from import_batch where import_id = $1 and phase = $2 and n = $3',
        values: [id, phaseOf(state), n],
      })
      if (!rows[0]) return
      if (rows[0].refused.length > 0) yield rows[0].refused
    }
  }
  const { encoding, delimiter } = sent
  return { encoding, delimiter, file: write(kept.id, kept.state) }
}
