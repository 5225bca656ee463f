import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  entriesOfKey,
  type FoundPosting,
  findPostings,
  type PostingPlace,
  type PostingSearch,
  readEntry,
} from '../../src/ledger/explorer.ts'
import { DAY, instantOf } from '../../src/rules/time/instant.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { testDatabase } from '../kit/database.ts'
import { START, testEngine } from '../kit/engine.ts'
import { live, SELLERS, setScene, story } from './history.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())
const end = instantOf(START + 60 * DAY)

beforeAll(async () => {
  await setScene(engine)
  await live(engine, story(5, 150, 60))
  engine.clock.set(end)
  await settleThrough(engine, end)
  await relayAll(engine)
})

/** All pages, one after the other. */
async function all(search: PostingSearch, size = 7): Promise<FoundPosting[]> {
  const found: FoundPosting[] = []
  let place: PostingPlace | null = null
  for (;;) {
    const page = await findPostings(db.pool, search, place, size, end)
    found.push(...page.postings)
    if (page.next === null) return found
    place = page.next
  }
}

const placeOf = ({ book, version, n }: FoundPosting) => `${book}-${version}-${n}`

/** What the table has, in the order in which it is to be shown. */
async function stored(condition: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ place: string }>(
    `select concat_ws('-', book_id, version, n) as place from posting where ${condition}
      order by recorded_at desc, book_id desc, version desc, n desc`,
  )
  return rows.map(({ place }) => place)
}

test.each<[string, PostingSearch, string]>([
  ['everything', {}, 'true'],
  ['an account', { account: 'referral_fees' }, `'referral_fees' in (debit, credit)`],
  ['a rare kind', { kind: 'promotion' }, `kind = 'promotion'`],
  ['a seller', { seller: SELLERS[0] as number }, `seller_id = ${SELLERS[0]}`],
  [
    'a week',
    { from: instantOf(START + 7 * DAY), until: instantOf(START + 14 * DAY) },
    `recorded_at >= '2020-06-07T15:00Z' and recorded_at < '2020-06-14T15:00Z'`,
  ],
])('the pages of %s show each posting once, newest first', async (_, search, condition) => {
  const expected = await stored(condition)
  expect(expected.length).toBeGreaterThan(0)
  expect((await all(search)).map(placeOf)).toEqual(expected)
})

test('a book and one of its orders', async () => {
  const { rows } = await db.pool.query<{ book: number; id: number; reference: string }>(
    `select p.book_id as book, o.id, o.reference from posting p
      join orders o on o.buyer_id = p.book_id and o.id = p.order_id limit 1`,
  )
  const { book = 0, id = 0, reference } = rows[0] ?? {}
  const found = await all({ book, order: id })
  expect(found.map(placeOf)).toEqual(await stored(`book_id = ${book} and order_id = ${id}`))
  expect(new Set(found.map((posting) => posting.order))).toEqual(new Set([reference]))
})

test('the key of a command leads to its entry, whoever used it', async () => {
  const [one] = await all({ kind: 'points_granted' })
  if (!one) throw new Error('nothing was granted')
  const place = { book: one.book, version: one.version }
  expect(await entriesOfKey(db.pool, one.key)).toEqual([place])
  expect(await entriesOfKey(db.pool, one.key, 'story')).toEqual([place])
  expect(await entriesOfKey(db.pool, one.key, 'somebody')).toEqual([])
  const found = await all({ entries: [place] })
  expect(found.map(placeOf)).toEqual(
    await stored(`book_id = ${place.book} and version = ${place.version}`),
  )
})

test('an entry shows its command, its postings and its place in the chain', async () => {
  const [newest] = await all({ kind: 'principal' })
  if (!newest) throw new Error('nothing was sold')
  const sheet = await readEntry(db.pool, newest.book, newest.version)
  expect(sheet).toMatchObject({
    ...{ command: 'order.shipped', caller: 'story', intact: true, buyer: newest.buyer },
  })
  const before = await readEntry(db.pool, newest.book, newest.version - 1)
  expect(sheet?.before).toBe(before?.digest)
  expect(before?.last).toBe(false)
  expect(await readEntry(db.pool, newest.book, 1)).toMatchObject({ before: '0'.repeat(32) })
  expect(await readEntry(db.pool, newest.book, 100_000)).toBeUndefined()
})

test('an entry whose posting was changed behind the back of the program is not intact', async () => {
  const [one] = await all({ kind: 'referral_fee' })
  if (!one) throw new Error('no fee')
  await db.owner.query('alter table posting disable trigger posting_append_only')
  const change = (by: number) =>
    db.owner.query(
      'update posting set amount = amount + $4 where book_id = $1 and version = $2 and n = $3',
      [one.book, one.version, one.n, by],
    )
  await change(1)
  expect(await readEntry(db.pool, one.book, one.version)).toMatchObject({ intact: false })
  await change(-1)
  expect(await readEntry(db.pool, one.book, one.version)).toMatchObject({ intact: true })
})
