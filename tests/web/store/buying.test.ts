import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, type Language, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { fillCart, lineOf, productsWithPoints, pt, reprice, yen } from './market.ts'

const server = await testWebServer()
const browser = await testBrowser()
const products = await productsWithPoints(server)
const BUYER = 'B-0001'

const WORDS = {
  ja: { all: 'すべて使う', slider: '利用ポイント（スライダー）', typed: '利用ポイント' },
  en: { all: 'Use all', slider: 'Points to use (slider)', typed: 'Points to use' },
} as const

/** The n-th product with points; each test takes its own, so that none sells out another's. */
function product(n: number) {
  const found = products[n]
  if (!found) throw new Error(`there is no product ${n}`)
  return found
}

async function checkout(lines: readonly object[], language: Language = 'ja') {
  const visitor = await visit(browser, server, { language, as: 'buyer' })
  await fillCart(visitor.page, lines)
  await visitor.page.goto('/checkout')
  await visitor.page.locator('.sums').waitFor()
  return visitor
}

const ordersOf = async (page: Page) => {
  const { items } = await (await page.request.get('/v1/orders?limit=200')).json()
  return items as { order: string; total: number; redeemed: number; cash: number }[]
}
async function cancel(page: Page, order = ''): Promise<void> {
  const headers = { origin: server.url, 'idempotency-key': randomUUID() }
  const answer = await page.request.post(`/v1/orders/${order}/cancellations`, {
    ...{ data: {}, headers },
  })
  expect(answer.status()).toBe(201)
}
const buy = (page: Page) => page.locator('.buy')
const ready = (page: Page, cash: number) =>
  page.locator('.buy[aria-disabled="false"]', { hasText: yen(cash) })

test.each([
  ['ja', 0],
  ['en', 1],
] as const)(
  'points are chosen by slider, by typing or all, and the sums are exact (%s)',
  async (language, n) => {
    const t = WORDS[language]
    const wanted = product(n)
    const { price, shipping, points } = wanted.offer
    const total = 2 * (price + shipping)
    const { page, context, faults } = await checkout([lineOf(wanted, 2)], language)
    await ready(page, total).waitFor()
    const slider = page.getByRole('slider', { name: t.slider })
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await ready(page, total - 2).waitFor()
    // Full-width digits, as a Japanese keyboard types them.
    const typed = page.getByLabel(t.typed, { exact: true })
    await typed.fill('１２０')
    await ready(page, total - 120).waitFor()
    expect(await slider.inputValue()).toBe('120')
    const sums = await page.locator('.sums').innerText()
    expect(sums).toContain(`− ${pt(120)}`)
    expect(sums).toContain(pt(2 * points))
    // Neither is a number of points, and what was typed stays to be mended.
    for (const wrong of ['-1', '0.5', 'abc', '99999999']) {
      await typed.fill(wrong)
      await page.locator('.redemption [role="alert"]').waitFor()
      expect(await typed.inputValue()).toBe(wrong)
      expect(await buy(page).getAttribute('aria-disabled')).toBe('true')
    }
    await page.getByRole('button', { name: t.all, exact: true }).click()
    const most = Number(await slider.getAttribute('max'))
    await ready(page, total - most).waitFor()
    await buy(page).click()
    await page.waitForURL('**/orders/*')
    const [newest] = await ordersOf(page)
    expect(newest).toMatchObject({ total, redeemed: most, cash: total - most })
    await page
      .getByText(pt(2 * points))
      .first()
      .waitFor()
    expect(await page.locator('.cart-link .count').count()).toBe(0)
    expect(faults).toEqual([])
    // The other tests have points to spend, too.
    await cancel(page, newest?.order)
    await context.close()
  },
)

test('pressed twice, or after its answer was lost, it is one order', async () => {
  const { page, context } = await checkout([lineOf(product(2))])
  const before = await ordersOf(page)
  const { price, shipping } = product(2).offer
  await ready(page, price + shipping).waitFor()
  const keys: (string | undefined)[] = []
  let lost = false
  await page.route('**/v1/orders', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    keys.push(route.request().headers()['idempotency-key'])
    if (lost) return route.continue()
    // It arrives and is done; the answer does not come back.
    lost = true
    await route.fetch()
    return route.abort('connectionreset')
  })
  await buy(page).dblclick()
  await page.locator('.totals').getByRole('alert').waitFor()
  await page.locator('.buy[aria-disabled="false"]').click()
  await page.waitForURL('**/orders/*')
  expect(keys).toHaveLength(2)
  expect(keys[0]).toBe(keys[1])
  expect(await ordersOf(page)).toHaveLength(before.length + 1)
  await context.close()
})

