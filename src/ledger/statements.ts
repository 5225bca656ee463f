import type { PoolClient, Sql } from '../database/connect.ts'
import { pages } from '../database/pages.ts'
import { move, type PostingKind } from '../rules/book/posting.ts'
import type { SellerId } from '../rules/ids.ts'
import type { Period } from '../rules/settlement/periods.ts'
import { type Settlement, STATEMENT_LINES } from '../rules/settlement/settle.ts'
import { type Instant, later } from '../rules/time/instant.ts'
import { numbers, words } from './arrays.ts'
import type { Written } from './batch/decide.ts'
import { CLOSING_LOCK } from './batch/load.ts'
import { insertJournal, insertPostings } from './batch/tables.ts'
import { postingsOf } from './batch/write.ts'
import { digestOf, fingerprintOf } from './journal.ts'

/** A seller's statement of one period, as it was written and as it stays. */
export interface Statement extends Settlement {
  readonly seller: SellerId
  readonly period: number
  readonly start: Instant
  /** The first moment that is not in it any more. */
  readonly end: Instant
  readonly policyVersion: number
  /** It is the seller's n-th: with the seller a number that names it for good. */
  readonly version: number
}

/** Signed yen on a seller's proceeds, as SQL over `posting`: credited is positive. */
export const PROCEEDS = `case when credit = 'seller_proceeds' then amount else -amount end`

/**
 * The movements that a statement counts, as SQL: every one on proceeds that was recorded in the
 * period, except what earlier statements paid out.
 */
export const IN_PERIOD = (start: string, end: string): string =>
  `seller_id is not null and kind <> 'disbursement'
    and recorded_at >= to_timestamp(${start}::float8 / 1000)
    and recorded_at < to_timestamp(${end}::float8 / 1000)`

/**
 * Closes the books: from now on nothing is recorded before `end` any more. Waits for the batches
 * under way, so that whoever reads afterwards sees every movement before it.
 */
export async function closeBooks(sql: PoolClient, end: Instant): Promise<void> {
  const { rows } = await sql.query<{ closed: Instant }>('select closed_to as closed from closing')
  if (rows[0] && rows[0].closed >= end) return
  await sql.query('select pg_advisory_xact_lock($1)', [CLOSING_LOCK])
  await sql.query(
    'update closing set closed_to = greatest(closed_to, to_timestamp($1::float8 / 1000))',
    [end],
  )
}

/** One seller to settle, with what its period brought, by kind. */
export interface Unsettled {
  readonly seller: SellerId
  readonly opening: number
  readonly totals: Readonly<Partial<Record<PostingKind, number>>>
}

/**
 * Every seller that a closed period still owes a statement, by id: it had movements, or a balance
 * carried over. One pass over the period's postings; memory does not grow with them.
 *
 * The sums are kept in a temporary table until the transaction ends, because PostgreSQL computes
 * them with all its workers, and a cursor with one.
 */
export async function* unsettledSellers(
  sql: PoolClient,
  { index, start, end }: Period,
  sellersMax: number,
): AsyncGenerator<readonly Unsettled[]> {
  await sql.query(
    `create temporary table unsettled on commit drop as
    select seller_id as seller, coalesce(opening, 0) as opening, kinds, amounts
    from (
      select seller_id, array_agg(kind::text) as kinds, array_agg(amount) as amounts
      from (
        select seller_id, kind, sum(${PROCEEDS})::bigint as amount
        from posting where ${IN_PERIOD('$2', '$3')} group by seller_id, kind
      ) as by_kind group by seller_id
    ) as moved
    full join (
      select seller_id, closing as opening from statement where period = $1 - 1 and closing <> 0
    ) as carried using (seller_id)
    where not exists (
      select from statement s
      where s.period = $1 and s.seller_id = coalesce(moved.seller_id, carried.seller_id))`,
    [index, start, end],
  )
  interface Row {
    readonly seller: SellerId
    readonly opening: number
    readonly kinds: PostingKind[] | null
    readonly amounts: number[] | null
  }
  const text = 'select * from unsettled order by seller'
  for await (const page of pages<Row>(sql, { text }, sellersMax)) {
    yield page.map(({ seller, opening, kinds, amounts }) => ({
      seller,
      opening,
      totals: Object.fromEntries((kinds ?? []).map((kind, index) => [kind, amounts?.[index] ?? 0])),
    }))
  }
}

/**
 * Writes the statements of some sellers with their disbursements, journalled in each seller's own
 * book. The database refuses a second statement of the same period.
 */
