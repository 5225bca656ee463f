import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { seenText } from '../../kit/amounts.ts'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, type Language, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { yen } from '../store/market.ts'

const server = await testWebServer()
const browser = await testBrowser()
const showcase = (n: number) => `250-0000001-${String(n).padStart(7, '0')}`

async function open(order: string, language: Language = 'ja', options = {}) {
  const visitor = await visit(browser, server, { language, as: 'seller', ...options })
  await visitor.page.goto(`/seller/orders/${order}/refund`)
  await settled(visitor.page)
  return visitor
}

const read = async (page: Page, path: string) => (await page.request.get(path)).json()
const shown = async (page: Page) => {
  await page.locator('.desk-preview[aria-busy="false"] .kit-why').first().waitFor()
  return page.locator('.desk-preview').innerText()
}

/** Presses Tab until something of that name has the focus. */
async function reach(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press('Tab')
    const label = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null
      const labels = [...(at?.labels ?? [])].map((one) => one.textContent)
      const by = at?.getAttribute('aria-labelledby')?.split(' ') ?? []
      const named = by.map((id) => document.getElementById(id)?.textContent)
      return [at?.getAttribute('aria-label'), ...labels, ...named, at?.textContent].join(' ')
    })
    if (name.test(label)) return
  }
  throw new Error(`the keyboard does not reach ${name}`)
}

test('a tenth is refunded with the keyboard alone, exactly as the preview said', async () => {
  const order = showcase(1)
  const { page, context, faults } = await open(order)
  // The radio buttons of one group are one stop; the arrows choose among them.
  await reach(page, /返金の範囲|返金しない/)
  for (const _ of ['full', 'amount', 'percentage']) await page.keyboard.press('ArrowDown')
  const text = await shown(page)
  const line = (await read(page, `/v1/orders/${order}`)).lines[0]
  const refunded = Math.round(line.principal / 10)
  const points = Math.round(line.pointsGranted / 10)
  expect(text).toContain(yen(refunded))
  expect(text).toContain(yen(points))
  expect(await axeFindings(page)).toEqual([])
  await reach(page, /円?を返金する/)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/seller/orders/${order}`)
  const said = page.getByText(/を返金しました。$/)
  await said.waitFor()
  expect(await seenText(said)).toContain(`${yen(refunded)}を返金しました。`)
  const after = await read(page, `/v1/orders/${order}/history`)
  const last = after.items.at(-1)
  expect(last).toMatchObject({ what: 'order.refunded', cause: 'refund' })
  expect(last.lines).toMatchObject([{ refunded, pointsToSeller: points }])
  expect(text).toContain(yen(last.lines[0].feeCredit))
  expect(faults).toEqual([])
  await context.close()
})

test.each([
  ['ja', '金額を指定', /商品代金から/, '整数で入力してください'],
  ['en', 'An amount', /Of the price/, 'A whole number up to'],
] as const)(
  'what is no amount is said, and kept to be mended (%s)',
  async (language, way, field, no) => {
    const { page, context } = await open(showcase(2), language)
    await page.getByLabel(way, { exact: true }).check()
    const input = page.getByLabel(field)
    const button = page.locator('button[type="submit"]')
    for (const wrong of ['-1', '0.5', 'abc', '99999999']) {
      await input.fill(wrong)
      await page.getByText(no).waitFor()
      expect(await input.inputValue()).toBe(wrong)
      expect(await button.isDisabled()).toBe(true)
    }
    await input.fill('１，０００')
    expect(await shown(page)).toContain(yen(1_000))
    // It is still there after the page was loaded again.
    await page.reload()
    await settled(page)
    expect(await input.inputValue()).toBe('１，０００')
    await context.close()
  },
)

test('a return refused because somebody was quicker does nothing, and says why', async () => {
  const order = showcase(4)
  const { page, context } = await open(order)
  await page.getByLabel('返品').check()
  await page.getByLabel('残り全額').check()
  await shown(page)
  const before = await read(page, `/v1/orders/${order}`)
  const headers = { origin: server.url, 'idempotency-key': 'quicker' }
  const quick = await page.request.post(`/v1/orders/${order}/returns`, { data: {}, headers })
  expect(quick.status()).toBe(201)
  await page.locator('button[type="submit"]').click()
  await page
    .getByText(/全額返金済みです/)
    .first()
    .waitFor()
  const after = await read(page, `/v1/orders/${order}`)
  expect(after.lines[0].refundedPrincipal).toBe(before.lines[0].principal)
  await context.close()
})

test('a narrow screen shows all of it, and no page is wider than the screen', async () => {
  const viewport = { width: 320, height: 640 }
  const { page, context } = await open(showcase(7), 'ja', { viewport })
  await page.getByLabel('残り全額').check()
  await shown(page)
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(await wide()).toBeLessThanOrEqual(0)
  await context.close()
})
