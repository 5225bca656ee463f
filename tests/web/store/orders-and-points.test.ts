import { expect, test } from 'vitest'
import { after, DAY } from '../../../src/rules/time/instant.ts'
import { advanceClock } from '../../../src/usecases/clock/advance.ts'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { pt, yen } from './market.ts'

const server = await testWebServer()
const browser = await testBrowser()

interface Line {
  readonly pointsPerUnit: number
  readonly quantity: number
  readonly shippedQuantity: number
  readonly cancelledQuantity: number
  readonly pointsReturned: number
  readonly pointsGranted: number
}
interface Order {
  readonly order: string
  readonly status: string
  readonly total: number
  readonly redeemed: number
  readonly lines: readonly Line[]
}

const open = async (language: 'ja' | 'en' = 'ja') => {
  const visitor = await visit(browser, server, { language, as: 'buyer' })
  const read = async (path: string) => (await visitor.page.request.get(path)).json()
  const orders = (await read('/v1/orders?limit=200')).items as Order[]
  return { ...visitor, read, orders }
}

const STATES = {
  ja: { pending: '獲得予定（仮ポイント）', vested: '確定ポイント', returned: '返金による取消' },
  en: { pending: 'Pending until it ships', vested: 'Vested', returned: 'Taken back by refunds' },
} as const

test.each(['ja', 'en'] as const)(
  'orders show pending, vested and returned points (%s)',
  async (language) => {
    const t = STATES[language]
    const { page, context, orders, faults } = await open(language)
    await page.goto('/orders')
    await page
      .locator('.order')
      .nth(orders.length - 1)
      .waitFor()
    const waiting = orders.find(({ status }) => status === 'unshipped') as Order
    const partly = orders.find(({ lines }) => lines.some((l) => l.pointsReturned > 0)) as Order
    for (const order of [waiting, partly]) {
      const card = page.locator('.order', { hasText: order.order })
      expect(await card.innerText()).toContain(yen(order.total))
    }
    await page.getByRole('link', { name: waiting.order }).click()
    const sums = page.locator('.totals')
    const promised = waiting.lines.reduce((sum, l) => sum + l.pointsPerUnit * l.quantity, 0)
    await sums.getByText(t.pending).waitFor()
    expect(await sums.innerText()).toContain(`${t.pending} ${pt(promised)}`)
    await page.goto(`/orders/${partly.order}`)
    await sums.getByText(t.returned).waitFor()
    const returned = partly.lines.reduce((sum, l) => sum + l.pointsReturned, 0)
    const granted = partly.lines.reduce((sum, l) => sum + l.pointsGranted, 0)
    expect(await sums.innerText()).toContain(`${t.returned} ${pt(returned)}`)
    if (granted > returned)
      expect(await sums.innerText()).toContain(`${t.vested} ${pt(granted - returned)}`)
    // Why so many were taken back: the entries are there, and so is the order.
    await sums.locator('.soft .kit-why').click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('.kit-entries li').first().waitFor()
    expect(await dialog.innerText()).toContain(partly.order)
    expect(await dialog.locator('.kit-steps li').count()).toBeGreaterThan(0)
    expect(await axeFindings(page)).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  },
)

test('what has not shipped is cancelled, and its points come back', async () => {
  const { page, context, orders, read, faults } = await open()
  const paid = orders.find(
    ({ status, redeemed }) => status === 'unshipped' && redeemed > 0,
  ) as Order
  const before = await read('/v1/buyers/B-0001/points')
  await page.goto(`/orders/${paid.order}`)
  await page.getByRole('button', { name: '未発送の商品をキャンセル' }).click()
  const dialog = page.getByRole('dialog')
  expect(await axeFindings(page)).toEqual([])
  // Nothing chosen: nothing happens.
  const boxes = dialog.getByRole('checkbox')
  for (const box of await boxes.all()) await box.uncheck()
  const confirm = dialog.getByRole('button', { name: 'キャンセルを確定する' })
  expect(await confirm.getAttribute('aria-disabled')).toBe('true')
  for (const box of await boxes.all()) await box.check()
  await confirm.dblclick()
  await page.getByText('キャンセルしました。').waitFor()
  await page.locator('.facts .badge.cancelled').waitFor()
  const now = await read('/v1/buyers/B-0001/points')
  expect(now.available).toBe(before.available + paid.redeemed)
  await page.locator('.points-link', { hasText: pt(now.available) }).waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('an order that is somebody else’s is not found', async () => {
  const { page, context } = await open()
  const { rows } = await server.engine.pool.query(
    `select o.reference from orders o join buyer b on b.id = o.buyer_id
      where b.reference <> 'B-0001' limit 1`,
  )
  await page.goto(`/orders/${rows[0].reference}`)
  await page.getByRole('alert').waitFor()
  expect(await page.locator('.line').count()).toBe(0)
  await context.close()
})

test.each(['ja', 'en'] as const)(
  'the points page adds up, and explains each entry (%s)',
  async (language) => {
    const { page, context, read, faults } = await open(language)
    const balance = await read('/v1/buyers/B-0001/points')
    const history = await read('/v1/buyers/B-0001/points/history?limit=30')
    await page.goto('/points')
    await settled(page)
    expect(await page.locator('.big').innerText()).toContain(pt(balance.available))
    const facts = await page.locator('.standing').innerText()
    for (const amount of [balance.pending, balance.unvested, balance.held]) {
      expect(facts).toContain(pt(amount))
    }
    // The day it lapses, in Tokyo, wherever the machine is.
    const day = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
      timeZone: 'Asia/Tokyo',
      dateStyle: 'medium',
    }).format(new Date(balance.nextExpiry.at))
    expect(facts).toContain(day)
    const rows = page.locator('.timeline li')
    expect(await rows.count()).toBe(history.items.length)
    for (const [index, entry] of history.items.entries()) {
      const text = await rows.nth(index).innerText()
      expect(text).toContain(pt(entry.balanceAfter.available))
      if (entry.order) expect(text).toContain(entry.order)
      // A title and the rule in words, in the language that is spoken.
      expect(/[ぁ-んァ-ヶ一-龠]/.test(await rows.nth(index).locator('strong').innerText())).toBe(
        language === 'ja',
      )
    }
    await page.locator('.big .kit-why').click()
    await page.getByRole('dialog').locator('.kit-entries li').first().waitFor()
    expect(faults).toEqual([])
    await context.close()
  },
)

test('time that passes in the sandbox is seen, and a lapse is told', async () => {
  const { page, context, read } = await open()
  const { nextExpiry } = await read('/v1/buyers/B-0001/points')
  await page.goto('/points')
  await settled(page)
  const to = after(Date.parse(nextExpiry.at) as never, DAY)
  const advanced = await advanceClock(server.engine, { to })
  expect(advanced.refused).toBeUndefined()
  await page.reload()
  await page.locator('.timeline strong', { hasText: 'ポイント失効' }).first().waitFor()
  const year = new Date(to).getUTCFullYear()
  await page.locator('.kit-sandbox', { hasText: String(year) }).waitFor()
  await context.close()
})
