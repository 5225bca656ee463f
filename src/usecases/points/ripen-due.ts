import type { Pool } from '../../database/connect.ts'
import { numbers } from '../../ledger/arrays.ts'
import { BOOK_COLUMNS, type BookRow, bookOf } from '../../ledger/book-rows.ts'
import { readTimeline } from '../../ledger/policies.ts'
import type { BuyerId } from '../../rules/ids.ts'
import { wakeAt } from '../../rules/points/mature.ts'
import type { Timeline } from '../../rules/policy/timeline.ts'
import { isRefusal } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { ripenBook } from './ripen.ts'

/** Books read, and ripened, at the same time. */
const CHUNK = 2_000

/**
 * Lets time pass in every book with something due up to `until`, in order of time, each at the
 * very moment it falls due: a book gets the same entries whether it is looked at daily or once a
 * year. Any number of processes may do this at once; each moment of a book happens once.
 *
 * Returns how many moments came. A book that can not be ripened does not hold up the others; the
 * first such error is thrown at the end.
 */
export async function ripenDue(
  engine: Engine,
  until: Instant,
  progress: (ripened: number) => void = () => {},
): Promise<number> {
  let ripened = 0
  // A book whose next moment is also due comes again behind the cursor's back: hence the rounds.
  for (;;) {
    const round = await ripenRound(engine, until, (count) => progress(ripened + count))
    ripened += round.ripened
    if (round.ripened > 0) continue
    if (round.failures.length > 0) throw round.failures[0]
    return ripened
  }
}

interface Round {
  readonly ripened: number
  readonly failures: readonly unknown[]
}

/** Once through all books that are due, from the earliest wake-up to the latest. */
async function ripenRound(
  engine: Engine,
  until: Instant,
  progress: (ripened: number) => void,
): Promise<Round> {
  const failures: unknown[] = []
  let ripened = 0
  let after = { wake: Number.NEGATIVE_INFINITY, id: 0 }
  for (;;) {
    const rows = await dueBooks(engine.pool, until, after)
    const last = rows.at(-1)
    if (!last) return { ripened, failures }
    after = { wake: last.wake_at as Instant, id: last.id }
    const timeline = await readTimeline(engine.pool)
    const moments = rows.map((row) => ({ row, at: momentOf(row, timeline) }))
    await putOff(
      engine.pool,
      moments.filter(({ at }) => at === null || at > until),
    )
    const due = moments.filter(({ at }) => at !== null && at <= until)
    const answers = await Promise.allSettled(
      due.map(({ row, at }) => ripenBook(engine, row.id as BuyerId, at as Instant, row.version)),
    )
    for (const answer of answers) {
      if (answer.status === 'rejected') failures.push(answer.reason)
      else if (!isRefusal(answer.value)) ripened += 1
    }
    progress(ripened)
  }
}

async function dueBooks(
  pool: Pool,
  until: Instant,
  after: { readonly wake: number; readonly id: number },
): Promise<BookRow[]> {
  const { rows } = await pool.query<BookRow>(
    `select ${BOOK_COLUMNS} from book
      where wake_at <= to_timestamp($1::float8 / 1000)
        and (wake_at, id) > (to_timestamp($2::float8 / 1000), $3)
      order by wake_at, id limit ${CHUNK}`,
    [until, after.wake, after.id],
  )
  return rows
}

/** When the book really changes next: its wake-up may be earlier than that. */
const momentOf = (row: BookRow, timeline: Timeline): Instant | null =>
  wakeAt(bookOf(row), timeline, row.matured_to ?? (0 as Instant))

interface Moment {
  readonly row: BookRow
  readonly at: Instant | null
}

/**
 * Sets wake-ups that came too early to the true moment: the book itself is as it was, so there is
 * nothing to enter. One that a command or an announcement has changed meanwhile is left alone.
 */
async function putOff(pool: Pool, moments: readonly Moment[]): Promise<void> {
  if (moments.length === 0) return
  await pool.query(
    `update book set wake_at = to_timestamp(n.later::float8 / 1000)
      from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) as n (id, v, wake, later)
      where book.id = n.id and book.version = n.v
        and book.wake_at = to_timestamp(n.wake::float8 / 1000)`,
    [
      numbers(moments.map(({ row }) => row.id)),
      numbers(moments.map(({ row }) => row.version)),
      numbers(moments.map(({ row }) => row.wake_at)),
      numbers(moments.map(({ at }) => at)),
    ],
  )
}
