import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { PAGES } from './pages.ts'

const server = await testWebServer()
const browser = await testBrowser()

const narrow = await visit(browser, server, {
  ...{ as: 'operator' as const, viewport: { width: 320, height: 640 } },
})
const light = await visit(browser, server, { as: 'operator' })
const dark = await visit(browser, server, {
  ...{ as: 'operator' as const, language: 'en' as const, theme: 'dark' as const },
})

test.each(PAGES)(
  '%s: axe finds nothing, in two looks, and nothing scrolls sideways',
  async (_, path) => {
    await Promise.all(
      [narrow, dark].map(async ({ page }) => {
        await page.goto(path)
        await settled(page)
      }),
    )
    const wide = await narrow.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    expect(await axeFindings(light.page)).toEqual([])
    expect(await axeFindings(dark.page)).toEqual([])
    expect(await dark.page.locator('main').innerText()).not.toMatch(/[ぁ-ん]/)
    expect([...narrow.faults, ...light.faults, ...dark.faults]).toEqual([])
  },
)

test('a server that is away is said, and a page goes on when it is back', async () => {
  const { page } = dark
  await page.goto('/operator')
  await settled(page)
  await server.stop()
  await page
    .getByRole('link', { name: 'See more' })
    .click()
    .catch(() => {})
  await page.locator('.kit-away').waitFor()
  await server.start()
  await page.locator('.kit-away').waitFor({ state: 'hidden' })
})
