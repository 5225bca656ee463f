import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()

test('the front page says what is owed, that it is backed, and when that was last proved', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator' })
  await page.goto('/operator')
  await page.getByText('守られています').waitFor()
  await page.getByText('台帳はまだ一度も検証されていません。').waitFor()
  const answer = await page.request.get('/v1/ledger/balances')
  const { outstanding } = await answer.json()
  const figure = page.locator('.kit-why', { hasText: `${outstanding.toLocaleString('ja')}pt` })
  await figure.first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('購入者の利用可能・仮・確保中のポイントの合計です。').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: '検証', exact: true }).click()
  await page.getByRole('button', { name: '今すぐ検証' }).click()
  await page.getByText(/正しいことを確認: \d/).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.goto('/operator')
  await page.getByText(/最後の証明/).waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('a search in the ledger is a link, and leads to the command and its place in the chain', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator', language: 'en' })
  await page.goto('/operator/ledger')
  await page.getByLabel('Account', { exact: true }).click()
  await page.getByRole('option', { name: 'Breakage' }).click()
  await page.getByRole('button', { name: 'Search' }).click()
  await page.waitForURL(/account=breakage/)
  const rows = page.getByRole('row')
  await page
    .getByRole('cell', { name: /Points funding → Breakage/ })
    .first()
    .waitFor()
  await settled(page)
  const found = await rows.count()
  expect(found).toBeGreaterThan(1)

  // The address alone shows somebody else the same.
  const other = await visit(browser, server, { as: 'operator', language: 'en' })
  await other.page.goto(page.url())
  await other.page
    .getByRole('cell', { name: /Points funding → Breakage/ })
    .first()
    .waitFor()
  expect(await other.page.getByRole('row').count()).toBe(found)
  await other.context.close()

  await page.getByRole('rowheader').getByRole('link').first().click()
  await page.getByText('The digest, computed anew, is the one that was written').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.locator('.kit-why').first().click()
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /command that made/ })
    .waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Postings of this key' }).click()
  await page.waitForURL(/key=/)
  await page.getByRole('cell', { name: /→/ }).first().waitFor()

  await page.goto('/operator/ledger?buyer=nobody-of-that-name')
  await page.getByRole('alert').filter({ hasText: 'There is no such buyer.' }).waitFor()
  await page.goto('/operator/ledger?kind=chargeback_shipping&account=expired')
  await page.getByText('No posting fits the search.').waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('advancing the clock shows what happened, and settles what ended', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator' })
  await page.goto('/operator/clock')
  await page.getByRole('textbox', { name: '日数を指定' }).fill('５')
  const before = server.clock.now()
  await page.getByRole('button', { name: '進める', exact: true }).click()
  await page.getByText('時計を進めて起きたこと').waitFor()
  expect(server.clock.now() - before).toBeGreaterThanOrEqual(5 * 86_400_000)
  await page.getByRole('textbox', { name: '日数を指定' }).fill('4000')
  await page.getByText('1〜3,653の整数で入力してください。').waitFor()
  await page.getByRole('textbox', { name: '日数を指定' }).fill('')
  await page.getByRole('button', { name: '1年' }).click()
  // A year of a whole market is lived through: whatever nobody used lapses.
  await page.getByRole('rowheader', { name: 'ポイント失効' }).first().waitFor({ timeout: 40_000 })
  expect(await axeFindings(page)).toEqual([])

  await page.goto('/operator/settlements')
  await page.getByRole('button', { name: '決済を実行' }).click()
  await page.getByText('終了した期間はすべて決済済みです。').waitFor()
  await page.getByText(/完了: 0期間/).waitFor()
  expect(await axeFindings(page)).toEqual([])
  const { items } = await (await page.request.get('/v1/settlements?limit=200')).json()
  const { period } = items.find((one: { sellers: number }) => one.sellers > 0)
  await page.goto(`/operator/settlements/${period}`)
  await page.getByRole('columnheader', { name: '振込額' }).waitFor()
  await settled(page)
  await page.locator('td .kit-why').nth(1).click()
  await page
    .getByRole('dialog')
    .getByText(/種類ごとに合計/)
    .waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: '振込日（MMDD）' }).fill('１３３１')
  await page.getByRole('button', { name: '振込ファイル（全銀）' }).click()
  await page.getByRole('alert').filter({ hasText: 'day' }).waitFor()
  // Whoever has no bank account is not left out silently.
  await page.getByRole('textbox', { name: '振込日（MMDD）' }).fill('0701')
  await page.getByRole('button', { name: '振込ファイル（全銀）' }).click()
  await page.getByRole('alert').filter({ hasText: '口座' }).waitFor()
  await page.getByLabel('口座のない出品者を除く').check()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '振込ファイル（全銀）' }).click(),
  ])
  expect(file.suggestedFilename()).toBe(`transfers-${period}-0701.txt`)
  expect(faults).toEqual([])
  await context.close()
})
