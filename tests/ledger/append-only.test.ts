import { beforeAll, describe, expect, test } from 'vitest'
import { after, DAY } from '../../src/rules/time/instant.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { testDatabase } from '../kit/database.ts'
import { START, testEngine } from '../kit/engine.ts'
import { giveBack, sell, shoppers } from '../settlement/sales.ts'
import { registerSellers } from './history.ts'

const db = await testDatabase()

/** Everything that is not to change, as one text. */
async function everything(): Promise<string> {
  const tables = ['journal', 'posting', 'policy', 'statement', 'settlement']
  const texts = await Promise.all(
    tables.map((table) => db.pool.query(`select t::text from ${table} t order by 1`)),
  )
  return JSON.stringify(texts.map(({ rows }) => rows))
}

beforeAll(async () => {
  const engine = testEngine(db)
  await registerSellers(db.pool)
  await shoppers(engine, 'hanako')
  await sell(engine, 'o-1', [9_001], { redeem: 100 })
  await giveBack(engine, 'o-1', 1, { of: 'percentage', bps: 1_000 })
  engine.clock.set(after(START, 20 * DAY))
  await settleThrough(engine, engine.clock.now())
  await engine.close()
})

/** A posting of the first book, as an attacker would add it. */
const posting = (changes: Readonly<Record<string, string>>): string => {
  const values = {
    book_id: '1',
    version: '2',
    n: '99',
    debit: "'operator_promotions'",
    credit: "'points_funding'",
    unit: "'JPY'",
    amount: '5',
    kind: "'promotion'",
    seller_id: 'null',
    policy_version: '1',
    event_at: 'now()',
    recorded_at: 'now()',
    ...changes,
  }
  return `insert into posting (${Object.keys(values)}) values (${Object.values(values)})`
}

const ATTEMPTS: readonly (readonly [attempt: string, sql: string])[] = [
  ['change an amount', 'update posting set amount = amount + 1'],
  ['change no row at all, but try', 'update posting set amount = amount where false'],
  ['delete a posting', 'delete from posting where n = 0'],
  ['empty the postings', 'truncate posting'],
  ['change an outcome', "update journal set outcome = '{}'"],
  ['delete an entry', 'delete from journal where version = 1'],
  ['empty the journal', 'truncate journal'],
  ['empty everything', 'truncate journal, posting, book cascade'],
  ['rewrite a policy', "update policy set terms = '{}'"],
  ['delete a policy', 'delete from policy'],
  ['empty the policies', 'truncate policy'],
  ['raise a disbursement', 'update statement set disbursement = disbursement + 1'],
  ['delete a statement', 'delete from statement'],
  ['empty the statements', 'truncate statement'],
  ['reopen a settled period', 'delete from settlement'],
  ['change a settled period', 'update settlement set disbursed = 0'],
  [
    'back points with no yen',
    posting({ debit: "'issued'", credit: "'buyer_available'", unit: "'PT'" }),
  ],
  ['back no points with yen', posting({})],
  ['post nothing', posting({ amount: '0' })],
  ['post a negative amount', posting({ amount: '-5' })],
  ['post to the same account', posting({ debit: "'points_funding'" })],
  ['mix the units', posting({ credit: "'buyer_available'" })],
  ['call points yen', posting({ debit: "'issued'", credit: "'redeemed'" })],
  ['move nobody’s proceeds', posting({ credit: "'seller_proceeds'" })],
  ['name a seller without proceeds', posting({ seller_id: '9001' })],
  ['post twice at one place', posting({ n: '0', debit: "'breakage'", credit: "'disbursements'" })],
  [
    'overwrite through a conflict',
    `${posting({ n: '0' })} on conflict (book_id, version, n) do update set amount = 1`,
  ],
  ['use a key again', 'insert into journal select * from journal limit 1'],
  ['switch the triggers off', 'alter table posting disable trigger all'],
  ['switch all triggers off', 'set session_replication_role = replica'],
  ['drop a trigger', 'drop trigger posting_append_only on posting'],
  ['drop a check', 'alter table posting drop constraint posting_amount_check'],
  [
    'replace the law',
    'create or replace function require_backing() returns trigger language sql as $$ select null $$',
  ],
  ['drop the postings', 'drop table posting'],
  ['become the owner', 'set role tamaru_owner'],
  ['grant itself more', 'grant update on posting to tamaru_app; update posting set amount = 1'],
  ['overdraw a balance', 'update book set available = -1 where id = 1'],
]

describe('R10: the application’s own role can not', () => {
  test.each(ATTEMPTS)('%s', async (_, sql) => {
    const before = await everything()
    await expect(db.pool.query(sql)).rejects.toMatchObject({
      // Not allowed, append-only, against a check or the law, or there already.
      code: expect.stringMatching(/^(42501|23001|23514|23505|55000)$/),
    })
    expect(await everything()).toBe(before)
  })

  test('while the same role posts what is lawful', async () => {
    const client = await db.pool.connect()
    await client.query('begin')
    await client.query(posting({ debit: "'breakage'", credit: "'operator_claims'" }))
    await client.query('rollback')
    client.release()
  })

  test('and the owner of the schema is refused changes to what was posted, too', async () => {
    for (const table of ['posting', 'journal', 'statement', 'settlement', 'policy']) {
      await expect(db.owner.query(`delete from ${table}`)).rejects.toMatchObject({ code: '23001' })
    }
  })
})
