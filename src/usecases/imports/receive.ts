import { createHash } from 'node:crypto'
import type { Pool } from '../../database/connect.ts'
import type { Encoding } from '../../files/decoder.ts'
import type { Accepted } from '../../ledger/command.ts'
import { fingerprintOf } from '../../ledger/journal.ts'
import type { UpdateSource } from '../../rules/offers/warnings.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { badText, LONGEST } from '../text.ts'
import { InventoryScan } from './scan.ts'
import { wakeImports } from './wake.ts'

export interface ReceiveAsk {
  readonly seller: string
  /** What the file is called. */
  readonly name: string
  readonly bytes: AsyncIterable<Uint8Array>
  readonly encoding?: Encoding | 'auto'
  /** All or nothing. */
  readonly whole: boolean
  /** Without a look at the preview. */
  readonly apply: boolean
  readonly source: UpdateSource
  /** Who history names; the caller, unless named. */
  readonly by?: string
  readonly rowsMax: number
}

export interface Received {
  readonly id: number
}

/**
 * Takes in a file as it arrives, a piece at a time, and has it checked; with `apply`, applied at
 * once. The same key with the same bytes is the same upload. Nothing is kept of a file that is
 * refused, or that breaks off: what throws while it is read is thrown on.
 *
 * Refusals: `text_out_of_range`, `seller_not_found`, those of `InventoryScan`, `key_reused`.
 */
export async function receiveImport(
  engine: Engine,
  intent: Intent,
  ask: ReceiveAsk,
): Promise<Refusal | Accepted<Received>> {
  const bad = badText({ name: [ask.name, LONGEST.name] })
  if (bad) return bad
  const seller = await engine.directory.seller(ask.seller)
  if (seller === undefined) return refuse('seller_not_found')
  const { pool } = engine
  const { rows } = await pool.query<{ id: number }>(
    `insert into listing_import
        (seller_id, state, name, whole, caller, author, source, created_at)
      values ($1, 'receiving', $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000)) returning id`,
    [
      ...[seller, ask.name, ask.whole, intent.caller, ask.by ?? intent.caller, ask.source],
      engine.clock.now(),
    ],
  )
  const id = rows[0]?.id as number
  let answer: Refusal | Accepted<Received> | undefined
  try {
    const file = await takeIn(pool, id, ask)
    answer = isRefusal(file) ? file : await accept(engine, intent, ask, id, file)
    return answer
  } finally {
    if (!answer || isRefusal(answer) || answer.outcome.id !== id) await forgetImport(pool, id)
  }
}

interface File {
  readonly refused?: never
  readonly bytes: number
  readonly rows: number
  readonly encoding: Encoding
  readonly digest: string
}

/** Bytes of a row that keeps a piece of the file. */
const PIECE = 256 * 1_024

async function takeIn(pool: Pool, id: number, ask: ReceiveAsk): Promise<Refusal | File> {
  const scan = new InventoryScan(ask.encoding, ask.rowsMax)
  const digest = createHash('sha256')
  let [bytes, n, held]: [number, number, Buffer[]] = [0, 0, []]
  const keep = async () => {
    const piece = Buffer.concat(held)
    held = []
    await pool.query({
      name: 'keep-import-part',
      text: 'insert into import_part (import_id, n, bytes) values ($1, $2, $3)',
      values: [id, n++, piece],
    })
  }
  let heldBytes = 0
  for await (const chunk of ask.bytes) {
    const refused = scan.push(chunk)
    if (refused) return refused
    digest.update(chunk)
    bytes += chunk.length
    heldBytes += chunk.length
    held.push(Buffer.from(chunk))
    if (heldBytes < PIECE) continue
    await keep()
    heldBytes = 0
  }
  const refused = scan.end()
  if (refused) return refused
  if (held.length > 0) await keep()
  return { bytes, rows: scan.rows, encoding: scan.encoding, digest: digest.digest('hex') }
}

function accept(engine: Engine, intent: Intent, ask: ReceiveAsk, id: number, file: File) {
  const { seller, name, encoding, whole, apply } = ask
  const content = { seller, name, encoding, whole, apply, digest: file.digest }
  const fingerprint = fingerprintOf({ asked: intent.fingerprint ?? null, content })
  return once(engine, { ...intent, fingerprint }, 'listings.received', content, async (work) => {
    await work.sql.query(
      `update listing_import set state = $2, bytes = $3, rows = $4, encoding = $5 where id = $1`,
      [id, apply ? 'applying' : 'checking', file.bytes, file.rows, file.encoding],
    )
    await wakeImports(work.sql)
    return { id }
  })
}

/** Leaves nothing of an upload. */
async function forgetImport(pool: Pool, id: number): Promise<void> {
  await pool.query('delete from import_part where import_id = $1', [id])
  await pool.query('delete from listing_import where id = $1', [id])
}
