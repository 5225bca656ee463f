import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()

test('one field leads to an order, a seller, a buyer and a SKU; several things are listed', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator', language: 'en' })
  const { items: orders } = await (await page.request.get('/v1/orders?limit=1')).json()
  const { items: listings } = await (
    await page.request.get('/v1/sellers/S-AOZORA/listings?limit=1')
  ).json()
  const [{ order }, { sku, asin }] = [orders[0], listings[0]]
  await page.goto('/operator')
  const find = async (text: string) => {
    const field = page.getByRole('searchbox', { name: /^Find an order/ })
    await field.fill(text)
    await field.press('Enter')
  }
  // Typed with full-width letters, and with blanks around it.
  await find(` ${fullWidth(order)} `)
  await page.waitForURL(`**/operator/orders/${order}`)
  await find('S-AOZORA')
  await page.waitForURL('**/operator/sellers/S-AOZORA')
  await find('山田商店')
  await page.waitForURL('**/operator/sellers/S-YAMADA')
  await find('B-0001')
  await page.waitForURL('**/operator/buyers/B-0001')
  await find(sku)
  await page.waitForURL((url) => url.searchParams.get('sku') === sku)
  await page.getByRole('heading', { name: `Listing ${sku}` }).waitFor()
  await settled(page)
  expect(await axeFindings(page)).toEqual([])

  await find(asin)
  await page.getByRole('heading', { name: 'Listings' }).waitFor()
  const [first, second] = await page.getByRole('link', { name: /^[A-Z0-9-]+$/ }).allInnerTexts()
  expect([first, second].every((text) => text?.includes('-'))).toBe(true)
  await find('佐藤')
  await page.getByRole('heading', { name: 'Buyers' }).waitFor()
  expect(await page.getByRole('link', { name: /^B-\d+$/ }).count()).toBe(5)
  await find('no such thing')
  await page.getByText('Nothing fits “no such thing”.').waitFor()
  // What is going back to is the search before, not the page that one was sent on from.
  await page.goBack()
  await page.getByRole('heading', { name: 'Search: 佐藤' }).waitFor()
  expect(faults).toEqual([])
  await context.close()
})

const fullWidth = (text: string): string =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))

test('the audit log is looked at between two times of Tokyo', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator', language: 'en' })
  const made = await page.request.post('/v1/tokens', {
    data: { name: 'audited', role: 'operator', scopes: ['orders'] },
    headers: { origin: server.url, 'idempotency-key': 'audited' },
  })
  await page.goto('/operator/audit')
  const rows = page.getByRole('table').getByRole('row').filter({ hasText: 'audited' })
  await rows.first().waitFor()
  const { items } = await (await page.request.get('/v1/audit?limit=1')).json()
  const tokyo = new Date(Date.parse(items[0].at) + 9 * 3_600_000).toISOString()
  const day = tokyo.slice(0, 10)
  const [from, until] = [
    page.getByRole('searchbox', { name: /^From/ }),
    page.getByRole('searchbox', { name: /^Until/ }),
  ]
  // A day is meant as a whole.
  await from.fill(day)
  await until.fill(day)
  await rows.first().waitFor()
  await until.fill(`${day} 00:00`)
  await page.getByText('Nothing fits.').waitFor()
  await until.fill('2099-02-31')
  await page.getByText('This is no day or minute.').waitFor()
  await rows.first().waitFor()
  await from.fill('２０９９-01-01')
  await page.getByText('Nothing fits.').waitFor()
  expect(await axeFindings(page)).toEqual([])
  expect(made.ok()).toBe(true)
  expect(faults).toEqual([])
  await context.close()
})