export async function writeStatements(
  sql: PoolClient,
  period: Period,
  settled: readonly (Settlement & { readonly seller: SellerId })[],
  now: Instant,
): Promise<void> {
  await sql.query('select pg_advisory_xact_lock_shared($1)', [CLOSING_LOCK])
  const sellers = numbers(settled.map(({ seller }) => seller))
  await sql.query('insert into book (id) select unnest($1::bigint[]) on conflict do nothing', [
    sellers,
  ])
  const books = await sql.query<{ id: number; version: number; chain: string; closed: Instant }>(
    `select id, version, encode(chain, 'hex') as chain, (select closed_to from closing) as closed
      from book where id = any($1::bigint[]) order by id for update`,
    [sellers],
  )
  const bookOf = new Map(books.rows.map((row) => [row.id, row]))
  const written = settled.map((one): StatementEntry => {
    const book = bookOf.get(one.seller)
    if (!book) throw new Error(`seller ${one.seller} has no book`)
    return disbursed(one, period, book, later(now, book.closed))
  })
  await sql.query(
    `update book set version = n.version, chain = decode(n.chain, 'hex')
      from unnest($1::bigint[], $2::bigint[], $3::text[]) as n (id, version, chain)
      where book.id = n.id`,
    [
      sellers,
      numbers(written.map(({ entry }) => entry.version)),
      words(written.map(({ digest }) => digest)),
    ],
  )
  await insertJournal(sql, written)
  await insertStatements(sql, period, settled, written)
  await insertPostings(sql, written.flatMap(postingsOf))
  await insertOutbox(sql, written)
}

/** Announces the statements; what is in them, the journal says. */
async function insertOutbox(sql: PoolClient, written: readonly StatementEntry[]): Promise<void> {
  await sql.query(
    `insert into outbox (topic, book_id, version, sellers, event_at, recorded_at)
      select j.kind, j.book_id, j.version, array[j.book_id], j.event_at, j.recorded_at
      from unnest($1::bigint[], $2::bigint[]) as n (book_id, version)
      join journal j using (book_id, version) order by j.book_id`,
    [
      numbers(written.map(({ entry }) => entry.book)),
      numbers(written.map(({ entry }) => entry.version)),
    ],
  )
}

type StatementEntry = Pick<Written, 'entry' | 'postings' | 'digest'>

/** The journal's row of a statement: its outcome is the statement itself. */
function disbursed(
  { seller, ...figures }: Settlement & { readonly seller: SellerId },
  period: Period,
  book: { readonly version: number; readonly chain: string },
  recordedAt: Instant,
): StatementEntry {
  const { index, start, end, policyVersion } = period
  const key = `settle:${seller}:${index}`
  const entry = {
    book: seller,
    version: book.version + 1,
    caller: 'settlement',
    key,
    fingerprint: fingerprintOf({ key }),
    kind: 'settlement.disbursed',
    order: null,
    eventAt: end,
    recordedAt,
    outcome: JSON.stringify({ period: index, start, end, policyVersion, ...figures }),
  }
  const postings = move('seller_proceeds', 'disbursements', figures.disbursement, 'disbursement', {
    at: end,
    policyVersion,
    seller,
  })
  return { entry, postings, digest: digestOf(book.chain, entry, postings) }
}

const FIGURES = ['opening', 'net', 'reserve', 'disbursement', 'closing'] as const
const COLUMNS = [...STATEMENT_LINES, ...FIGURES]

async function insertStatements(
  sql: PoolClient,
  { index, start, end, policyVersion }: Period,
  settled: readonly (Settlement & { readonly seller: SellerId })[],
  written: readonly StatementEntry[],
): Promise<void> {
  const arrays = COLUMNS.map((_, i) => `$${i + 7}::bigint[]`).join(', ')
  await sql.query(
    `insert into statement (period, start_at, end_at, policy_version, seller_id, version,
        ${COLUMNS.join(', ')})
      select $1, to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000), $4, n.*
      from unnest($5::bigint[], $6::bigint[], ${arrays}) as n`,
    [
      ...[index, start, end, policyVersion],
      numbers(settled.map(({ seller }) => seller)),
      numbers(written.map(({ entry }) => entry.version)),
      ...STATEMENT_LINES.map((line) => numbers(settled.map(({ lines }) => lines[line]))),
      ...FIGURES.map((figure) => numbers(settled.map((one) => one[figure]))),
    ],
  )
}

/** A settled period: every seller has its statement. */
export interface SettledPeriod {
  readonly period: number
  readonly start: Instant
  readonly end: Instant
  readonly policyVersion: number
  readonly sellers: number
  /** Yen paid out to all of them. */
  readonly disbursed: number
}

const PERIOD_COLUMNS = `period, start_at as start, end_at as "end",
  policy_version as "policyVersion", sellers, disbursed`

/** Marks a period as settled, once all its statements are written. Harmless to repeat. */
export async function finishPeriod(sql: Sql, period: Period): Promise<SettledPeriod> {
  await sql.query(
    `insert into settlement (period, start_at, end_at, policy_version, sellers, disbursed)
      select $1, to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000), $4, count(*),
        coalesce(sum(disbursement), 0)
      from statement where period = $1 on conflict do nothing`,
    [period.index, period.start, period.end, period.policyVersion],
  )
  const [done] = await settledPeriods(sql, period.index, 1)
  return done as SettledPeriod
}

