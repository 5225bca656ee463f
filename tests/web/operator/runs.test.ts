import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { DAY, instantOf } from '../../../src/rules/time/instant.ts'
import { relayAll } from '../../../src/usecases/notices/relay.ts'
import { unexplained } from '../../kit/amounts.ts'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()

/** Class of the advisory locks at which the statements of a period wait, by the period. */
const HELD = 7_252_777

/** Two orders of which something could still be refunded. */
async function refundableOrders(page: Page): Promise<string[]> {
  const { items } = await (await page.request.get('/v1/orders?status=shipped&limit=50')).json()
  type Line = Readonly<Record<'principal' | 'refundedPrincipal', number>>
  return (items as { order: string; lines: Line[] }[])
    .filter(({ lines }) => lines.every((line) => line.refundedPrincipal === 0))
    .slice(0, 2)
    .map(({ order }) => order)
}

test('a settlement run by hand shows how far it is, and what it paid', async () => {
  const { owner, engine, clock } = server
  const { page, context, faults } = await visit(browser, server, { as: 'operator', language: 'en' })
  const { items } = await (await page.request.get('/v1/settlements?limit=1')).json()
  const [first, second] = [items[0].period + 1, items[0].period + 2]
  // Two periods end with something in each, while nothing runs by itself.
  for (const order of await refundableOrders(page)) {
    const charged = await page.request.post(`/v1/orders/${order}/chargebacks`, {
      data: {},
      headers: { origin: server.url, 'idempotency-key': order },
    })
    expect(charged.status()).toBe(201)
    clock.shift(clock.aheadFor(instantOf(engine.clock.now() + 14 * DAY)))
  }
  // The database holds each of them up, until it is told to go on.
  await owner.query(`
    create function hold() returns trigger language plpgsql as $$ begin
      perform pg_advisory_xact_lock(${HELD}, new.period); return new; end $$;
    create trigger hold before insert on statement for each row execute function hold()`)
  const holder = await owner.connect()
  onTestFinished(() => holder.release(true))
  const hold = (what: 'lock' | 'unlock', period: number) =>
    holder.query(`select pg_advisory_${what}($1, $2)`, [HELD, period])

  await hold('lock', first)
  await hold('lock', second)
  await page.goto('/operator/settlements')
  await page.getByText('Nobody has run it by hand.').waitFor()
  await page.getByRole('button', { name: 'Run settlement' }).click()
  const runs = page.getByRole('table', { name: 'Runs by hand' })
  await runs.getByText('Beginning…').waitFor()
  expect(await axeFindings(page)).toEqual([])

  await hold('unlock', first)
  await runs.getByText(new RegExp(`Under way: period ${first}, \\d+ statements`)).waitFor()
  await hold('unlock', second)
  await runs.getByText(/^Done: periods 2, statements \d+, paid out/).waitFor()
  await page.getByText('Every period that has ended is settled.').waitFor()
  for (const period of [first, second]) {
    await page.getByRole('link', { name: String(period), exact: true }).waitFor()
  }
  expect(await unexplained(page)).toEqual([])
  await runs.locator('.kit-why').first().click()
  await page.getByRole('dialog').getByText(`${first}, ${second}`).waitFor()
  await page.keyboard.press('Escape')

  // The same again finds nothing to do, and pays nobody twice.
  await page.getByRole('button', { name: 'Run settlement' }).click()
  await runs.getByText(/^Done: periods 0, statements 0, paid out/).waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('an event that could not be sent on is seen, and sent again once it is mended', async () => {
  const { owner, engine } = server
  await relayAll(engine)
  await owner.query(
    `insert into outbox (topic, book_id, version, payload, event_at, recorded_at)
      select 'points.vested', book_id, version, '{"points": "many"}', now(), now()
      from journal where book_id is not null limit 1`,
  )
  await relayAll(engine)
  const { page, context, faults } = await visit(browser, server, { as: 'operator' })
  await page.goto('/operator/announcements')
  const letters = page.getByRole('table', { name: '配信できなかったイベント' })
  const again = letters.getByRole('button', { name: /^再送: points\.vested/ })
  await again.waitFor()
  await letters.getByText(/bigint/).waitFor()
  expect(await axeFindings(page)).toEqual([])

  // As it is, it comes back.
  await again.dblclick()
  await page.getByText('再送しました。').waitFor()
  await page.getByText('すべてのイベントが配信されています。').waitFor()
  await relayAll(engine)
  await page.reload()
  await again.waitFor()

  await owner.query(`update dead_letter set payload = '{"points": 7}' where resent_at is null`)
  await again.click()
  await page.getByText('すべてのイベントが配信されています。').waitFor()
  await relayAll(engine)
  await page.reload()
  await page.getByText('すべてのイベントが配信されています。').waitFor()
  expect(faults).toEqual([])
  await context.close()
})
