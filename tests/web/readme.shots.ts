import { mkdir } from 'node:fs/promises'
import { test } from 'vitest'
import { testBrowser } from '../kit/browser.ts'
import { settled, visit } from '../kit/visitor.ts'
import { testWebServer } from '../kit/web-server.ts'
import { productsWithPoints } from './store/market.ts'

const FOLDER = 'reports/screenshots/readme'
const server = await testWebServer()
const browser = await testBrowser()
await mkdir(FOLDER, { recursive: true })

const [product] = (await productsWithPoints(server)).toSorted((a, b) => b.offers - a.offers)

/** One page of each surface, as the README shows it. */
const PICTURES = [
  ['store', 'buyer', `/products/${product?.asin}`],
  ['seller', 'seller', '/seller/inventory'],
  ['operator', 'operator', '/operator'],
] as const

test.each(PICTURES)('%s', async (name, as, path) => {
  const viewport = { width: 1_200, height: 760 }
  const { page, context } = await visit(browser, server, { language: 'en', as, viewport })
  await page.goto(path)
  await settled(page)
  await page.screenshot({ path: `${FOLDER}/${name}.png` })
  await context.close()
})
