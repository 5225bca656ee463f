import { afterAll, expect, test } from 'vitest'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'

const db = await testDatabase()
const engine = testEngine(db, { lanes: 1, batchMax: 10 })
afterAll(() => engine.close())

const grant = (buyer: string, n: number) =>
  grantPoints(
    engine,
    { caller: 'test', key: `${buyer}: ${n}` },
    { buyer, points: 1, reason: 'campaign' },
  )

/** Buyers whom the engine knows already, so that their commands reach the queue at once. */
async function known(...references: readonly string[]): Promise<void> {
  await registerBuyers(
    engine,
    references.map((reference) => ({ reference })),
  )
  await Promise.all(references.map((reference) => grant(reference, 0)))
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1)

test('what a buyer asks travels together, whoever asks in between', async () => {
  await known('a', 'b', 'c')
  await Promise.all(upTo(9).flatMap((n) => ['a', 'b', 'c'].map((buyer) => grant(buyer, n))))
  const { rows } = await db.pool.query<{ version: number; batches: number }>(
    `select book.version, count(distinct journal.xmin::text)::int as batches
      from book join journal on book_id = book.id group by book.id`,
  )
  for (const { version, batches } of rows) {
    expect(version).toBe(10)
    // The first grant, then all nine.
    expect(batches).toBe(2)
  }
})

test('a buyer who asks for more than batches hold does not keep the others waiting', async () => {
  await known('flood', 'patient')
  const done: string[] = []
  const told = async (buyer: string, n: number) => {
    await grant(buyer, n)
    done.push(buyer)
  }
  await Promise.all([...upTo(60).map((n) => told('flood', n)), told('patient', 1)])
  expect(done.indexOf('patient')).toBeLessThan(20)
  expect(done).toHaveLength(61)
})

test('a buyer with more commands than a batch holds has them decided in the order asked', async () => {
  await known('many')
  const answers = await Promise.all(upTo(35).map((n) => grant('many', n)))
  const balances = answers.map((answer) => (answer as { outcome: object }).outcome)
  expect(balances).toMatchObject(upTo(35).map((n) => ({ available: n + 1 })))
})

test('answers come in the order asked, over batches, and all of them before the lanes are idle', async () => {
  await known('x', 'y')
  const asked = upTo(45).flatMap((n) => ['x', 'y'].map((buyer) => [buyer, n] as const))
  const told: string[] = []
  for (const [buyer, n] of asked) void grant(buyer, n).then(() => told.push(`${buyer} ${n}`))
  await expect.poll(() => engine.lanes.depth).toBeGreaterThan(0)
  await engine.lanes.idle()
  for (const buyer of ['x', 'y']) {
    const own = told.filter((one) => one.startsWith(buyer))
    expect(own).toEqual(upTo(45).map((n) => `${buyer} ${n}`))
  }
})
