import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()

interface Line {
  readonly line: number
  readonly principal: number
  readonly pointsGranted: number
  readonly refundedPrincipal: number
  readonly refundedShipping: number
}

/** The buyer's order that is the n-th with points of which nothing has been refunded. */
async function orderWithPoints(page: Page, n: number): Promise<{ order: string; lines: Line[] }> {
  const { items } = await (await page.request.get('/v1/orders?limit=100')).json()
  const fit = (items as { order: string; lines: Line[] }[]).filter(
    ({ lines }) =>
      lines.every((line) => line.refundedPrincipal + line.refundedShipping === 0) &&
      (lines[0]?.pointsGranted ?? 0) > 0,
  )
  return fit[n] as (typeof fit)[number]
}

const headers = (key: string) => ({ origin: server.url, 'idempotency-key': key })

test('a buyer asks for a claim; the operator sees who pays, and grants it', async () => {
  const buyer = await visit(browser, server, { as: 'buyer' })
  const operator = await visit(browser, server, { as: 'operator', language: 'en' })
  const { order } = await orderWithPoints(buyer.page, 0)
  const asked = await buyer.page.request.post(`/v1/orders/${order}/claim-requests`, {
    data: { reason: 'It never arrived' },
    headers: headers('claim'),
  })
  expect(asked.status()).toBe(201)

  const { page } = operator
  await page.goto('/operator')
  await page.getByRole('link', { name: /Open claims: \d/ }).click()
  await page.getByRole('button', { name: `Decide: ${order}` }).click()
  await page.getByText('Cash to the buyer').waitFor()
  const preview = await page.request.post(`/v1/orders/${order}/refund-previews`, {
    data: { cause: 'guarantee_claim' },
    headers: { origin: server.url },
  })
  const { cash, pointsToSeller } = await preview.json()
  expect(pointsToSeller).toBe(0)
  await page
    .getByText(`￥${cash.toLocaleString('ja')}`)
    .first()
    .waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Grant' }).dblclick()
  await page.getByText('The claim is decided.').waitFor()

  await page.goto(`/operator/orders/${order}`)
  await page.getByRole('button', { name: 'See who pays' }).click()
  await page.getByRole('alert').filter({ hasText: 'left to refund' }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.goto(`/operator/ledger?order=${order}&kind=claim_principal`)
  await page
    .getByRole('cell', { name: /Seller proceeds → Buyer payments/ })
    .first()
    .waitFor()
  expect([...buyer.faults, ...operator.faults]).toEqual([])
  await Promise.all([buyer.context.close(), operator.context.close()])
})

test('a tenth of a claim is granted, and a chargeback takes an amount: each as previewed', async () => {
  const buyer = await visit(browser, server, { as: 'buyer' })
  const { page, context, faults } = await visit(browser, server, { as: 'operator', language: 'en' })
  const { order, lines } = await orderWithPoints(buyer.page, 0)
  const [line] = lines as [Line, ...Line[]]
  const asked = await buyer.page.request.post(`/v1/orders/${order}/claim-requests`, {
    data: { reason: 'Scratched', lines: [line.line] },
    headers: headers('scratched'),
  })
  expect(asked.status()).toBe(201)
  await page.goto('/operator/claims')
  await page.getByRole('button', { name: `Decide: ${order}` }).click()
  await page.getByLabel('Amounts, percentages or units of each item').check()
  const grant = page.getByRole('button', { name: 'Grant' })
  expect(await grant.isDisabled()).toBe(true)
  await page.getByLabel('A percentage', { exact: true }).check()
  const share = page.getByRole('textbox', { name: 'Of the price (%)' })
  await share.fill('１０１')
  await page.getByText('A percentage from 0.01 to 100.').waitFor()
  expect(await grant.isDisabled()).toBe(true)
  await share.fill('１０')
  const tenth = await page.request.post(`/v1/orders/${order}/refund-previews`, {
    data: { cause: 'guarantee_claim', lines: [{ line: line.line, ask: TENTH }] },
    headers: headers('preview'),
  })
  const { refunded } = await tenth.json()
  expect(refunded).toBeGreaterThan(0)
  expect(refunded).toBeLessThan(line.principal)
  await page
    .getByRole('button', { name: `￥${refunded.toLocaleString('ja')} (why` })
    .first()
    .waitFor()
  expect(await axeFindings(page)).toEqual([])
  await grant.dblclick()
  await page.getByText('The claim is decided.').waitFor()
  expect(await backOf(page, order, line.line)).toBe(refunded)

  await page.goto(`/operator/orders/${order}`)
  await page.getByLabel('Record a chargeback').check()
  await page.getByLabel('Amounts, percentages or units of each item').check()
  await page.getByLabel('An amount', { exact: true }).first().check()
  await page.getByRole('textbox', { name: 'Of the price (yen)' }).first().fill('1,')
  await page.getByRole('button', { name: 'See who pays' }).click()
  await page.getByRole('textbox', { name: 'Of the price (yen)' }).first().fill('100')
  await page.getByText('￥100').first().waitFor()
  await page.getByRole('button', { name: 'Do it' }).dblclick()
  await page.getByText(`Done for ${order}.`).waitFor()
  expect(await backOf(page, order, line.line)).toBe(refunded + 100)
  expect([...buyer.faults, ...faults]).toEqual([])
  await Promise.all([buyer.context.close(), context.close()])
})

const TENTH = { of: 'percentage', bps: 1_000, shipping: false }

/** Yen of a line that have gone back to its buyer. */
async function backOf(page: Page, order: string, line: number): Promise<number> {
  const answer = await (await page.request.get(`/v1/orders/${order}`)).json()
  const found = (answer.lines as Line[]).find((one) => one.line === line)
  return (found?.refundedPrincipal ?? 0) + (found?.refundedShipping ?? 0)
}
