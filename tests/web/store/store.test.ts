import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()

test('the shelf and a product show points under the price, within a strict policy', async () => {
  const page = await browser.newPage({ locale: 'ja-JP', viewport: { width: 320, height: 700 } })
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text())
  })
  await page.goto(server.url)
  const card = page
    .getByRole('listitem')
    .filter({ hasText: /\d+pt \(\d/ })
    .first()
  await card.getByRole('link').first().click()
  await page.getByText('カートに入れる').first().waitFor()
  const text = await page.locator('main').innerText()
  expect(text).toMatch(/￥[\d,]+/)
  expect(text).toMatch(/[\d,]+pt \(\d+(\.\d+)?%\)/)
  expect(await page.title()).toContain('貯まる')
  const size = page.locator('html')
  expect(await size.evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(320)
  expect(refused).toEqual([])
})
