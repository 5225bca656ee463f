import { afterAll, expect, test } from 'vitest'
import { openLocks } from '../../../src/database/locks.ts'
import { DAY, type Instant } from '../../../src/rules/time/instant.ts'
import { BACK_OFF, deliverTo } from '../../../src/usecases/notifications/deliver.ts'
import { sendTestNotification } from '../../../src/usecases/notifications/send-test.ts'
import { accepted, fresh } from '../../catalog/kit.ts'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { HERE, receiver, sellerOwner, subscribed } from '../../notifications/kit.ts'

const server = await testWebServer()
const browser = await testBrowser()
const { engine, clock } = server
const owner = await sellerOwner(engine, 'S-AOZORA')
const seller = owner.as === 'seller' ? owner.id : null
const locks = openLocks(server.databaseUrl)
afterAll(() => locks.close())

const later = (ms: number) => clock.shift(clock.aheadFor((clock.now() + ms) as Instant))

/** A test notification to a webhook that refuses it, tried once before each of the pauses. */
async function refused(type: 'ORDER_CHANGE' | 'POINTS_RESET', pauses: readonly number[]) {
  const hook = await receiver(404)
  const { id: destination } = await subscribed(engine, owner, hook.url, [type])
  const ask = { seller, type, destination, scenario: 'console' }
  accepted(await sendTestNotification(engine, fresh(), owner, ask))
  const deliver = () => deliverTo(engine, locks, HERE, destination)
  for (const pause of pauses) {
    await deliver()
    later(pause)
  }
  return { hook, deliver }
}

// Its next attempt is minutes away, or there is none: neither is delivered but by the resend.
test.each([
  {
    language: 'ja',
    type: 'ORDER_CHANGE',
    ...{ pauses: [...BACK_OFF.slice(0, 3), 0], tries: 4 },
    ...{ failed: '次回：', resend: '再送', done: '再送を受け付けました' },
    ...{
      waits: '配信待ち',
      arrived: '配信済み',
      dead: '自動再送終了',
      none: '該当する通知はありません',
    },
  },
  {
    language: 'en',
    type: 'POINTS_RESET',
    ...{ pauses: [4 * DAY, 0], tries: 2 },
    ...{ failed: 'Failed, no more tries', resend: 'Resend', done: 'It will be sent again' },
    ...{
      waits: 'On its way',
      arrived: 'Delivered',
      dead: 'No more tries',
      none: 'There are no such',
    },
  },
] as const)('what a webhook refused is sent again from the console ($language)', async (how) => {
  const { language, type, pauses, tries } = how
  const { hook, deliver } = await refused(type, pauses)
  const viewport = { width: 320, height: 640 }
  const as = 'seller'
  const { page, context, faults } = await visit(browser, server, { language, viewport, as })
  await page.goto('/seller/deliveries')
  await settled(page)
  const row = page.locator('tbody tr', { hasText: type })
  const cells = async () => (await row.locator('th, td').allInnerTexts()).slice(2)
  expect(await cells()).toEqual([
    ...['test', expect.stringContaining(how.failed), String(tries), 'HTTP 404', how.resend],
  ])
  expect(await axeFindings(page)).toEqual([])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
  hook.answer = 200
  expect(await deliver()).toBe(0)
  const asked: (string | undefined)[] = []
  page.on('request', (one) => {
    if (one.method() === 'POST') asked.push(one.headers()['idempotency-key'])
  })
  await row.getByRole('button', { name: how.resend }).dblclick()
  await page.getByText(how.done).waitFor()
  await row.getByText(how.waits).waitFor()
  expect(asked).toEqual([expect.stringMatching(/\S/)])
  // Nobody touches the page: it looks again by itself.
  expect(await deliver()).toBe(1)
  await row.getByText(how.arrived).waitFor()
  expect(await cells()).toEqual(['test', how.arrived, '1', '–', ''])
  const ids = hook.received.map(({ headers }) => headers['tamaru-notification-id'])
  expect(ids).toEqual(Array(tries + 1).fill(ids[0]))
  await page.setViewportSize({ width: 1_200, height: 900 })
  await page.getByRole('button', { name: how.dead }).click()
  await page.getByText(how.none).waitFor()
  expect(faults).toEqual([])
  await context.close()
})
