import type { PoolClient } from '../../database/connect.ts'
import { pages } from '../../database/pages.ts'
import type { Account, Unit } from '../../rules/book/accounts.ts'
import type { Posting, PostingKind } from '../../rules/book/posting.ts'
import type { OrderId, SellerId } from '../../rules/ids.ts'
import type { Yen } from '../../rules/money/amount.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { BOOK_COLUMNS, type BookRow } from '../book-rows.ts'
import type { JournalEntry } from '../journal.ts'
import type { LineRow, OrderRow } from '../order-rows.ts'
import type { StatementRow } from '../statements.ts'
import { Reader } from './reader.ts'

export interface BookOfSomebody extends BookRow {
  /** Whether there is a buyer or a seller of this id. */
  readonly owned: boolean
}

export interface EntryRow extends JournalEntry {
  readonly digest: string
}

export interface PostingRow extends Posting {
  readonly book: number
  readonly version: number
  readonly n: number
  readonly unit: Unit
  readonly recordedAt: number
}

/** Every table that is read book by book, each in the order of its key. */
export interface Readers {
  readonly books: Reader<BookOfSomebody>
  readonly entries: Reader<EntryRow>
  readonly postings: Reader<PostingRow>
  readonly orders: Reader<OrderRow>
  readonly lines: Reader<LineRow>
  readonly statements: Reader<StatementRow>
}

/** Milliseconds; unlike `extract`, `date_part` does not go through numeric. */
const ms = (column: string): string => `(date_part('epoch', ${column}) * 1000)::bigint`

const ENTRIES = `select book_id as book, version, caller, key,
    encode(fingerprint, 'hex') as fingerprint, kind, order_id as "order",
    ${ms('event_at')} as "eventAt", ${ms('recorded_at')} as "recordedAt",
    outcome::text as outcome, encode(digest, 'hex') as digest
  from journal order by book_id, version`

/** The widest table travels as one text a row: half the cost of fourteen columns. */
const POSTINGS = `select concat_ws(',', book_id, version, n, debit, credit, unit, amount, kind,
    coalesce(seller_id::text, ''), coalesce(order_id::text, ''), coalesce(line::text, ''),
    policy_version, ${ms('event_at')}, ${ms('recorded_at')}) as row
  from posting order by book_id, version, n`

function postingOf({ row }: { readonly row: string }): PostingRow {
  const f = row.split(',')
  return {
    book: Number(f[0]),
    version: Number(f[1]),
    n: Number(f[2]),
    debit: f[3] as Account,
    credit: f[4] as Account,
    unit: f[5] as Unit,
    amount: Number(f[6]) as Yen,
    kind: f[7] as PostingKind,
    seller: f[8] === '' ? null : (Number(f[8]) as SellerId),
    order: f[9] === '' ? null : (Number(f[9]) as OrderId),
    line: f[10] === '' ? null : Number(f[10]),
    policyVersion: Number(f[11]),
    at: Number(f[12]) as Instant,
    recordedAt: Number(f[13]),
  }
}

/** Opens a cursor on each table, in the transaction of the snapshot. */
export async function openReaders(sql: PoolClient): Promise<Readers> {
  const of = <Row extends object>(text: string) => Reader.of(pages<Row>(sql, { text }))
  return {
    books: await of<BookOfSomebody>(
      `select ${BOOK_COLUMNS}, exists (select from buyer where buyer.id = book.id)
          or exists (select from seller where seller.id = book.id) as owned
        from book order by id`,
    ),
    entries: await of<EntryRow>(ENTRIES),
    postings: await Reader.of(mapped(pages<{ row: string }>(sql, { text: POSTINGS }), postingOf)),
    orders: await of<OrderRow>('select * from orders order by buyer_id, id'),
    lines: await of<LineRow>('select * from order_line order by buyer_id, order_id, line'),
    statements: await of<StatementRow>(
      'select * from statement order by seller_id, version, period',
    ),
  }
}

async function* mapped<Row, Made>(
  all: AsyncIterable<readonly Row[]>,
  make: (row: Row) => Made,
): AsyncGenerator<readonly Made[]> {
  for await (const page of all) yield page.map(make)
}
