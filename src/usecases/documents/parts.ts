import type { Pool, PoolClient } from '../../database/connect.ts'
import { transaction } from '../../database/connect.ts'
import type { Document } from './document.ts'

type Key = Pick<Document, 'seller' | 'id'>

/**
 * Bytes of a part. Its text, as it comes from the database, is twice as long, and below what V8 puts
 * aside as large: it is gone with the next small collection, and memory stays flat.
 */
const PART = 32 * 1_024

/** Most bytes of a document that somebody sends: a few million rows. */
export const DOCUMENT_MAX = 256 * 1_024 * 1_024

/** A document that is larger than it may be. */
export class TooLarge extends Error {}

/** A document that nothing may be written to any more. */
export class Sealed extends Error {}

/**
 * Writes all bytes of a document, in place of those it had: all or nothing. Memory does not grow
 * with them. Throws `TooLarge` and `Sealed`; nothing is written then.
 */
export const writeDocument = (
  pool: Pool,
  key: Key,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> =>
  transaction(pool, async (sql) => {
    const { rowCount } = await sql.query({
      name: 'lock-document',
      text: `select from document where seller_id = $1 and id = $2 and sealed_at is null
        for no key update`,
      values: [key.seller, key.id],
    })
    if (rowCount === 0) throw new Sealed()
    await sql.query({
      name: 'clear-document',
      text: 'delete from document_part where seller_id = $1 and document_id = $2',
      values: [key.seller, key.id],
    })
    return writeParts(sql, key, bytes, DOCUMENT_MAX)
  })

/** Writes the bytes of a document that has none, in the caller's transaction. */
export async function writeParts(
  sql: PoolClient,
  key: Key,
  bytes: AsyncIterable<Uint8Array>,
  max = Number.POSITIVE_INFINITY,
): Promise<number> {
  let total = 0
  let n = 0
  for await (const part of inParts(bytes)) {
    total += part.length
    if (total > max) throw new TooLarge()
    await sql.query({
      name: 'write-part',
      text: `insert into document_part (seller_id, document_id, n, bytes) values ($1, $2, $3, $4)`,
      values: [key.seller, key.id, n++, part],
    })
  }
  await sql.query({
    name: 'finish-document',
    text: 'update document set bytes = $3 where seller_id = $1 and id = $2',
    values: [key.seller, key.id, total],
  })
  return total
}

async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const piece of bytes) {
    held.push(piece)
    size += piece.length
    if (size < PART) continue
    const all = Buffer.concat(held)
    for (let at = 0; at + PART <= all.length; at += PART) yield all.subarray(at, at + PART)
    const rest = all.subarray(all.length - (all.length % PART))
    held = [rest]
    size = rest.length
  }
  if (size > 0) yield Buffer.concat(held)
}

/** The bytes of a document as they are stored, a part at a time. */
export async function* readParts(pool: Pool, { seller, id }: Key): AsyncGenerator<Buffer> {
  for (let n = 0; ; n++) {
    const { rows } = await pool.query<{ bytes: Buffer }>({
      name: 'read-part',
      text: 'select bytes from document_part where seller_id = $1 and document_id = $2 and n = $3',
      values: [seller, id, n],
    })
    const part = rows[0]
    if (!part) return
    yield part.bytes
  }
}
