import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { unexplained } from '../kit/amounts.ts'
import { testBrowser } from '../kit/browser.ts'
import { axeFindings, settled, visit } from '../kit/visitor.ts'
import { testWebServer } from '../kit/web-server.ts'
import { fillCart, lineOf, productsWithPoints } from './store/market.ts'

/** What the sweep of every page does not see: what comes once somebody does something. */

const server = await testWebServer()
const browser = await testBrowser()
const products = await productsWithPoints(server)
// The test's server has no workers, which relay what happened.
await relayAll(server.engine)

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).first().click()

/** Presses an amount: its reasons come up with a rule, and go again. */
async function opens(page: Page, amount: ReturnType<Page['locator']>, rule: RegExp): Promise<void> {
  await amount.click()
  const dialog = page.getByRole('dialog').filter({ has: page.locator('.kit-figure') })
  await dialog.getByText(rule).first().waitFor()
  expect(await unexplained(page)).toEqual([])
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
}

test('in the store: terms that changed, the most points, and by how much an offer leads', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'buyer', language: 'en' })
  const [first, second] = products.map((product) => lineOf(product))
  const old = { ...first, seen: { ...first?.seen, price: Number(first?.seen.price) + 300 } }
  await fillCart(context, [old, second as object])
  await page.goto('/checkout')
  await page.getByText('The terms have changed').waitFor()
  await page.getByRole('textbox', { name: 'Points to use' }).fill('9999999')
  await page.getByText(/^At most/).waitFor()
  expect(await unexplained(page)).toEqual([])
  const before = page.locator('.warn dl .kit-why').first()
  await opens(page, before, /What the screen said when you added it/)
  await opens(page, page.getByRole('alert').locator('.kit-why'), /least of the balance/)

  const most = products.toSorted((a, b) => b.offers - a.offers)[0]
  await page.goto(`/products/${most?.asin}`)
  await opens(page, page.locator('.offer .who .kit-why').first(), /difference of their landed/)
  expect(faults).toEqual([])
  await context.close()
})

test('in the seller console: tables by percentage, offers of others, a refund, a history', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'seller', language: 'en' })
  await page.goto('/seller/calculator')
  await page.getByRole('textbox', { name: 'ASIN' }).fill(products[0]?.asin ?? '')
  await page.getByRole('heading', { name: 'Chance to be featured' }).waitFor()
  await press(page, 'As a table')
  await settled(page)
  expect(await unexplained(page)).toEqual([])
  const tenth = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '10%' }) })
  // The help page's example, with the exact value before rounding.
  await opens(page, tenth.locator('.kit-why').nth(1), /before rounding/)

  await page.goto('/seller')
  await press(page, 'As a table')
  expect(await unexplained(page)).toEqual([])
  await opens(page, page.getByRole('row').last().locator('.kit-why').last(), /less refunds, fees/)

  await page.goto('/seller/returns')
  await page
    .getByText(/^Points cost/)
    .first()
    .waitFor()
  expect(await unexplained(page)).toEqual([])

  await page.goto('/seller/inventory')
  await press(page, /^History of/)
  const history = page.getByRole('dialog').locator('.kit-why')
  await history.first().waitFor()
  expect(await unexplained(page)).toEqual([])
  expect(faults).toEqual([])
  await context.close()
})

test('in the operator console: the preview of a change, and points given', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator', language: 'en' })
  await page.goto('/operator/policies/new')
  await page.getByRole('textbox', { name: /^Standard referral fee/ }).fill('20')
  await page.getByLabel('Landed price', { exact: true }).click()
  await page.getByRole('option', { name: 'Price + shipping', exact: true }).click()
  await press(page, 'Preview the effect')
  const lines = page.getByRole('table', { name: 'Order lines that change (up to 20)' })
  await lines.locator('.kit-why').first().waitFor()
  expect(await unexplained(page)).toEqual([])
  await opens(page, lines.locator('.kit-why').nth(1), /by the newest version/)

  await page.goto('/operator/points/give?buyer=B-0003')
  await page.getByRole('textbox', { name: 'Points' }).fill('12')
  await page.getByRole('textbox', { name: 'Reason' }).fill('Sorry')
  await press(page, 'Do it')
  await page.getByText(/for B-0003: done/).waitFor()
  expect(await unexplained(page)).toEqual([])
  expect(faults).toEqual([])
  await context.close()
})
