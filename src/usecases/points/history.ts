import type { Account } from '../../rules/book/accounts.ts'
import type { PostingKind } from '../../rules/book/posting.ts'
import type { BuyerId } from '../../rules/ids.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** The three places where a buyer's points can be. */
export interface PointsPlaces {
  readonly available: number
  readonly unvested: number
  readonly held: number
}

/** One movement of a buyer's points, and why. */
export interface PointsEntry {
  /** Names the movement for good: the buyer's n-th command, and which of its movements. */
  readonly id: string
  readonly what: PostingKind
  /** The command that it came with, such as `order.shipped`; `points.ripened` is time alone. */
  readonly because: string
  readonly reason: string | null
  readonly order: string | null
  readonly line: number | null
  readonly at: Instant
  readonly recordedAt: Instant
  /** The rules that it happened under. */
  readonly policyVersion: number
  /** Signed. */
  readonly change: PointsPlaces
  readonly balanceAfter: PointsPlaces
}

export interface HistoryPage {
  readonly refused?: never
  /** Newest first. */
  readonly entries: readonly PointsEntry[]
  /** Where the history goes on; null at its beginning. */
  readonly next: string | null
}

export interface HistoryAsk {
  readonly buyer: string
  readonly cursor?: string
  readonly limit?: number
}

const LIMIT = { usual: 50, maximum: 500 }

/**
 * Everything that ever moved a buyer's points, the newest first, each with the balance after it.
 * Refusals: `page_size_out_of_range`, `cursor_invalid`, `buyer_not_found`.
 */
export async function pointsHistory(
  engine: Engine,
  ask: HistoryAsk,
): Promise<Refusal | HistoryPage> {
  const { limit = LIMIT.usual } = ask
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT.maximum) {
    return refuse('page_size_out_of_range', { maximum: LIMIT.maximum })
  }
  const cursor = ask.cursor === undefined ? null : readCursor(ask.cursor)
  if (cursor === undefined) return refuse('cursor_invalid')
  const buyer = await engine.directory.buyer(ask.buyer)
  const from = buyer && (cursor ?? (await newest(engine, buyer)))
  if (!from) return refuse('buyer_not_found')
  const rows = await entriesBefore(engine, buyer, from, limit + 1)
  let { balance } = from
  const entries = rows.slice(0, limit).map((row) => {
    const entry = entryOf(row, balance)
    balance = minus(balance, entry.change)
    return entry
  })
  const last = rows[limit - 1]
  const more = rows.length > limit && last
  return { entries, next: more ? writeCursor({ version: last.version, n: last.n, balance }) : null }
}

/** A place in the history: what is before it, and the balance that this left. */
interface Cursor {
  readonly version: number
  readonly n: number
  readonly balance: PointsPlaces
}

/** The book's own balance is that after its newest command. */
async function newest(engine: Engine, buyer: BuyerId): Promise<Cursor | undefined> {
  const { rows } = await engine.pool.query<PointsPlaces & { version: number }>({
    name: 'points-newest',
    text: 'select version, available, unvested, held from book where id = $1',
    values: [buyer],
  })
  const row = rows[0]
  if (!row) return undefined
  const { version, ...balance } = row
  return { version: version + 1, n: 0, balance }
}

interface EntryRow {
  readonly version: number
  readonly n: number
  readonly kind: PostingKind
  readonly debit: Account
  readonly credit: Account
  readonly amount: number
  readonly line: number | null
  readonly policy_version: number
  readonly event_at: Instant
  readonly recorded_at: Instant
  readonly command: string
  readonly reason: string | null
  readonly order: string | null
}

async function entriesBefore(
  engine: Engine,
  buyer: BuyerId,
  { version, n }: Cursor,
  limit: number,
): Promise<EntryRow[]> {
  const { rows } = await engine.pool.query<EntryRow>({
    name: 'points-history',
    text: `select p.version, p.n, p.kind, p.debit, p.credit, p.amount, p.line, p.policy_version,
        p.event_at, p.recorded_at, j.kind as command, j.outcome ->> 'reason' as reason,
        o.reference as "order"
      from posting p
        join journal j on j.book_id = p.book_id and j.version = p.version
        left join orders o on o.buyer_id = p.book_id and o.id = p.order_id
      where p.book_id = $1 and p.unit = 'PT' and (p.version, p.n) < ($2, $3)
      order by p.version desc, p.n desc limit $4`,
    values: [buyer, version, n, limit],
  })
  return rows
}

function entryOf(row: EntryRow, balanceAfter: PointsPlaces): PointsEntry {
  const into = (account: Account) =>
    (row.credit === account ? row.amount : 0) - (row.debit === account ? row.amount : 0)
  return {
    id: `${row.version}-${row.n}`,
    what: row.kind,
    because: row.command,
    reason: row.reason,
    order: row.order,
    line: row.line,
    at: row.event_at,
    recordedAt: row.recorded_at,
    policyVersion: row.policy_version,
    change: {
      available: into('buyer_available'),
      unvested: into('buyer_unvested'),
      held: into('buyer_held'),
    },
    balanceAfter,
  }
}

const minus = (balance: PointsPlaces, change: PointsPlaces): PointsPlaces => ({
  available: balance.available - change.available,
  unvested: balance.unvested - change.unvested,
  held: balance.held - change.held,
})

function writeCursor({ version, n, balance }: Cursor): string {
  const { available, unvested, held } = balance
  return Buffer.from([version, n, available, unvested, held].join('.')).toString('base64url')
}

function readCursor(text: string): Cursor | undefined {
  const parts = Buffer.from(text, 'base64url').toString().split('.')
  const numbers = parts.map(Number)
  const whole = parts.every((part) => /^\d+$/.test(part)) && numbers.every(Number.isSafeInteger)
  const [version, n, available, unvested, held] = numbers
  if (!whole || version === undefined || n === undefined || n > 32_767) return undefined
  if (available === undefined || unvested === undefined || held === undefined) return undefined
  return { version, n, balance: { available, unvested, held } }
}
