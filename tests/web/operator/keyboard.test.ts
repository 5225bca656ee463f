import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()

/** Presses Tab until something has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 90; presses += 1) {
    if (await target.evaluate((node) => node === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('no number of tabs leads there')
}

test('a version is announced by keyboard alone', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator', language: 'en' })
  await page.goto('/operator/policies')
  await settled(page)
  await tabTo(page, page.getByRole('link', { name: 'Announce a version' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('textbox', { name: 'Name', exact: true }))
  await page.keyboard.type('Grace')
  await tabTo(page, page.getByRole('textbox', { name: /^In force from/ }))
  await page.keyboard.type('2099-07-01')
  await tabTo(page, page.getByRole('textbox', { name: 'Days of grace (days)' }))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('45')
  await tabTo(page, page.getByRole('button', { name: 'Announce' }))
  await page.keyboard.press('Enter')
  await page.getByText(/Version \d+ is announced\./).waitFor()
  const { items } = await (await page.request.get('/v1/policies')).json()
  expect(items.at(-1).terms.lateReturn).toEqual({ mode: 'grace', days: 45 })
  expect(faults).toEqual([])
  await context.close()
})

test('what was typed outlives a server that goes away, and is done once it is back', async () => {
  const { page, context } = await visit(browser, server, { as: 'operator' })
  await page.goto('/operator/points/give?buyer=B-0003')
  await page.getByRole('textbox', { name: 'ポイント' }).fill('３００')
  await page.getByRole('textbox', { name: '理由' }).fill('お詫び')
  await server.stop()
  await page.getByRole('button', { name: '実行する' }).click()
  await page.locator('.kit-away').waitFor()
  expect(await page.getByRole('textbox', { name: '理由' }).inputValue()).toBe('お詫び')
  await server.start()
  await page.locator('.kit-away').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '実行する' }).dblclick()
  await page.getByText(/^B-0003さんに300pt.*を反映しました。$/).waitFor()
  const history = await page.request.get('/v1/buyers/B-0003/points/history?limit=5')
  const { items } = await history.json()
  const given = items.filter((one: { reason: string | null }) => one.reason === 'お詫び')
  expect(given).toHaveLength(1)
  await context.close()
})