/** Settled periods, the newest first, up to and including `upTo`. */
export async function settledPeriods(
  sql: Sql,
  upTo: number,
  max: number,
): Promise<SettledPeriod[]> {
  const { rows } = await sql.query<SettledPeriod>(
    `select ${PERIOD_COLUMNS} from settlement where period <= $1 order by period desc limit $2`,
    [upTo, max],
  )
  return rows
}

/** The newest settled period. */
export async function lastSettled(sql: Sql): Promise<SettledPeriod | undefined> {
  const [last] = await settledPeriods(sql, 2 ** 31 - 1, 1)
  return last
}

const FIRST_OF = (seller: string): string =>
  `(select min(recorded_at) from posting where seller_id = ${seller} and kind <> 'disbursement')`

/** When the first movement on proceeds was recorded, a seller's or anybody's; null for none. */
export async function firstProceedsAt(sql: Sql, seller?: SellerId): Promise<Instant | null> {
  // From one seller to the next by the index, instead of through all postings.
  const everybody = `with recursive one (id) as (
      select min(seller_id) from posting where seller_id is not null
      union all
      select (select min(seller_id) from posting where seller_id > id)
      from one where id is not null)
    select min(${FIRST_OF('one.id')}) as first from one`
  const { rows } =
    seller === undefined
      ? await sql.query<{ first: Instant | null }>(everybody)
      : await sql.query<{ first: Instant | null }>(`select ${FIRST_OF('$1')} as first`, [seller])
  return rows[0]?.first ?? null
}

/** A seller's statements, the newest first, `before` a period when one is given. */
export async function readStatements(
  sql: Sql,
  seller: SellerId,
  before: number | null,
  max: number,
): Promise<Statement[]> {
  const { rows } = await sql.query<StatementRow>(
    `select * from statement where seller_id = $1 and ($2::int is null or period < $2)
      order by period desc limit $3`,
    [seller, before, max],
  )
  return rows.map(statementOfRow)
}

export async function readStatement(
  sql: Sql,
  seller: SellerId,
  period: number,
): Promise<Statement | undefined> {
  const [statement] = await readStatements(sql, seller, period + 1, 1)
  return statement?.period === period ? statement : undefined
}

/** A statement with whose it is. */
export interface PeriodStatement extends Statement {
  readonly reference: string
  readonly name: string
}

/** Every statement of a period, by the seller's id, from after `after`. */
export async function statementsOfPeriod(
  sql: Sql,
  period: number,
  after: number,
  max: number,
): Promise<PeriodStatement[]> {
  const { rows } = await sql.query<
    StatementRow & { reference: string | null; name: string | null }
  >(
    `select st.*, s.reference, s.name from statement st left join seller s on s.id = st.seller_id
      where st.period = $1 and st.seller_id > $2 order by st.seller_id limit $3`,
    [period, after, max],
  )
  return rows.map((row) => ({
    ...statementOfRow(row),
    reference: row.reference ?? String(row.seller_id),
    name: row.name ?? '',
  }))
}

/** What a seller's movements of a stretch of time sum to, by kind. */
export async function proceedsByKind(
  sql: Sql,
  seller: SellerId,
  { start, end }: Pick<Period, 'start' | 'end'>,
): Promise<Partial<Record<PostingKind, number>>> {
  const { rows } = await sql.query<{ kind: PostingKind; amount: number }>(
    `select kind, sum(${PROCEEDS})::bigint as amount
      from posting where seller_id = $1 and ${IN_PERIOD('$2', '$3')} group by kind`,
    [seller, start, end],
  )
  return Object.fromEntries(rows.map(({ kind, amount }) => [kind, amount]))
}

export type StatementRow = Readonly<Record<(typeof COLUMNS)[number], number>> & {
  readonly seller_id: SellerId
  readonly period: number
  readonly start_at: Instant
  readonly end_at: Instant
  readonly policy_version: number
  readonly version: number
}

export function statementOfRow(row: StatementRow): Statement {
  const lines = Object.fromEntries(STATEMENT_LINES.map((line) => [line, row[line]]))
  const { opening, net, reserve, disbursement, closing } = row
  return {
    ...{ seller: row.seller_id, period: row.period, start: row.start_at, end: row.end_at },
    ...{ policyVersion: row.policy_version, version: row.version },
    lines: lines as Statement['lines'],
    ...{ opening, net, closing },
    reserve: reserve as Statement['reserve'],
    disbursement: disbursement as Statement['disbursement'],
  }
}

/** Runs `work` in a transaction on a connection that stays the caller's. */
export async function onConnection<T>(sql: PoolClient, work: () => Promise<T>): Promise<T> {
  await sql.query('begin')
  try {
    const result = await work()
    await sql.query('commit')
    return result
  } catch (error) {
    await sql.query('rollback').catch(() => {})
    throw error
  }
}
