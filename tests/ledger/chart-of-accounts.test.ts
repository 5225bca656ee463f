import { readFile } from 'node:fs/promises'
import { afterAll, expect, test } from 'vitest'
import { ACCOUNTS } from '../../src/rules/book/accounts.ts'
import { POSTING_KINDS } from '../../src/rules/book/posting.ts'
import { points, yen } from '../../src/rules/money/amount.ts'
import { DAY, instantOf } from '../../src/rules/time/instant.ts'
import { cancelOrder } from '../../src/usecases/orders/cancel.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { adjustPoints } from '../../src/usecases/points/grant.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { testDatabase } from '../kit/database.ts'
import { START, type TestEngine, terms, testEngine } from '../kit/engine.ts'
import { giveBack, sell, shoppers } from '../settlement/sales.ts'
import { setScene } from './history.ts'

const page = await readFile(
  new URL('../../docs/reference/chart-of-accounts.md', import.meta.url),
  'utf8',
)
/** The cells of the rows of the table under a heading. */
const table = (heading: string): string[][] => {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
}

test('the chart lists every account with its unit, in order', () => {
  const listed = table('Accounts').map(([, account, unit]) => [account, unit])
  expect(listed).toEqual(Object.entries(ACCOUNTS))
  const meanings = table('Accounts').map(([, , , meaning]) => meaning ?? '')
  expect(meanings.filter((meaning) => meaning.length < 10)).toEqual([])
})

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const as = (key: string) => ({ caller: 'test', key })

/** Takes all points that a buyer has. */
async function empty(buyer: string): Promise<void> {
  const { rows } = await db.pool.query<{ version: number; available: number }>(
    'select version, available from book join buyer using (id) where reference = $1',
    [buyer],
  )
  const { version = 0, available = 0 } = rows[0] ?? {}
  const ask = { buyer, points: -available, reason: 'correction' }
  await adjustPoints(engine, as(`empty:${buyer}:${version}`), ask)
}

/** Makes every movement there is. */
async function everything({ clock }: TestEngine): Promise<void> {
  const shop = 9_001
  const hanako = { buyer: 'hanako' }
  await setScene(engine)
  await shoppers(engine, 'aoi')
  await adjustPoints(engine, as('up'), { ...hanako, points: 900, reason: 'correction' })
  // Spent points come back with a refund; held ones with a cancellation.
  await sell(engine, 'redeemed', [shop], { ...hanako, redeem: 700 })
  await giveBack(engine, 'redeemed', 1)
  const lines = [terms(shop, { shipping: yen(300), price: yen(300), pointsPerUnit: points(150) })]
  const ask = { ...hanako, lines, payment: 'prepaid' } as const
  await placeOrder(engine, as('held'), { ...ask, reference: 'held', redeem: points(100) })
  await cancelOrder(engine, as('cancelled'), { order: 'held', units: 'all' })
  for (const cause of ['return', 'guarantee_claim', 'chargeback'] as const) {
    await placeOrder(engine, as(cause), { ...ask, reference: cause, redeem: points(0) })
    await shipOrder(engine, as(`${cause}:ship`), { order: cause, units: 'all' })
    await giveBack(engine, cause, 1, { of: 'full' }, cause)
  }
  // Nothing is left of the granted points when the sale is undone.
  await sell(engine, 'spent', [shop, shop], hanako)
  await empty('hanako')
  await giveBack(engine, 'spent', 1)
  await giveBack(engine, 'spent', 2, { of: 'full' }, 'guarantee_claim')
  // The second programme lets points vest after six days; those of aoi have lapsed by then.
  clock.set(instantOf(START + 41 * DAY))
  await sell(engine, 'unvested', [shop, shop], hanako)
  await giveBack(engine, 'unvested', 1)
  clock.set(instantOf(START + 60 * DAY))
  for (const buyer of ['hanako', 'aoi']) {
    await adjustPoints(engine, as(`later:${buyer}`), { buyer, points: 1, reason: 'correction' })
  }
  await settleThrough(engine, clock.now())
}

test('the chart lists every movement that happens, and every one it lists happens', async () => {
  await everything(engine)
  const { rows } = await db.pool.query<Record<string, string>>(
    `select distinct kind::text, debit::text, credit::text, unit::text from posting`,
  )
  const posted = rows.map(({ kind, debit, credit, unit }) => [kind, debit, credit, unit].join(' '))
  const listed = table('Movements').map(([, ...cells]) => cells.slice(0, 4).join(' '))
  expect(posted.toSorted()).toEqual(listed.toSorted())
  expect(new Set(listed.map((row) => row.split(' ')[0]))).toEqual(new Set(POSTING_KINDS))
})
