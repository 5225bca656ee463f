import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { album, looks } from '../../kit/looks.ts'
import { settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { offer, PERCENT, rowOf } from './offers.ts'

const server = await testWebServer()
const browser = await testBrowser()
const shoot = await album('seller')
await offer(
  server,
  Array.from({ length: 6 }, (_, n) => ({
    ...{ sku: `SHOT-${n}`, price: 1_000 + n * 900, points: PERCENT(1_000), stock: n * 4 },
  })),
)

const ROWS = 'sku\tprice\tpoints_percent\nSHOT-0\t2000\t20\nSHOT-1\t1500\t51\nSHOT-2\t900\t\n'
const edit = (page: Page, sku: string) =>
  rowOf(page, sku).locator('button[aria-label*="編集"], button[aria-label^="Edit"]').click()
const fields = (page: Page, sku: string) => rowOf(page, sku).locator('input[inputmode="decimal"]')

type Shot = readonly [name: string, path: string, before?: (page: Page) => Promise<unknown>]

const SHOTS: readonly Shot[] = [
  ['front', '/seller'],
  ['inventory', '/seller/inventory'],
  [
    'inventory-edit',
    '/seller/inventory?query=SHOT',
    async (page) => {
      await edit(page, 'SHOT-1')
      await fields(page, 'SHOT-1').nth(1).fill('25')
      await edit(page, 'SHOT-2')
      await fields(page, 'SHOT-2').nth(1).fill('51')
      await edit(page, 'SHOT-3')
      await fields(page, 'SHOT-3').first().fill('5000')
    },
  ],
  [
    'inventory-preferences',
    '/seller/inventory?query=SHOT',
    (page) => page.getByRole('button', { name: /表示設定|Preferences/ }).click(),
  ],
  [
    'inventory-why',
    '/seller/inventory?query=SHOT',
    async (page) => {
      await rowOf(page, 'SHOT-1').locator('.kit-why').nth(3).click()
      await page.getByRole('dialog').waitFor()
    },
  ],
  [
    'inventory-bulk',
    '/seller/inventory?query=SHOT',
    async (page) => {
      await page.getByRole('checkbox').first().check()
      await page.getByRole('button', { name: /一括操作|Bulk/ }).click()
      await page.getByRole('menuitem').nth(3).click()
      await page.getByRole('dialog').getByRole('textbox').fill('5')
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').getByRole('checkbox').waitFor()
    },
  ],
  [
    'inventory-history',
    '/seller/inventory?pointsReset=true',
    (page) => page.locator('tbody tr').first().locator('th a, th button').first().click(),
  ],
  ['inventory-nothing', '/seller/inventory?query=zzzz'],
  ['add-product', '/seller/add-product'],
  [
    'add-product-offer',
    '/seller/add-product',
    async (page) => {
      await page.locator('tbody a[href^="/seller/add-product/"]').first().click()
      const numbers = page.locator('input[inputmode="decimal"]')
      await numbers.nth(0).fill('3000')
      await numbers.nth(1).fill('300')
    },
  ],
  ['add-product-new', '/seller/add-product/new'],
  ['default-points', '/seller/default-points'],
  [
    'import',
    '/seller/imports',
    async (page) => {
      const file = { name: '在庫.tsv', mimeType: 'text/plain', buffer: Buffer.from(ROWS) }
      await page.locator('input[type=file]').setInputFiles(file)
      await page.locator('.import-sums').waitFor()
      await page
        .getByText(/確認済み|Checked, not/)
        .first()
        .waitFor()
    },
  ],
]

test.concurrent.for(looks())('%s', async ([, look], { expect }) => {
  for (const [name, path, before] of SHOTS) {
    const { page, context, faults } = await visit(browser, server, { ...look, as: 'seller' })
    await page.goto(path)
    await settled(page)
    if (before) {
      await before(page)
      await settled(page)
    }
    expect.soft(await shoot(page, name, look), `${name} overflows`).toBeLessThanOrEqual(0)
    expect(faults).toEqual([])
    await context.close()
  }
})
