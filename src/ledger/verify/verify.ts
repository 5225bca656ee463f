import { type Pool, type Sql, transaction } from '../../database/connect.ts'
import { idle } from '../../database/pages.ts'
import { ACCOUNTS, type Account, OUTSTANDING } from '../../rules/book/accounts.ts'
import type { Timeline } from '../../rules/policy/timeline.ts'
import type { LineRow, OrderRow } from '../order-rows.ts'
import { readTimeline } from '../policies.ts'
import type { StatementRow } from '../statements.ts'
import { BookCheck, type Timelines } from './book-check.ts'
import { diagnose } from './diagnose.ts'
import { type BadRow, differs, type Verification, type VerifyProgress } from './report.ts'
import { type EntryRow, openReaders, type PostingRow, type Readers } from './rows.ts'
import { checkSettlements } from './settlements.ts'

/**
 * Proves the ledger from its entries alone: recomputes every book, order and statement from the
 * postings and the journal, and names the first row that says anything else. It reads one snapshot,
 * so it may run under load; memory holds one book and a page of each table, however long they are.
 *
 * The order in which rows are judged, and so which bad one is the first:
 *
 * 1. policy versions;
 * 2. books by id, and in each: its journal with the postings by version (contiguous, chained,
 *    lawful), then orders and lines by id, then the book's own row. A row of a book that does not
 *    exist comes where the book would have been;
 * 3. periods in order, and in each: statements by seller, then the settlement's own row;
 * 4. the law of the house over all accounts.
 *
 * It does not see what no entry proves: descriptions (ASIN, category, product type, payment), a
 * buyer's grace and reminders, and the dates inside dated lots.
 */
export async function verify(
  pool: Pool,
  progress: (done: VerifyProgress) => void = () => {},
): Promise<Verification> {
  return transaction(pool, async (sql) => {
    await sql.query('set transaction isolation level repeatable read, read only')
    const timeline = await readTimeline(sql)
    const prepared = await preparedPart(sql, timeline)
    const run = new Run(await openReaders(sql), { timeline, prepared }, progress)
    const firstBad =
      checkPolicies(timeline) ??
      (await run.books()) ??
      (await checkSettlements(sql, timeline)) ??
      run.lawOfTheHouse()
    await idle(sql)
    return { ok: firstBad === undefined, ...run.counts, ...(firstBad ? { firstBad } : {}) }
  })
}

/** The versions before the first whose announcement books have not all been prepared for yet. */
async function preparedPart(sql: Sql, timeline: Timeline): Promise<Timeline> {
  const { rows } = await sql.query<{ version: number | null }>(
    'select min(version) as version from policy_outlook where not books_done',
  )
  const [first, ...rest] = timeline
  const { version = null } = rows[0] ?? {}
  return [first, ...(version === null ? rest : rest.filter((policy) => policy.version < version))]
}

function checkPolicies(timeline: Timeline): BadRow | undefined {
  for (const [index, { version, effectiveFrom }] of timeline.entries()) {
    const before = timeline[index - 1]
    const isLater = before === undefined || before.effectiveFrom < effectiveFrom
    const bad =
      differs('policy', { version }, 'version', index + 1, version) ??
      differs('policy', { version }, 'effective_from is later than the version before', 1, +isLater)
    if (bad) return bad
  }
  return undefined
}

/** Entries between two reports of progress. */
const REPORT_EVERY = 10_000

class Run {
  readonly counts = {
    books: 0,
    entries: 0,
    postings: 0,
    totals: Object.fromEntries(Object.keys(ACCOUNTS).map((account) => [account, 0])) as Record<
      Account,
      number
    >,
  }
  readonly #readers: Readers
  readonly #timelines: Timelines
  readonly #progress: (done: VerifyProgress) => void

  constructor(readers: Readers, timelines: Timelines, progress: (done: VerifyProgress) => void) {
    this.#readers = readers
    this.#timelines = timelines
    this.#progress = progress
  }

