import { stopwatch } from '../clock/stopwatch.ts'
import type { Sql } from '../database/connect.ts'
import type { Account, Unit } from '../rules/book/accounts.ts'
import type { Posting, PostingKind } from '../rules/book/posting.ts'
import type { Instant } from '../rules/time/instant.ts'
import { numbers } from './arrays.ts'
import { digestOf, GENESIS } from './journal.ts'

/** A posting with the command that made it, as somebody who looks through the ledger sees it. */
export interface FoundPosting {
  readonly book: number
  readonly version: number
  readonly n: number
  readonly at: Instant
  readonly recordedAt: Instant
  readonly debit: Account
  readonly credit: Account
  readonly unit: Unit
  readonly amount: number
  readonly kind: PostingKind
  readonly policyVersion: number
  readonly buyer: string | null
  readonly seller: string | null
  readonly order: string | null
  readonly line: number | null
  /** What was asked, by whom, under which key. */
  readonly command: string
  readonly caller: string
  readonly key: string
}

/** Which postings are looked for; every condition given must hold. */
export interface PostingSearch {
  readonly book?: number
  readonly order?: number
  /** A seller's proceeds. */
  readonly seller?: number
  readonly account?: Account
  readonly kind?: PostingKind
  /** A command's place: its caller's key led to it. */
  readonly entries?: readonly { readonly book: number; readonly version: number }[]
  /** By when they were recorded: from the first, to before the second. */
  readonly from?: Instant
  readonly until?: Instant
}

/** Where a list goes on: everything older than this place. */
export interface PostingPlace {
  readonly recordedAt: number
  readonly book: number
  readonly version: number
  readonly n: number
}

export interface PostingPage {
  readonly postings: readonly FoundPosting[]
  readonly next: PostingPlace | null
  /** How far back was looked: a page may be short because looking took long. */
  readonly lookedTo: Instant | null
}

/** Milliseconds. Where no index leads to what is looked for, ever wider stretches are looked at. */
const WIDTH = { first: 60_000, growth: 8 }

/** Seconds after which a page is given as it is, to go on from there. */
const PATIENCE = 1.5

const DAY_MS = 86_400_000

/**
 * Postings, the newest first. With a book, a seller or places they are found by an index; else the
 * ledger is walked back in widening stretches of time, each found by the index over time, until the
 * page is full or patience ends: a rare kind ends in short pages, not in long waits.
 */
export async function findPostings(
  sql: Sql,
  search: PostingSearch,
  before: PostingPlace | null,
  limit: number,
  now: Instant,
): Promise<PostingPage> {
  const most = limit + 1
  const end = Math.min(search.until ?? Number.POSITIVE_INFINITY, now + DAY_MS)
  const bottom = search.from ?? 0
  if (search.book !== undefined || search.seller !== undefined || search.entries !== undefined) {
    return pageOf(await between(sql, search, before, [bottom, end], most), limit, null)
  }
  const beginning = await firstRecorded(sql)
  const elapsed = stopwatch()
  const found: FoundPosting[] = []
  let high = before ? before.recordedAt + 1 : end
  let width = WIDTH.first + (before ? 0 : DAY_MS)
  for (;;) {
    const reached = high - width
    const low = reached <= Math.max(beginning, bottom) ? bottom : reached
    found.push(...(await between(sql, search, before, [low, high], most - found.length)))
    if (found.length === most || low <= bottom) return pageOf(found, limit, null)
    if (elapsed() > PATIENCE) return pageOf(found, limit, low as Instant)
    high = low
    width *= WIDTH.growth
  }
}

/** About when the ledger begins; before it there is little or nothing. Old events may be gone. */
async function firstRecorded(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ first: Instant | null }>(
    `select least((select min(start_at) from settlement),
        (select recorded_at from event order by id limit 1)) as first`,
  )
  return (rows[0]?.first ?? DAY_MS) - DAY_MS
}

function pageOf(
  found: readonly FoundPosting[],
  limit: number,
  lookedTo: Instant | null,
): PostingPage {
  const postings = found.slice(0, limit)
  const last = postings.at(-1)
  if (found.length > limit && last) {
    const { recordedAt, book, version, n } = last
    return { postings, next: { recordedAt, book, version, n }, lookedTo: null }
  }
  if (lookedTo === null) return { postings, next: null, lookedTo }
  return { postings, next: { recordedAt: lookedTo, book: 0, version: 0, n: -1 }, lookedTo }
}