test('a price that changed before the purchase shows both, and loses neither', async () => {
  const wanted = product(3)
  const { page, context, faults } = await checkout([lineOf(wanted)])
  const { price, shipping } = wanted.offer
  await page.getByLabel('利用ポイント', { exact: true }).fill('50')
  await page.getByLabel('代金引換').check()
  await ready(page, price + shipping - 50).waitFor()
  const before = await ordersOf(page)
  await reprice(server, wanted.offer, price + 200, 2_000)
  await buy(page).click()
  const changed = page.locator('.line .warn')
  await changed.waitFor()
  const said = await changed.innerText()
  expect(said).toContain(yen(price))
  expect(said).toContain(yen(price + 200))
  expect(await ordersOf(page)).toHaveLength(before.length)
  // What was chosen is still chosen.
  expect(await page.getByLabel('利用ポイント', { exact: true }).inputValue()).toBe('50')
  expect(await page.getByLabel('代金引換').isChecked()).toBe(true)
  expect(await axeFindings(page)).toEqual([])
  await changed.getByRole('button', { name: '現在の条件で購入する' }).click()
  await ready(page, price + 200 + shipping - 50).click()
  await page.waitForURL('**/orders/*')
  expect((await ordersOf(page))[0]).toMatchObject({ total: price + 200 + shipping, redeemed: 50 })
  expect(faults).toEqual([])
  await context.close()
})

test('a server that goes away at the till is said, and comes back to everything as it was', async () => {
  const { page, context } = await checkout([lineOf(product(6))])
  const { price, shipping } = product(6).offer
  const typed = page.getByLabel('利用ポイント', { exact: true })
  await typed.fill('40')
  await ready(page, price + shipping - 40).waitFor()
  const before = await ordersOf(page)
  await server.stop()
  await buy(page).click()
  await page.getByRole('status').filter({ hasText: 'サーバーに接続できません' }).waitFor()
  await page.locator('.totals').getByRole('alert').first().waitFor()
  expect(await typed.inputValue()).toBe('40')
  expect(await axeFindings(page)).toEqual([])
  await server.start()
  await page.getByRole('button', { name: '今すぐ再接続' }).click()
  await ready(page, price + shipping - 40).click()
  await page.waitForURL('**/orders/*')
  const after = await ordersOf(page)
  expect(after).toHaveLength(before.length + 1)
  expect(after[0]).toMatchObject({ redeemed: 40, total: price + shipping })
  await cancel(page, after[0]?.order)
  await context.close()
})

test('from the product to the order with the keyboard alone', async () => {
  const wanted = product(4)
  const { page, context } = await visit(browser, server, { as: 'buyer' })
  await page.goto(`/products/${wanted.asin}`)
  await settled(page)
  const press = async (name: string | RegExp, key = 'Enter') => {
    for (let step = 0; step < 120; step++) {
      await page.keyboard.press('Tab')
      const label = await page.evaluate(() => {
        const at = document.activeElement
        return at?.getAttribute('aria-label') ?? at?.textContent ?? ''
      })
      const fits = typeof name === 'string' ? label.trim() === name : name.test(label)
      if (fits) return page.keyboard.press(key)
    }
    throw new Error(`the keyboard does not reach ${name}`)
  }
  await press('カートに入れる')
  await press('カートを見る')
  await page.waitForURL('**/cart')
  await page.locator('.sums').waitFor()
  await press('購入手続きへ進む')
  await page.waitForURL('**/checkout')
  await page.locator('.buy[aria-disabled="false"]').waitFor()
  await press('すべて使う')
  await page.waitForFunction(() => document.querySelector('.sums .points')?.textContent !== '')
  await page.locator('.buy[aria-disabled="false"]').waitFor()
  await press(/で注文を確定する/)
  await page.waitForURL('**/orders/*')
  await page.locator('h1', { hasText: '注文' }).waitFor()
  await cancel(page, (await ordersOf(page))[0]?.order)
  await context.close()
})

test('a session that ends at the till comes back without losing anything', async () => {
  const { page, context } = await checkout([lineOf(product(5))])
  await page.getByLabel('利用ポイント', { exact: true }).fill('30')
  const { price, shipping } = product(5).offer
  await ready(page, price + shipping - 30).waitFor()
  await context.clearCookies()
  await buy(page).click()
  const dialog = page.getByRole('dialog', { name: 'もう一度ログインしてください' })
  await dialog.waitFor()
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByLabel('ログインID').fill('buyer@tamaru.test')
  await dialog.getByLabel('パスワード').fill('wrong password')
  await page.keyboard.press('Enter')
  await dialog.getByText('ログインIDまたはパスワードが違います。').waitFor()
  await dialog.getByLabel('パスワード').fill('tamaru-sandbox')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/orders/*')
  expect((await ordersOf(page))[0]).toMatchObject({ redeemed: 30, total: price + shipping })
  expect(BUYER).toBe((await (await page.request.get('/v1/session')).json()).buyer)
  await context.close()
})
