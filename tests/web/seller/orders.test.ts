import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { points } from '../../../src/rules/money/amount.ts'
import { isRefusal } from '../../../src/rules/refusal.ts'
import { placeOrder } from '../../../src/usecases/orders/place.ts'
import { resolveCart } from '../../../src/usecases/orders/resolve-lines.ts'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, type Language, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { yen } from '../store/market.ts'

const server = await testWebServer()
const browser = await testBrowser()

/** Orders of the seed's showcase, one in every state. */
const showcase = (n: number) => `250-0000001-${String(n).padStart(7, '0')}`

async function open(path: string, language: Language = 'ja') {
  const visitor = await visit(browser, server, { language, as: 'seller' })
  await visitor.page.goto(path)
  await settled(visitor.page)
  return visitor
}

const read = async (page: Page, path: string) => (await page.request.get(path)).json()
const heading = (page: Page, text: string) => page.locator('.console-heading', { hasText: text })

test.each([
  ['ja', '注文管理', '未発送'],
  ['en', 'Orders', 'Unshipped'],
] as const)(
  'orders are listed, filtered and opened by number (%s)',
  async (language, title, state) => {
    const { page, context, faults } = await open('/seller/orders', language)
    await heading(page, title).waitFor()
    const { items } = await read(page, '/v1/orders?limit=25')
    const rows = page.locator('tbody tr')
    expect(await rows.count()).toBe(items.length)
    for (const [index, { order, total }] of items.slice(0, 5).entries()) {
      const text = await rows.nth(index).innerText()
      expect(text.replace(/\s/g, '')).toContain(order)
      expect(text).toContain(yen(total))
    }
    if (language === 'en') expect(await axeFindings(page)).toEqual([])
    await page.locator('button', { hasText: state }).first().click()
    await page.waitForURL('**status=unshipped')
    await settled(page)
    const unshipped = await read(page, '/v1/orders?limit=25&status=unshipped')
    await page.waitForFunction(
      (n) => document.querySelectorAll('tbody tr').length === n,
      unshipped.items.length,
    )
    await page.getByPlaceholder(/注文番号|its number/).fill('２５０-0000001-0000001')
    await page.keyboard.press('Enter')
    await heading(page, showcase(1)).waitFor()
    expect(faults).toEqual([])
    await context.close()
  },
)

test('an order ships in two parcels, and a double click confirms one', async () => {
  const order = showcase(13)
  const { page, context, faults } = await open(`/seller/orders/${order}`)
  const ship = async (units: string) => {
    await page.getByRole('button', { name: '発送を確認', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/未発送/).fill(units)
    return dialog
  }
  let dialog = await ship('３')
  const confirm = () => dialog.getByRole('button', { name: '発送を確認する' })
  await dialog.getByText('0から2までの整数で入力してください。').waitFor()
  expect(await confirm().isDisabled()).toBe(true)
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByLabel(/未発送/).fill('１')
  await dialog.getByLabel(/配送業者/).fill('ヤマネコ便')
  await confirm().dblclick()
  await page.getByText('発送を確認しました。').waitFor()
  await page.getByText('一部発送済み').first().waitFor()
  dialog = await ship('1')
  await dialog.getByLabel(/お問い合わせ番号/).fill('4900-1')
  await confirm().click()
  await page.getByText('発送済み', { exact: true }).first().waitFor()
  const { items } = await read(page, `/v1/orders/${order}/history`)
  const parcels = items.filter(({ what }: { what: string }) => what === 'order.shipped')
  expect(parcels).toMatchObject([
    { lines: [{ line: 1, quantity: 1 }], carrier: 'ヤマネコ便', tracking: null },
    { lines: [{ line: 1, quantity: 1 }], carrier: null, tracking: '4900-1' },
  ])
  expect(await page.getByRole('button', { name: '発送を確認', exact: true }).count()).toBe(0)
  expect(faults).toEqual([])
  await context.close()
})

test('cash on delivery shows what is prepaid and what to collect, and never points', async () => {
  // Paid in part with points, on delivery for the rest.
  const prepaid = 37
  const reference = 'cod-with-points'
  const { engine } = server
  const { rows } = await engine.pool.query(
    `select sku from order_line l join orders o on o.buyer_id = l.buyer_id and o.id = l.order_id
      where o.reference = $1`,
    [showcase(1)],
  )
  const wanted = [{ seller: 'S-AOZORA', sku: rows[0].sku, quantity: 1 }]
  const cart = await resolveCart(engine, wanted)
  if (isRefusal(cart)) throw new Error(cart.refused)
  const ask = { buyer: 'B-0001', reference, payment: 'cod', redeem: points(prepaid) } as const
  const placed = await placeOrder(engine, { caller: 'test', key: 'cod' }, { ...ask, ...cart })
  if (isRefusal(placed)) throw new Error(placed.refused)
  const { page, context } = await open(`/seller/orders/${reference}`)
  const order = await read(page, `/v1/orders/${reference}`)
  const text = await page.locator('#console-content').innerText()
  expect(text).toContain('前払い額')
  expect(text).toContain(yen(prepaid))
  expect(text).toContain(yen(order.collect))
  expect(prepaid + order.collect).toBe(order.total)
  expect(text).not.toMatch(/ポイント(利用|払い)/)
  await context.close()
})

test.each([
  ['ja', '保証申請（A-to-z）', '付与したポイントの原資は戻りません'],
  ['en', 'Guarantee claim (A-to-z)', 'points are not returned to the seller'],
] as const)('a claim is shown as such (%s)', async (language, claim, rule) => {
  const { page, context, faults } = await open(`/seller/orders/${showcase(6)}`, language)
  await page.getByText(claim).waitFor()
  await page.getByText(rule).waitFor()
  const [row] = await page.locator('tbody tr').allInnerTexts()
  expect(row).toContain('￥0')
  if (language === 'ja') expect(await axeFindings(page)).toEqual([])
  // Every amount opens to its entries.
  await page.locator('tbody tr .kit-why').last().click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('.kit-entries li').first().waitFor()
  expect(await dialog.innerText()).toContain(showcase(6))
  expect(faults).toEqual([])
  await context.close()
})

test('what has not shipped is cancelled with its reason', async () => {
  const order = showcase(12)
  const { page, context, faults } = await open(`/seller/orders/${order}`)
  await page.getByRole('button', { name: '未発送分をキャンセル' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/未発送/).fill('0')
  await dialog.getByText('1点以上を指定してください。').waitFor()
  await dialog.getByLabel(/未発送/).fill('1')
  await dialog.getByRole('button', { name: 'キャンセルを確定する' }).click()
  await page.getByText('キャンセルしました。').waitFor()
  const { lines } = await read(page, `/v1/orders/${order}`)
  expect(lines).toMatchObject([{ quantity: 2, cancelledQuantity: 1, shippedQuantity: 0 }])
  expect(faults).toEqual([])
  await context.close()
})

test('somebody else’s order is not found, and a failing server can be asked again', async () => {
  const { page, context } = await open('/seller/orders/none')
  await page.getByRole('alert').getByText('該当する注文が見つかりません。').waitFor()
  await page.route('**/v1/orders?*', (route) =>
    route.fulfill({ status: 500, json: { code: 'bug', detail: 'サーバー側の不具合です。' } }),
  )
  await page.goto('/seller/orders')
  const alert = page.getByRole('alert')
  await alert.getByText('サーバー側の不具合です。').waitFor()
  await page.unroute('**/v1/orders?*')
  await alert.getByRole('button', { name: '再試行' }).click()
  await page.getByRole('link', { name: showcase(13) }).waitFor()
  await context.close()
})
