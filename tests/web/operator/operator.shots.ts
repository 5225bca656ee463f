import type { Page } from 'playwright-core'
import { test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { album, looks } from '../../kit/looks.ts'
import { patternsOf } from '../../kit/sweep.ts'
import { settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()
const shoot = await album('operator')

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

test.concurrent.for(looks())('%s', async ([, look], { expect }) => {
  const { page, context, faults } = await visit(browser, server, { ...look, as: 'operator' })
  for (const [name, path] of [...PAGES, ...(await innerPages(page))]) {
    await page.goto(path)
    await settled(page)
    expect.soft(await shoot(page, name, look), `${name} overflows`).toBeLessThanOrEqual(0)
  }
  expect(faults).toEqual([])
  await context.close()
})
