import type { Encoding } from '../../src/files/decoder.ts'
import { encode } from '../../src/files/encoder.ts'
import type { Engine } from '../../src/usecases/engine.ts'
import type { ExportAsk } from '../../src/usecases/listings/export.ts'
import { exportListings } from '../../src/usecases/listings/export.ts'
import { type ImportAsk, importListings } from '../../src/usecases/listings/import.ts'
import { found } from './kit.ts'

/** A file in memory, in pieces of a few bytes. */
export async function* fileOf(
  content: string | Uint8Array,
  encoding: Encoding = 'utf-8',
  piece = 1_000,
): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? encode(content, encoding) : content
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
}

/** Rows with tabs between their cells. */
export const tsv = (...rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.join('\t')}\n`).join('')

export const importer = { caller: 'importer' }

/** Imports a text for seller `aoi`. */
export const bring = async (engine: Engine, content: string, ask: Partial<ImportAsk> = {}) =>
  found(await importListings(engine, importer, { seller: 'aoi', file: fileOf(content), ...ask }))

/** The whole of an export. */
export async function exported(engine: Engine, ask: ExportAsk) {
  const { file, counts } = found(await exportListings(engine, ask))
  const pieces: Buffer[] = []
  for await (const piece of file) pieces.push(piece)
  return { bytes: Buffer.concat(pieces), ...counts }
}
