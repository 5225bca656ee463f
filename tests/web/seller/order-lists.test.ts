import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { isRefusal } from '../../../src/rules/refusal.ts'
import { decideClaim } from '../../../src/usecases/claims/decide.ts'
import { openClaim } from '../../../src/usecases/claims/open.ts'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, type Language, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { yen } from '../store/market.ts'

const server = await testWebServer()
const browser = await testBrowser()
const showcase = (n: number) => `250-0000001-${String(n).padStart(7, '0')}`

async function open(path: string, language: Language, width = 1_200) {
  const viewport = { width, height: 900 }
  const visitor = await visit(browser, server, { language, as: 'seller', viewport })
  await visitor.page.goto(path)
  await settled(visitor.page)
  return visitor
}

const read = async (page: Page, path: string) => (await page.request.get(path)).json()
const rowsOf = (page: Page) => page.locator('tbody tr')

interface Found {
  readonly order: string
  readonly placedAt: string
  readonly payment: string
  readonly prepaid: number
  readonly collect: number
}

test.each([
  [
    'ja',
    '支払い方法',
    '代金引換',
    '注文日（開始）',
    '注文日（終了）',
    '前払い額',
    '集金額',
    '条件をクリア',
  ],
  [
    'en',
    'Payment',
    'Cash on delivery',
    'Placed from',
    'Placed until',
    'Prepaid',
    'To collect',
    'Clear',
  ],
] as const)(
  'orders are found by payment and days, with what is prepaid and to collect (%s)',
  async (language, payment, cod, from, to, prepaid, collect, clear) => {
    const { page, context, faults } = await open('/seller/orders', language)
    await page.getByRole('button', { name: payment }).click()
    await page.getByRole('option', { name: cod }).click()
    await page.waitForURL('**payment=cod')
    await settled(page)
    const all = (await read(page, '/v1/orders?limit=200')).items as Found[]
    const codOrders = all.filter((one) => one.payment === 'cod')
    expect(codOrders.length).toBeGreaterThan(0)
    const [first] = codOrders as [Found]
    const text = await rowsOf(page).first().innerText()
    for (const said of [first.order, cod, prepaid, collect, yen(first.collect)]) {
      expect(text).toContain(said)
    }
    expect(text).toContain(yen(first.prepaid))

    // A day that has orders, typed; the address keeps it.
    await page.getByRole('button', { name: clear }).click()
    const day = (all.at(-1) as Found).placedAt.slice(0, 10)
    const typed = day.replaceAll('-', '/')
    await page.getByLabel(from).fill(typed)
    await page.getByLabel(to).fill(typed)
    await page.waitForURL(`**from=${day}&to=${day}`)
    await page.reload()
    await settled(page)
    expect(await page.getByLabel(from).inputValue()).toBe(typed)
    const bounds = { placedFrom: `${day}T00:00:00+09:00`, placedBefore: `${day}T23:59:59+09:00` }
    const query = new URLSearchParams({ ...bounds, limit: '25' })
    const { items } = await read(page, `/v1/orders?${query}`)
    expect(items.length).toBeGreaterThan(0)
    expect(await rowsOf(page).count()).toBe(items.length)
    for (const { placedAt } of items) expect(placedAt.slice(0, 10)).toBe(day)
    // The last day before the first: said at the field, and nothing fits.
    await page.getByLabel(to).fill('2001/01/01')
    const wrong = language === 'ja' ? '終了日は開始日以降' : 'must not be before the first'
    await page.getByText(wrong).waitFor()
    await settled(page)
    expect(await axeFindings(page)).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  },
)

test.each([
  [
    ...(['ja', '運営者が審査中', '審査済み', '却下', '返金されたもの'] as const),
    ...(['保証申請（A-to-z）', 'チャージバック'] as const),
  ],
  [
    ...(['en', 'The operator decides', 'Decided', 'Declined', 'Paid by you'] as const),
    ...(['Guarantee claim (A-to-z)', 'Chargeback'] as const),
  ],
] as const)(
  'claims and chargebacks are listed as such (%s)',
  async (language, waiting, decided, declined, paid, claim, chargeback) => {
    const { engine } = server
    const reason = `届きません ${language}`
    const order = showcase(language === 'ja' ? 1 : 2)
    const opened = await openClaim(
      engine,
      { caller: 'test', key: `claim ${language}` },
      { order, reason },
    )
    if (isRefusal(opened)) throw new Error(opened.refused)
    const { page, context, faults } = await open('/seller/claims', language)
    const row = rowsOf(page).filter({ hasText: order })
    const text = await row.innerText()
    for (const said of [waiting, reason]) expect(text).toContain(said)
    expect(await axeFindings(page)).toEqual([])

    const decision = { claim: opened.outcome.claim, granted: false, answer: '追跡では配達済みです' }
    const said = await decideClaim(engine, { caller: 'test', key: `no ${language}` }, decision)
    if (isRefusal(said)) throw new Error(said.refused)
    await page.getByRole('button', { name: decided }).click()
    await row.getByText(declined).waitFor()
    await row.getByText(decision.answer).waitFor()

    await page.getByRole('button', { name: paid }).click()
    await page.getByText(chargeback, { exact: true }).first().waitFor()
    await settled(page)
    const { items } = await read(page, '/v1/sellers/S-AOZORA/reversals?limit=25')
    expect(await rowsOf(page).count()).toBe(items.length)
    const ofClaim = rowsOf(page).filter({ hasText: showcase(6) })
    await ofClaim.getByText(claim).waitFor()
    const { refunded } = items.find((one: { order: string }) => one.order === showcase(6))
    expect(await ofClaim.innerText()).toContain(`−${yen(refunded)}`)
    expect(await page.locator('#console-content').innerText()).not.toMatch(/ポイント(利用|払い)/)
    // The amount opens to its entries, the number to its order.
    await ofClaim.locator('.kit-why').first().click()
    await page.getByRole('dialog').locator('.kit-entries li').first().waitFor()
    await page.keyboard.press('Escape')
    await ofClaim.getByRole('link', { name: showcase(6) }).click()
    await page.waitForURL(`**/seller/orders/${showcase(6)}`)
    expect(faults).toEqual([])
    await context.close()
  },
)

test('at 320 px neither list scrolls sideways', async () => {
  for (const path of ['/seller/orders?payment=cod', '/seller/claims?show=paid']) {
    const { page, context } = await open(path, 'ja', 320)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect([path, wide]).toEqual([path, 320])
    await context.close()
  }
})
