import { type Pool, type PoolClient, transaction } from '../../database/connect.ts'
import { numbers } from '../../ledger/arrays.ts'
import { BOOK_COLUMNS, type BookRow, bookOf } from '../../ledger/book-rows.ts'
import { readTimeline } from '../../ledger/policies.ts'
import { wakeAt } from '../../rules/points/mature.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { policyVersion, type Timeline } from '../../rules/policy/timeline.ts'
import { formatUtc, type Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { announceEffects } from '../outbox.ts'
import { wordsOf } from './announce.ts'

/** Books looked through in one transaction: their owners wait for it. */
const CHUNK = 2_000

interface Outlook {
  readonly version: number
  readonly books_done: boolean
  readonly said_in_force: boolean
}

/**
 * Does for each announced version what has to be done once: books that it makes fall due earlier
 * get their wake-up brought forward, before it takes effect; and when it has, everybody is told.
 * Cut off anywhere, it goes on from there.
 */
export async function preparePolicies(engine: Engine, until: Instant): Promise<void> {
  const { rows } = await engine.pool.query<Outlook>(
    'select * from policy_outlook where not (books_done and said_in_force) order by version',
  )
  if (rows.length === 0) return
  const timeline = await readTimeline(engine.pool)
  for (const { version, books_done, said_in_force } of rows) {
    const policy = policyVersion(timeline, version)
    if (!books_done) await bringForward(engine.pool, timeline, policy)
    if (!said_in_force && policy.effectiveFrom <= until) await sayInForce(engine, policy)
  }
}

/** Brings forward the wake-ups that a version makes earlier, chunk by chunk. */
async function bringForward(pool: Pool, timeline: Timeline, policy: Policy): Promise<void> {
  while (!(await transaction(pool, (sql) => bringChunk(sql, timeline, policy)))) {}
}

/** One chunk; true when there is none left. */
async function bringChunk(sql: PoolClient, timeline: Timeline, policy: Policy): Promise<boolean> {
  const outlook = await sql.query<{ books_to: number; books_done: boolean }>(
    'select books_to, books_done from policy_outlook where version = $1 for update',
    [policy.version],
  )
  const { books_to, books_done } = outlook.rows[0] ?? { books_to: 0, books_done: true }
  if (books_done) return true
  // Commands since the announcement set wake-ups by it. So each book is looked at only once, and
  // locked meanwhile, as a command would lock it.
  const { rows } = changesExpiry(timeline, policy)
    ? await sql.query<BookRow>(
        `select ${BOOK_COLUMNS} from book where id > $1 order by id limit ${CHUNK} for update`,
        [books_to],
      )
    : { rows: [] }
  const sooner = rows.flatMap((row) => {
    const at = wakeAt(bookOf(row), timeline, row.matured_to ?? (0 as Instant))
    return at !== null && (row.wake_at === null || at < row.wake_at) ? [{ id: row.id, at }] : []
  })
  await sql.query(
    `update book set wake_at = to_timestamp(n.at::float8 / 1000)
      from unnest($1::bigint[], $2::bigint[]) as n (id, at) where book.id = n.id`,
    [numbers(sooner.map(({ id }) => id)), numbers(sooner.map(({ at }) => at))],
  )
  await sql.query('update policy_outlook set books_to = $2, books_done = $3 where version = $1', [
    policy.version,
    rows.at(-1)?.id ?? books_to,
    rows.length < CHUNK,
  ])
  return rows.length < CHUNK
}

/** Whether points lapse, or are reminded of, differently from the version before. */
function changesExpiry(timeline: Timeline, policy: Policy): boolean {
  const { expiry } = policyVersion(timeline, policy.version - 1).terms
  const { mode, months, remindDays } = policy.terms.expiry
  return mode !== expiry.mode || months !== expiry.months || remindDays !== expiry.remindDays
}

async function sayInForce({ pool, clock }: Engine, policy: Policy): Promise<void> {
  const { version, effectiveFrom } = policy
  await transaction(pool, async (sql) => {
    const { rowCount } = await sql.query(
      `update policy_outlook set said_in_force = true where version = $1 and not said_in_force`,
      [version],
    )
    if (rowCount === 0) return
    const payload = { version, ...wordsOf(policy), effectiveFrom: formatUtc(effectiveFrom) }
    const effect = { topic: 'policy.in_force', payload }
    await announceEffects(sql, [effect], effectiveFrom, clock.now())
  })
}
