import { gzipSync } from 'node:zlib'
import type { Page, Response } from 'playwright-core'
import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { productsWithPoints } from './market.ts'

const server = await testWebServer()
const browser = await testBrowser()
const [product] = await productsWithPoints(server)
const at = `/products/${product?.asin}`

/** What a page loads, by kind, in kB: text as gzip sends it, fonts as they are. */
async function loaded(page: Page) {
  const got: Response[] = []
  page.on('response', (response) => got.push(response))
  await page.goto(at)
  await settled(page)
  const sizes = new Map<string, number>()
  for (const response of got) {
    const kind = response.request().resourceType()
    const body = await response.body()
    const size = kind === 'font' ? body.length : gzipSync(body).length
    sizes.set(kind, (sizes.get(kind) ?? 0) + size / 1_000)
  }
  return (kind: string) => sizes.get(kind) ?? 0
}

test('a product page is light: its script is under 80 kB, its fonts are what it writes', async () => {
  const { page, context } = await visit(browser, server)
  const kB = await loaded(page)
  // It is 37 kB; with React in Preact's place it would be 95.
  expect(kB('script')).toBeGreaterThan(10)
  expect(kB('script')).toBeLessThan(50)
  expect(kB('stylesheet')).toBeLessThan(50)
  // What the first painting waits for knows nothing of the font's parts.
  const first = await page.locator('link[rel="stylesheet"]').first().getAttribute('href')
  const { length } = gzipSync(await (await page.request.get(first ?? '')).body())
  expect(length).toBeLessThan(8_000)
  expect(kB('font')).toBeGreaterThan(100)
  expect(kB('font')).toBeLessThan(600)
  await context.close()
})

/** Letters no font has: drawn as the box of a missing glyph. */
const MISSING = ['\u{f0000}', '\u{f0001}']

test('Japanese is painted: every letter has a picture of its own, and none is an empty box', async () => {
  const { page, context } = await visit(browser, server)
  await page.goto(at)
  await settled(page)
  const texts = await page.locator('h1, .featured, .top, .others h2').allInnerTexts()
  const letters = [...new Set(texts.join('').match(/[ぁ-んァ-ヶ一-龠]/g))].slice(0, 24)
  expect(letters.length).toBe(24)
  const paint = async (letter: string): Promise<string> => {
    await page.locator('h1').evaluate((heading, text) => {
      heading.replaceChildren(Object.assign(document.createElement('span'), { textContent: text }))
    }, letter)
    return (await page.locator('h1 span').screenshot()).toString('base64')
  }
  const boxes = [await paint(MISSING[0] ?? ''), await paint(MISSING[1] ?? '')]
  expect(boxes[0]).toBe(boxes[1])
  const pictures: string[] = []
  for (const letter of letters) pictures.push(await paint(letter))
  expect(new Set([...pictures, ...boxes]).size).toBe(letters.length + 1)
  await context.close()
})
