import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { album, looks } from '../../kit/looks.ts'
import { settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()
const shoot = await album('seller')

type Shot = readonly [name: string, path: string, before?: (page: Page) => Promise<unknown>]

/** Orders of the seed's showcase, one in every state. */
const order = (n: number) => `/seller/orders/250-0000001-${String(n).padStart(7, '0')}`

const SHOTS: readonly Shot[] = [
  ['home', '/seller'],
  ['returns', '/seller/returns'],
  ['notices', '/seller/notices'],
  ['agreement', '/seller/agreement'],
  ['apps', '/seller/apps'],
  [
    'apps-connect',
    '/seller/apps',
    (page) =>
      page
        .getByRole('button', { name: /権限を変更|Change/ })
        .nth(1)
        .click(),
  ],
  ['app-changes', '/seller/app-changes'],
  ['requests', '/seller/requests'],
  ['notifications', '/seller/notifications'],
  ['claims', '/seller/claims?show=paid'],
  ['bulk-changes', '/seller/bulk-changes'],
  ['deliveries', '/seller/deliveries'],
  ['account', '/seller/account'],
  ['orders', '/seller/orders'],
  ['orders-unshipped', '/seller/orders?status=unshipped'],
  ['orders-cod', '/seller/orders?payment=cod'],
  ['order-claim', order(6)],
  ['order-refunded', order(5)],
  ['order-cod', order(12)],
  [
    'order-ship',
    order(10),
    (page) => page.getByRole('button', { name: /発送を確認|Confirm a shipment/ }).click(),
  ],
  [
    'refund',
    `${order(1)}/refund`,
    async (page) => {
      await page.getByLabel(/割合を指定|A percentage/).check()
      await page.locator('.desk-preview .kit-why').first().waitFor()
    },
  ],
  ['settlements', '/seller/settlements'],
  [
    'statement',
    '/seller/settlements',
    async (page) => {
      await page.getByRole('table').getByRole('link').first().click()
      await page.getByRole('button', { name: /明細を表示|Show the items/ }).click()
      await page.getByRole('table').nth(1).waitFor()
    },
  ],
  [
    'statement-why',
    '/seller/settlements',
    async (page) => {
      await page.getByRole('table').getByRole('link').first().click()
      await page.locator('.desk-fall .sum .kit-why').click()
      await page.locator('.kit-steps').waitFor()
    },
  ],
  ['pricing', '/seller/pricing'],
  [
    'pricing-rule',
    '/seller/pricing',
    async (page) => {
      await page.locator('tbody a').first().click()
      await page.getByRole('button', { name: /試す|Try it/ }).click()
      await page.locator('.desk-simulation').waitFor()
    },
  ],
  ['calculator', '/seller/calculator'],
  [
    'calculator-featured',
    '/seller/calculator',
    async (page) => {
      const { items } = await (await page.request.get('/v1/shelf?limit=40')).json()
      type Shelved = { readonly offers: number }
      const crowded = items.toSorted((a: Shelved, b: Shelved) => b.offers - a.offers)
      await page.getByLabel(/ASIN/).fill(crowded[0].asin)
      await page.getByLabel(/販売価格|^Price/).fill(String(crowded[0].offer.price + 60))
      await page.getByRole('heading', { name: /見込み|Chance/ }).waitFor()
    },
  ],
]

test.concurrent.for(looks())('%s', async ([, look], { expect }) => {
  const { page, context, faults } = await visit(browser, server, { ...look, as: 'seller' })
  for (const [name, path, before] of SHOTS) {
    await page.goto(path)
    await settled(page)
    if (before) {
      await before(page)
      await settled(page)
    }
    expect.soft(await shoot(page, name, look), `${name} overflows`).toBeLessThanOrEqual(0)
  }
  expect(faults).toEqual([])
  await context.close()
})
