import { gzipped } from '../../files/compression.ts'
import type { Engine } from '../engine.ts'
import { encoded } from '../reports/produce.ts'
import { settlementFile } from '../reports/settlement.ts'
import { sellerMarketplace } from '../sellers/reference.ts'
import type { Document } from './document.ts'
import { readParts } from './parts.ts'

/** The bytes of a document as they are sent; undefined while there are none. */
export async function readDocument(
  engine: Engine,
  document: Document,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const { seller, source, bytes, gzip } = document
  if (source === null) return bytes === null ? undefined : readParts(engine.pool, document)
  const marketplace = await sellerMarketplace(engine.pool, seller)
  const text = await settlementFile(engine, seller, source.statement, marketplace)
  return text && (gzip ? gzipped(encoded(text)) : encoded(text))
}
