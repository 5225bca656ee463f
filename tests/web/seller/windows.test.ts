import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { type Language, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { change, listingOf, offer, PERCENT, rowOf } from './offers.ts'

const server = await testWebServer()
const browser = await testBrowser()
const SKUS = ['WINDOW-1', 'WINDOW-2', 'WINDOW-3']
await offer(
  server,
  SKUS.map((sku) => ({ sku, price: 1_000, points: PERCENT(1_000) })),
)
const TO_SHIP = '250-0000001-0000013'

const named = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first()

/** A window, the page that it comes up on, and what opens it. */
const WINDOWS: readonly (readonly [what: string, path: string, opener: (page: Page) => Locator])[] =
  [
    ['history', '/seller/inventory?query=WINDOW-', named(/WINDOW-1の変更履歴|History of WINDOW-1/)],
    ['view', '/seller/inventory?query=WINDOW-', named(/^(ビューを保存|Save this view)$/)],
    ['preferences', '/seller/inventory?query=WINDOW-', named(/^(表示設定|Preferences)$/)],
    ['shipment', `/seller/orders/${TO_SHIP}`, named(/^(発送を確認|Confirm a shipment)$/)],
    ['cancel', `/seller/orders/${TO_SHIP}`, named(/^(未発送分をキャンセル|Cancel what has not)/)],
    ['app', '/seller/apps', named(/^(アプリを連携する|Connect an app)$/)],
    ['revoke', '/seller/apps', named(/^(解除|Revoke) /)],
    ['key', '/seller/apps', named(/^(キーを作成|Make a key)$/)],
    ['subscribe', '/seller/notifications', named(/^(通知を追加|Subscribe)$/)],
    ['destination', '/seller/notifications', named(/^(送信先を登録|Add a destination)$/)],
    ['bank', '/seller/account', named(/^(登録|変更|Register|Change)$/)],
    ['why', '/seller/orders', (page) => page.locator('tbody .kit-why').first()],
  ]

async function open(path: string, language: Language) {
  const visitor = await visit(browser, server, { language, as: 'seller' })
  await visitor.page.goto(path)
  await settled(visitor.page)
  return visitor
}

const hasFocus = (opener: Locator) =>
  opener.evaluate((element) => element === document.activeElement)

test.each(['ja', 'en'] as const)(
  'Escape closes every window, and the focus goes back to what opened it (%s)',
  async (language) => {
    const { page, context, faults } = await open('/seller/inventory?query=WINDOW-', language)
    for (const [what, path, openerOf] of WINDOWS) {
      if (!page.url().endsWith(path)) await page.goto(path)
      await settled(page)
      const opener = openerOf(page)
      await opener.press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      expect(await hasFocus(opener), what).toBe(true)
    }
    expect(faults).toEqual([])
    await context.close()
  },
)

test('Escape is heard after a click on a window’s text, and after its button is gone', async () => {
  const { page, context, faults } = await open('/seller/inventory?query=WINDOW-', 'ja')
  const dialog = page.getByRole('dialog')
  await named(/WINDOW-1の変更履歴/)(page).click()
  await dialog.getByText('新規出品').click()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })

  await change(server, { sku: 'WINDOW-2', price: 900 })
  await page.reload()
  await settled(page)
  await named(/WINDOW-2の変更履歴/)(page).click()
  await dialog.getByRole('button', { name: 'WINDOW-2のポイントを元に戻す' }).click()
  await dialog.getByText('ポイントを元に戻しました').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await listingOf(page, 'WINDOW-2')).toMatchObject({ effectivePoints: 90 })
  expect(faults).toEqual([])
  await context.close()
})

test('Escape from two versions of an offer goes back to what was typed', async () => {
  const { page, context } = await open('/seller/inventory?query=WINDOW-', 'en')
  const row = rowOf(page, 'WINDOW-3')
  await row.getByRole('button', { name: /^Edit/ }).click()
  await row.getByLabel('Price of').fill('1200')
  await row.getByLabel('Points percentage').fill('20')
  await change(server, { sku: 'WINDOW-3', price: 1_100, points: PERCENT(500) })
  await row.getByRole('button', { name: 'Save WINDOW-3' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('￥1,100').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await row.getByLabel('Price of').inputValue()).toBe('1200')
  expect(await listingOf(page, 'WINDOW-3')).toMatchObject({ price: 1_100 })
  await context.close()
})

test('the focus is not lost with the button of what is done now, however late it goes', async () => {
  const { page, context } = await visit(browser, server, { as: 'seller' })
  await page.clock.install()
  await page.goto(`/seller/orders/${TO_SHIP}`)
  await settled(page)
  const opener = page.getByRole('button', { name: '発送を確認', exact: true })
  await opener.press('Enter')
  // The page hears late of what was done.
  const { promise: late, resolve: answer } = Promise.withResolvers<void>()
  await page.route(`**/v1/orders/${TO_SHIP}`, async (route) => {
    await late
    await route.continue()
  })
  await page.getByRole('button', { name: '発送を確認する' }).press('Enter')
  await page.getByText('発送を確認しました。').waitFor()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await hasFocus(opener)).toBe(true)
  await page.clock.fastForward('01:00')
  answer()
  await opener.waitFor({ state: 'detached' })
  await page.locator('.console-heading:focus').waitFor()
  await context.close()
})
