/// <reference lib="dom" />
import { mkdir } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { patternsOf } from '../../kit/sweep.ts'
import { settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const FOLDER = 'reports/screenshots/operator'
const server = await testWebServer()
const browser = await testBrowser()
await mkdir(FOLDER, { recursive: true })

const LOOKS = (['ja', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    [1_280, 320].map((width) => [`${language} ${theme} ${width}`, language, theme, width] as const),
  ),
)

/** Every page of the menu, named by the end of its address. */
const PAGES = (await patternsOf('operator'))
  .filter((path) => !path.includes(':'))
  .map((path) => [path.split('/').slice(2).join('-') || 'home', path] as const)

const answer = async (page: Page, path: string) => (await page.request.get(path)).json()

/** Pages below others, by what is there. */
async function innerPages(page: Page): Promise<(readonly [string, string])[]> {
  const { items: postings } = await answer(
    page,
    '/v1/ledger/postings?kind=points_granted&account=issued&limit=1',
  )
  const { items: periods } = await answer(page, '/v1/settlements?limit=1')
  const last = periods[0]?.period ?? 0
  const periodOf = await answer(page, `/v1/settlements/${last}/statements?limit=1`)
  return [
    ['entry', `/operator/ledger/entries/${postings[0].entry}`],
    ['ledger-account', '/operator/ledger?account=breakage'],
    ['period', `/operator/settlements/${last}`],
    ['order', `/operator/orders/${encodeURIComponent(postings[0].order)}`],
    ['buyer', `/operator/buyers/${encodeURIComponent(postings[0].buyer)}`],
    ['seller', `/operator/sellers/${encodeURIComponent(periodOf.items[0].seller)}`],
    ['missing-entry', '/operator/ledger/entries/999999-1'],
  ]
}

test.each(LOOKS)('%s', async (_, language, theme, width) => {
  const viewport = { width, height: width === 320 ? 640 : 900 }
  const { page, context, faults } = await visit(browser, server, {
    ...{ language, theme, viewport, as: 'operator' },
  })
  for (const [name, path] of [...PAGES, ...(await innerPages(page))]) {
    await page.goto(path)
    await settled(page)
    const file = `${FOLDER}/${name}-${language}-${theme}-${width}.png`
    await page.screenshot({ path: file, fullPage: true })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect.soft(wide, `${name} overflows`).toBeLessThanOrEqual(0)
  }
  expect(faults).toEqual([])
  await context.close()
})