  /** All books and their rows, to the first bad one. */
  async books(): Promise<BadRow | undefined> {
    const { books, orders, lines, statements } = this.#readers
    for (let row = books.head; row; row = books.head) {
      const { id } = row
      const orphan = this.#orphan(id)
      if (orphan) return orphan
      const check = new BookCheck(
        row,
        await orders.takeWhile((order) => order.buyer_id === id),
        await lines.takeWhile((line) => line.buyer_id === id),
        await statements.takeWhile((statement) => statement.seller_id === id),
        this.#timelines,
      )
      await this.#entries(check)
      const bad = verdict(check)
      if (bad) return bad
      this.counts.books += 1
      await books.advance()
    }
    return this.#orphan(Number.POSITIVE_INFINITY)
  }

  /** The next row of any table when its book is missing: it belongs before book `id`. */
  #orphan(id: number): BadRow | undefined {
    const { entries, postings, orders, lines, statements } = this.#readers
    const what = 'a row without its book'
    const none = { what, expected: null, found: null }
    const { head: entry } = entries
    if (entry && entry.book < id) return { table: 'journal', key: entryKey(entry), ...none }
    const { head: posting } = postings
    if (posting && posting.book < id) return { table: 'posting', key: postingKey(posting), ...none }
    const { head: order } = orders
    if (order && order.buyer_id < id) return { table: 'orders', key: orderKey(order), ...none }
    const { head: line } = lines
    if (line && line.buyer_id < id) return { table: 'order_line', key: lineKey(line), ...none }
    const { head: statement } = statements
    if (!statement || statement.seller_id >= id) return undefined
    return { table: 'statement', key: statementKey(statement), ...none }
  }

  /** Every entry of one book with its postings. */
  async #entries(check: BookCheck): Promise<void> {
    const { entries, postings } = this.#readers
    const { id } = check.row
    for (let entry = entries.head; entry?.book === id; entry = entries.head) {
      const { version } = entry
      await this.#strays(check, id, version)
      const own = await postings.takeWhile((p) => p.book === id && p.version === version)
      for (const { debit, credit, amount } of own) {
        this.counts.totals[debit] -= amount
        this.counts.totals[credit] += amount
      }
      check.add(entry, own)
      this.counts.entries += 1
      this.counts.postings += own.length
      if (this.counts.entries % REPORT_EVERY === 0) this.#progress(this.counts)
      await entries.advance()
    }
    await this.#strays(check, id, Number.POSITIVE_INFINITY)
  }

  /** Postings before `version` that no entry made: they are too many, or their entry is gone. */
  async #strays(check: BookCheck, id: number, version: number): Promise<void> {
    const { postings } = this.#readers
    const [stray] = await postings.takeWhile((p) => p.book === id && p.version < version)
    if (!stray) return
    const isGone = stray.version > check.version && stray.version <= check.row.version
    const none = { expected: null, found: null }
    if (isGone) check.found({ table: 'journal', key: entryKey(stray), what: 'missing', ...none })
    const what = 'a posting without its entry'
    check.found({ table: 'posting', key: postingKey(stray), what, ...none })
  }

  lawOfTheHouse(): BadRow | undefined {
    const { totals } = this.counts
    const outstanding = OUTSTANDING.reduce((sum, account) => sum + totals[account], 0)
    const what = 'points_funding equals the points outstanding'
    return differs('posting', {}, what, outstanding, totals.points_funding)
  }
}

/** The first bad row of a book: its changed entry, a row bad by itself, or a contradiction. */
function verdict(check: BookCheck): BadRow | undefined {
  const { suspect, bad, row } = check
  // An entry that the book does not count is surplus, whatever it says.
  if (suspect && suspect.entry.version <= row.version) {
    return diagnose(suspect, [...(bad ? [bad] : []), ...check.mismatches()])
  }
  return bad ?? check.mismatches().next().value ?? undefined
}

const entryKey = ({ book, version }: Pick<EntryRow, 'book' | 'version'>) => ({
  book_id: book,
  version,
})
const postingKey = ({ book, version, n }: PostingRow) => ({ book_id: book, version, n })
const orderKey = ({ buyer_id, id }: OrderRow) => ({ buyer_id, id })
const lineKey = ({ buyer_id, order_id, line }: LineRow) => ({ buyer_id, order_id, line })
const statementKey = ({ seller_id, period }: StatementRow) => ({ seller_id, period })
