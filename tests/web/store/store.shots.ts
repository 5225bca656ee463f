/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { album, looks } from '../../kit/looks.ts'
import { settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { productsWithPoints } from './market.ts'

const server = await testWebServer()
const browser = await testBrowser()
const shoot = await album('store')

/** Puts the featured offers of the first two products with points into the cart. */
async function fillCart(page: Page): Promise<void> {
  const shelf = await (await page.request.get('/v1/shelf?limit=40')).json()
  const some = shelf.items.filter((item: { offer: { points: number } }) => item.offer?.points > 0)
  const lines = some.slice(0, 2).map(({ asin, offer }: { asin: string; offer: never }) => {
    const { seller, sku, price, shipping, points } = offer
    return { seller, sku, asin, quantity: 1, seen: { price, shipping, points } }
  })
  lines[1].seen.price += 300
  await page.evaluate((cart) => localStorage.setItem('cart', JSON.stringify(cart)), lines)
  await page.reload()
}

type Shot = readonly [name: string, path: string, before?: (page: Page) => Promise<unknown>]

const product = async () => {
  const products = await productsWithPoints(server)
  const [most] = products.toSorted((a, b) => b.offers - a.offers)
  return `/products/${most?.asin}`
}
const orderOf = async (page: Page, index: number) => {
  const { items } = await (await page.request.get('/v1/orders?limit=20')).json()
  return `/orders/${items[index].order}`
}

const SHOTS: readonly Shot[] = [
  ['home', '/'],
  ['search', '/search?q=%E3%83%9E%E3%82%A6%E3%82%B9'],
  ['nothing', '/search?q=zzzz'],
  ['product', await product()],
  ['why', await product(), (page) => page.locator('.featured .points .kit-why').click()],
  ['cart', '/cart', fillCart],
  [
    'checkout',
    '/checkout',
    async (page) => {
      await fillCart(page)
      await page.getByRole('button', { name: /すべて使う|Use all/ }).click()
    },
  ],
  ['orders', '/orders'],
  ['order-0', '', async (page) => page.goto(await orderOf(page, 0))],
  ['order-3', '', async (page) => page.goto(await orderOf(page, 3))],
  ['order-5', '', async (page) => page.goto(await orderOf(page, 5))],
  [
    'order-why',
    '',
    async (page) => {
      await page.goto(await orderOf(page, 5))
      await page.locator('.totals .kit-why').last().click()
    },
  ],
  [
    'order-claim',
    '',
    async (page) => {
      await page.goto(await orderOf(page, 4))
      await page.getByRole('button', { name: /保証を申請|under the guarantee/ }).click()
    },
  ],
  ['points', '/points'],
  ['login', '/login'],
  ['missing', '/products/none'],
]

test.concurrent.for(looks(1_200))('%s', async ([, look], { expect }) => {
  const buyer = await visit(browser, server, { ...look, as: 'buyer' })
  const stranger = await visit(browser, server, look)
  for (const [name, path, before] of SHOTS) {
    const { page } = name === 'login' ? stranger : buyer
    if (path) await page.goto(path)
    await before?.(page)
    await settled(page)
    expect.soft(await shoot(page, name, look), `${name} overflows`).toBeLessThanOrEqual(0)
  }
  expect([...buyer.faults, ...stranger.faults]).toEqual([])
  await Promise.all([buyer.context.close(), stranger.context.close()])
})