/** What fits within a stretch of time, its beginning included; with the commands and the names. */
async function between(
  sql: Sql,
  search: PostingSearch,
  before: PostingPlace | null,
  [low, high]: readonly [number, number],
  most: number,
): Promise<FoundPosting[]> {
  const values: unknown[] = []
  const is = (value: unknown) => `$${values.push(value)}`
  const time = (at: number) => `to_timestamp(${is(at)}::float8 / 1000)`
  const conditions = [`recorded_at >= ${time(low)}`, `recorded_at < ${time(high)}`]
  if (before) {
    const { recordedAt, book, version, n } = before
    const place = `${time(recordedAt)}, ${is(book)}, ${is(version)}, ${is(n)}`
    conditions.push(`(recorded_at, book_id, version, n) < (${place})`)
  }
  const { book, order, seller, account, kind, entries } = search
  if (book !== undefined) conditions.push(`book_id = ${is(book)}`)
  if (order !== undefined) conditions.push(`order_id = ${is(order)}`)
  if (seller !== undefined) conditions.push(`seller_id = ${is(seller)}`)
  if (account !== undefined) conditions.push(`${is(account)}::account in (debit, credit)`)
  if (kind !== undefined) conditions.push(`kind = ${is(kind)}::posting_kind`)
  if (entries !== undefined) {
    const books = is(numbers(entries.map((entry) => entry.book)))
    const versions = is(numbers(entries.map((entry) => entry.version)))
    conditions.push(
      `(book_id, version) in (select * from unnest(${books}::bigint[], ${versions}::bigint[]))`,
    )
  }
  const { rows } = await sql.query<FoundPosting>(
    `with found as materialized (
        select * from posting where ${conditions.join(' and ')}
        order by recorded_at desc, book_id desc, version desc, n desc limit ${is(most)})
      select p.book_id as book, p.version, p.n, p.event_at as at, p.recorded_at as "recordedAt",
        p.debit, p.credit, p.unit, p.amount, p.kind, p.policy_version as "policyVersion",
        b.reference as buyer, s.reference as seller, o.reference as "order", p.line,
        j.kind as command, j.caller, j.key
      from found p
        join journal j on j.book_id = p.book_id and j.version = p.version
        left join buyer b on b.id = p.book_id
        left join seller s on s.id = coalesce(p.seller_id, p.book_id)
        left join orders o on o.buyer_id = p.book_id and o.id = p.order_id
      order by p.recorded_at desc, p.book_id desc, p.version desc, p.n desc`,
    values,
  )
  return rows
}

/** Where a caller's key led: a key without its caller may have been used by several. */
export async function entriesOfKey(
  sql: Sql,
  key: string,
  caller?: string,
): Promise<{ readonly book: number; readonly version: number }[]> {
  // From one caller to the next by the index, instead of through the whole journal.
  const { rows } = await sql.query<{ book: number; version: number }>(
    `with recursive one (caller) as (
        select min(caller) from journal
        union all
        select (select min(caller) from journal j where j.caller > one.caller) from one
          where one.caller is not null)
      select j.book_id as book, j.version
      from (select caller from one where caller is not null and $2::text is null
        union all select $2::text where $2::text is not null) as c
      join journal j on j.caller = c.caller and j.key = $1`,
    [key, caller ?? null],
  )
  return rows
}

/** A command as the journal keeps it, with its postings. */
export interface JournalSheet {
  readonly book: number
  readonly version: number
  readonly buyer: string | null
  readonly seller: string | null
  readonly command: string
  readonly caller: string
  readonly key: string
  readonly order: string | null
  readonly at: Instant
  readonly recordedAt: Instant
  readonly outcome: object
  readonly fingerprint: string
  readonly digest: string
  /** The digest of the entry before, which this one's covers. */
  readonly before: string
  /** Whether the digest, computed anew from entry and postings, is the one that was written. */
  readonly intact: boolean
  /** Whether it is the newest of its book. */
  readonly last: boolean
  readonly postings: readonly FoundPosting[]
}

interface SheetRow extends Omit<JournalSheet, 'outcome' | 'intact' | 'postings'> {
  readonly orderId: number | null
  readonly outcome: string
}

/** One entry of the journal; undefined when there is none. */
export async function readEntry(
  sql: Sql,
  book: number,
  version: number,
): Promise<JournalSheet | undefined> {
  const { rows } = await sql.query<SheetRow>(
    `select j.book_id as book, j.version, b.reference as buyer, s.reference as seller,
        j.kind as command, j.caller, j.key, o.reference as "order", j.order_id as "orderId",
        j.event_at as at, j.recorded_at as "recordedAt", j.outcome::text as outcome,
        encode(j.fingerprint, 'hex') as fingerprint, encode(j.digest, 'hex') as digest,
        coalesce(encode(p.digest, 'hex'), $3) as before,
        not exists (select from journal n where n.book_id = j.book_id and n.version > j.version)
          as last
      from journal j
        left join journal p on p.book_id = j.book_id and p.version = j.version - 1
        left join buyer b on b.id = j.book_id
        left join seller s on s.id = j.book_id
        left join orders o on o.buyer_id = j.book_id and o.id = j.order_id
      where j.book_id = $1 and j.version = $2`,
    [book, version, GENESIS],
  )
  const [row] = rows
  if (!row) return undefined
  const { rows: written } = await sql.query<Posting>(
    `select debit, credit, amount, kind, seller_id as seller, order_id as "order", line,
        event_at as at, policy_version as "policyVersion"
      from posting where book_id = $1 and version = $2 order by n`,
    [book, version],
  )
  const postings = await between(sql, { entries: [{ book, version }] }, null, ALWAYS, 10_000)
  const { orderId, outcome, ...sheet } = row
  const entry = { ...sheet, kind: row.command, order: orderId, outcome, eventAt: row.at }
  const intact = digestOf(row.before, entry, written) === row.digest
  return { ...sheet, outcome: JSON.parse(outcome), intact, postings: postings.toReversed() }
}

const ALWAYS = [0, 253_402_300_799_000] as const
