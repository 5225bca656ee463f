import { afterAll, beforeAll, expect, test } from 'vitest'
import { rollUp } from '../../src/ledger/days.ts'
import { after, DAY, HOUR, instantOf } from '../../src/rules/time/instant.ts'
import { ripenDue } from '../../src/usecases/points/ripen-due.ts'
import { testDatabase } from '../kit/database.ts'
import { START, testEngine } from '../kit/engine.ts'
import { live, setScene, story } from './history.ts'

/** R12: what is derived from the postings can be thrown away and made anew, identical. */

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

beforeAll(async () => {
  await setScene(engine)
  for (const [index, step] of story(12, 200, 60, 0.2).entries()) {
    await live(engine, [step])
    if (index % 11 === 0) await rollUp(db.pool, engine.clock.now())
  }
  engine.clock.set(after(instantOf(START + 61 * DAY), HOUR))
  await ripenDue(engine, engine.clock.now())
  await rollUp(db.pool, engine.clock.now())
})

const all = async (sql: string) => (await db.owner.query(sql)).rows

test('R12: the sums by day, dropped and summed anew, are the same', async () => {
  const sums = 'select * from ledger_day order by 1, 2, 3, 4'
  const before = await all(sums)
  expect(before.length).toBeGreaterThan(100)
  await db.owner.query(`truncate ledger_day; update ledger_rolled set rolled_to = 'epoch'`)
  await rollUp(db.pool, engine.clock.now())
  expect(await all(sums)).toEqual(before)
})

test('R12: every balance and every line is the sum of its postings', async () => {
  const books = `select id, available, unvested, held from book
    where id in (select id from buyer) order by id`
  const part = (account: string) => `coalesce(sum(case when credit = '${account}' then amount
    when debit = '${account}' then -amount else 0 end), 0)::bigint`
  const again = `select b.id, ${part('buyer_available')} as available,
      ${part('buyer_unvested')} as unvested, ${part('buyer_held')} as held
    from book b left join posting p on p.book_id = b.id
    where b.id in (select id from buyer) group by b.id order by b.id`
  const before = await all(books)
  expect(before.length).toBeGreaterThan(3)
  expect(await all(again)).toEqual(before)
  const lines = `select buyer_id, order_id, line, principal, shipping_charged, granted, fee_charged,
      fee_credited, refunded_principal, refunded_shipping
    from order_line order by 1, 2, 3`
  const of = (kinds: string) =>
    `coalesce(sum(p.amount) filter (where p.kind in (${kinds}) and p.unit = 'JPY'), 0)::bigint`
  const fromPostings = `select l.buyer_id, l.order_id, l.line, ${of(`'principal'`)} as principal,
      ${of(`'shipping'`)} as shipping_charged, ${of(`'points_granted'`)} as granted,
      ${of(`'referral_fee'`)} as fee_charged, ${of(`'referral_fee_credit'`)} as fee_credited,
      ${of(`'refund_principal', 'claim_principal', 'chargeback_principal'`)} as refunded_principal,
      ${of(`'refund_shipping', 'claim_shipping', 'chargeback_shipping'`)} as refunded_shipping
    from order_line l left join posting p
      on p.book_id = l.buyer_id and p.order_id = l.order_id and p.line = l.line
    group by 1, 2, 3 order by 1, 2, 3`
  expect(await all(fromPostings)).toEqual(await all(lines))
})
