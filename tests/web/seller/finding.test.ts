import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { offer, PERCENT, rowOf } from './offers.ts'

const server = await testWebServer()
const browser = await testBrowser()
await offer(
  server,
  Array.from({ length: 60 }, (_, n) => ({
    ...{ sku: `FIND-${String(n).padStart(2, '0')}`, price: 1_000 + ((n * 37) % 60) * 10 },
    ...{ points: PERCENT(1_000), stock: n % 6 },
  })),
)

const open = async (address: string, language: 'ja' | 'en' = 'ja') => {
  const visited = await visit(browser, server, { language, as: 'seller' })
  await visited.page.goto(address)
  await settled(visited.page)
  return visited
}

const skusOf = async (page: import('playwright-core').Page) =>
  (await page.locator('tbody tr').allInnerTexts()).map((text) => /FIND-\d\d/.exec(text)?.[0])

test('a search, filters and the order of prices are the server’s, page by page', async () => {
  const { page, context, faults } = await open('/seller/inventory')
  await page.getByLabel('SKU・商品名・ASINで検索').fill('FIND-')
  await page.getByRole('status').filter({ hasText: '60件' }).waitFor()
  await settled(page)
  expect((await skusOf(page))[0]).toBe('FIND-00')
  await page.getByRole('button', { name: '次のページ' }).click()
  await rowOf(page, 'FIND-59').waitFor()
  await page.getByRole('columnheader', { name: '販売価格' }).getByRole('button').click()
  await rowOf(page, 'FIND-00').waitFor()
  await settled(page)
  const prices = (await page.locator('tbody tr').allInnerTexts()).map((text) =>
    Number(/￥([\d,]+)/.exec(text)?.[1]?.replace(',', '')),
  )
  expect(prices).toEqual(prices.toSorted((a, b) => a - b))
  // Full-width digits are numbers here, too; the address is enough to come back.
  await page.getByLabel('価格（下限）').fill('１，５００')
  await page.getByRole('status').filter({ hasText: '10件' }).waitFor()
  await page.reload()
  await page.getByRole('status').filter({ hasText: '10件' }).waitFor()
  expect(await page.getByLabel('価格（下限）').inputValue()).toBe('1,500')
  await page.getByLabel('価格（上限）').fill('安いもの')
  await page.getByText('整数で入力してください。').waitFor()
  await page.getByRole('status').filter({ hasText: '10件' }).waitFor()
  await page.getByLabel('SKU・商品名・ASINで検索').fill('何もない')
  await page.getByText('条件に一致する出品はありません。').waitFor()
  expect(await axeFindings(page)).toEqual([])
  expect(faults).toEqual([])
  await context.close()
})

test('a view is kept under a name, for everybody of the seller, and forgotten', async () => {
  const { page, context } = await open('/seller/inventory?query=FIND-&stockAtMost=0')
  await page.getByRole('button', { name: 'ビューを保存' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await dialog.getByText('名前を入力してください。').waitFor()
  await dialog.getByLabel('ビューの名前').fill('売り切れ')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await context.close()

  const other = await open('/seller/inventory')
  await other.page.getByRole('button', { name: '保存したビュー' }).click()
  await other.page.getByRole('option', { name: '売り切れ' }).click()
  await other.page.getByRole('status').filter({ hasText: '10件' }).waitFor()
  expect(other.page.url()).toContain('stockAtMost=0')
  await other.page.getByRole('button', { name: 'このビューを削除' }).click()
  await other.page
    .getByRole('status')
    .filter({ hasText: /^1\d\d件/ })
    .waitFor()
  await other.context.close()
})

test('the Points column is locked in the preferences, which become the seller’s default', async () => {
  const { page, context, faults } = await open('/seller/inventory?query=FIND-0')
  await page.getByRole('button', { name: '表示設定' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('「ポイント」列は非表示にできません。').waitFor()
  const toggle = (name: string) => dialog.getByRole('checkbox', { name, exact: true })
  expect(await toggle('ポイント').isDisabled()).toBe(true)
  expect(await toggle('ポイント').isChecked()).toBe(true)
  expect(await axeFindings(page)).toEqual([])
  await toggle('実質価格').click()
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('表示設定を保存しました。').waitFor()
  expect(await page.getByRole('columnheader', { name: '実質価格' }).count()).toBe(0)
  await context.close()
  // Another browser of the same seller begins with that.
  const other = await open('/seller/inventory', 'en')
  expect(await other.page.getByRole('columnheader', { name: 'Points' }).count()).toBe(1)
  expect(await other.page.getByRole('columnheader', { name: 'Landed price' }).count()).toBe(0)
  expect(faults).toEqual([])
  await other.context.close()
})

test('all that match are changed at once, with what would change before and progress', async () => {
  const { page, context, faults } = await open('/seller/inventory?query=FIND-')
  await page.getByRole('checkbox', { name: 'このページの出品をすべて選択' }).check()
  await page.getByRole('button', { name: '条件に一致する60件すべてを選択' }).click()
  await page.getByRole('button', { name: '一括操作' }).click()
  await page.getByRole('menuitem', { name: '価格を率で増減' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('価格を率で増減').fill('１０')
  await dialog.getByRole('button', { name: '変更内容を確認' }).click()
  await dialog.getByText('60件が変わり、0件はそのまま、0件は変更できません。').waitFor()
  // Prices alone take the points: nobody does that to sixty offers without having read it.
  await dialog.getByText('60件に注意があります').waitFor()
  const apply = dialog.getByRole('button', { name: '60件を変更' })
  expect(await apply.isDisabled()).toBe(true)
  await dialog.getByRole('checkbox').check()
  await apply.click()
  await dialog.getByText('60件を変更しました。').waitFor()
  await dialog.getByRole('button', { name: '閉じる' }).last().click()
  await rowOf(page, 'FIND-00').getByText('￥1,100').first().waitFor()

  // Some rows, by percentage; one that can not have it says so.
  await page.goto('/seller/inventory?query=FIND-0')
  await settled(page)
  await page.getByRole('checkbox', { name: 'FIND-00を選択' }).check()
  await page.getByRole('checkbox', { name: 'FIND-01を選択' }).check()
  await page.getByRole('button', { name: '一括操作' }).click()
  await page.getByRole('menuitem', { name: 'ポイント率を設定' }).click()
  await dialog.getByLabel('ポイント率を設定').fill('51')
  await page.keyboard.press('Enter')
  await dialog.getByText('0件が変わり、0件はそのまま、2件は変更できません。').waitFor()
  await dialog.getByText('50%').first().waitFor()
  expect(await axeFindings(page)).toEqual([])
  expect(faults).toEqual([])
  await context.close()
})

test('at 320 px the page does not scroll sideways, the table in it does', async () => {
  const viewport = { width: 320, height: 640 }
  const { page, context } = await visit(browser, server, { as: 'seller', viewport })
  await page.goto('/seller/inventory?query=FIND-0')
  await settled(page)
  await rowOf(page, 'FIND-00').getByRole('button', { name: '編集' }).click()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  expect(await axeFindings(page)).toEqual([])
  await context.close()
})
