import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { yen } from '../store/market.ts'

const server = await testWebServer()
const browser = await testBrowser()
const STATEMENTS = '/v1/sellers/S-AOZORA/statements'

const amountOf = (text: string): number => Number(text.replace(/[^\d−]/g, '').replace('−', '-'))

test.each(['ja', 'en'] as const)(
  'the rows on screen sum to the payout, and each opens to its reasons (%s)',
  async (language) => {
    const { page, context, faults } = await visit(browser, server, { language, as: 'seller' })
    await page.goto('/seller/settlements')
    await settled(page)
    if (language === 'ja') expect(await axeFindings(page)).toEqual([])
    const { items } = await (await page.request.get(STATEMENTS)).json()
    const [newest] = items
    await page.locator('tbody a').first().click()
    await page.waitForURL(`**/settlements/${newest.period}`)
    await settled(page)
    const amounts = (await page.locator('.desk-fall .amount .kit-why').allInnerTexts()).map(
      (text) => amountOf(text.split('\n')[0] ?? ''),
    )
    const payout = amounts.pop()
    expect(payout).toBe(newest.disbursement)
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(payout)
    if (language === 'en') expect(await axeFindings(page)).toEqual([])
    // A line opens to its movements, which name their orders.
    await page.locator('.desk-fall .kit-why').first().click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('.kit-entries li').first().waitFor()
    const entries = await dialog.locator('.kit-entries strong').allInnerTexts()
    expect(entries.reduce((sum, text) => sum + amountOf(text), 0)).toBe(newest.lines.principal)
    await page.keyboard.press('Escape')
    await page.locator('.desk-fall .sum .kit-why').click()
    await dialog.locator('.kit-steps li').first().waitFor()
    expect(await dialog.innerText()).toContain(yen(newest.disbursement))
    expect(faults).toEqual([])
    await context.close()
  },
)

test('the items sum to the net, and every file comes', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'seller' })
  const { items } = await (await page.request.get(STATEMENTS)).json()
  const [{ period, net }] = items
  await page.goto(`/seller/settlements/${period}`)
  await settled(page)
  await page.getByRole('button', { name: '明細を表示' }).click()
  await page.getByText(new RegExp(`明細\\d+件、合計${yen(net)}`)).waitFor()
  for (const [name, file, starts] of [
    ['PDF', `statement-${period}.pdf`, '%PDF-'],
    ['CSV', `statement-${period}.csv`, 'order,item,sku'],
    ['フラットファイル', `statement-${period}.txt`, 'settlement-id\t'],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ])
    expect(download.suggestedFilename()).toBe(file)
    const content = await readFile(await download.path(), 'latin1')
    expect(content.startsWith(starts)).toBe(true)
  }
  expect(faults).toEqual([])
  await context.close()
})

test('the open period says what would be paid now', async () => {
  const { page, context } = await visit(browser, server, { as: 'seller' })
  await page.goto('/seller/settlements')
  await settled(page)
  const open = await (await page.request.get(`${STATEMENTS}/open`)).json()
  const sum = page.locator('.desk-fall tr.sum')
  expect(await sum.innerText()).toContain(yen(open.disbursement))
  expect(await sum.innerText()).toContain('見込み')
  await page.goto('/seller/settlements/99999')
  await page.getByRole('alert').getByText('その期間の決済レポートはありません。').waitFor()
  await context.close()
})
