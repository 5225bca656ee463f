import { readFile } from 'node:fs/promises'
import iconv from 'iconv-lite'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { listingOf, offer, PERCENT } from './offers.ts'

const server = await testWebServer()
const browser = await testBrowser()
await offer(
  server,
  Array.from({ length: 12 }, (_, n) => ({
    ...{ sku: `FILE-${String(n).padStart(2, '0')}`, price: 1_000, points: PERCENT(1_000) },
    stock: 5,
  })),
)

/** Two that change, one that stays, and one that is wrong. */
const ROWS = [
  'sku\tprice\tpoints_percent\tquantity',
  'FILE-00\t2000\t20\t7',
  'FILE-01\t1500\t10\t5',
  'FILE-02\t1000\t10\t5',
  'FILE-04\t1000\t51\t5',
]

const open = async (language: 'ja' | 'en' = 'ja') => {
  const visited = await visit(browser, server, { language, as: 'seller', acceptDownloads: true })
  await visited.page.goto('/seller/imports')
  await settled(visited.page)
  return visited
}

const sums = async (page: Page) =>
  (await page.locator('.import-sums dd').allInnerTexts()).map(Number)

const panel = (page: Page, name: string) => page.getByRole('region', { name })

const upload = async (page: Page, name: string, buffer: Buffer) => {
  const file = { name, mimeType: 'text/plain', buffer }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('heading', { level: 2, name }).waitFor()
  await panel(page, name)
    .getByText(/確認済み|Checked, not/)
    .waitFor()
}

test('a file is looked at, written and undone; wrong rows come back with their reason', async () => {
  const { page, context, faults } = await open()
  await upload(page, 'stock.tsv', Buffer.from(ROWS.join('\n')))
  expect(await sums(page)).toEqual([0, 2, 1, 0, 1])
  // Nothing is written yet.
  expect(await listingOf(page, 'FILE-00')).toMatchObject({ price: 1_000 })
  const wrong = page.getByRole('table', { name: 'エラーの行' })
  expect(await wrong.innerText()).toContain('50%')
  expect(await axeFindings(page)).toEqual([])

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'エラー行をダウンロード' }).click(),
  ])
  const file = await readFile(await download.path(), 'utf8')
  expect(file).toContain('FILE-04\t1000\t51\t5\t')
  expect(file.split('\n').filter((line) => line.startsWith('FILE-'))).toHaveLength(1)

  await page.getByRole('button', { name: '2件を反映する' }).click()
  await page.getByText('反映済み').first().waitFor()
  expect(await listingOf(page, 'FILE-00')).toMatchObject({
    ...{ price: 2_000, effectivePoints: 400, stock: 7 },
  })
  await page.getByRole('button', { name: '取り消す（元に戻す）' }).click()
  await page.getByText('2件を元に戻しました。').waitFor()
  expect(await listingOf(page, 'FILE-00')).toMatchObject({
    ...{ price: 1_000, effectivePoints: 100, stock: 5 },
  })
  expect(faults).toEqual([])
  await context.close()
})

test('Shift_JIS is understood, and a price alone is warned of before anything is written', async () => {
  const { page, context } = await open('en')
  const rows = '商品コード\n'
  expect(iconv.encode(rows, 'Shift_JIS').length).toBeLessThan(Buffer.byteLength(rows))
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Template (CSV, Shift_JIS)' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.csv$/)
  const text = `sku,price\nFILE-05,1200\n水筒,1200\n`
  await upload(page, 'prices.csv', iconv.encode(text, 'Shift_JIS'))
  await page.getByText('1 row names the price alone and resets points.').waitFor()
  expect(await page.getByRole('table', { name: 'Wrong rows' }).innerText()).toContain('3')
  expect(await listingOf(page, 'FILE-05')).toMatchObject({ effectivePoints: 100 })
  await context.close()
})

test('what was exported, uploaded again, changes nothing', async () => {
  const { page, context } = await open()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '現在の在庫を書き出す' }).click(),
  ])
  await upload(page, 'export.txt', await readFile(await download.path()))
  const [created, changed, unchanged, , refused] = await sums(page)
  expect([created, changed, refused]).toEqual([0, 0, 0])
  expect(unchanged).toBeGreaterThan(12)
  await page.getByText('反映する変更はありません。').waitFor()
  await context.close()
})

test('a file is chosen, written and undone by keyboard alone, in both kinds of drop', async () => {
  const { page, context } = await open()
  const choose = page.getByRole('button', { name: 'ファイルを選択' })
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), choose.press('Enter')])
  const rows = 'sku\tquantity\nFILE-09\t99\n'
  await chooser.setFiles({ name: 'k.tsv', mimeType: 'text/plain', buffer: Buffer.from(rows) })
  await page.getByText('確認済み').first().waitFor()
  await page.getByRole('button', { name: '1件を反映する' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('反映済み').first().waitFor()
  expect(await listingOf(page, 'FILE-09')).toMatchObject({ stock: 99 })
  await page.getByRole('button', { name: '取り消す（元に戻す）' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('1件を元に戻しました。').waitFor()

  // Dropped with the mouse.
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['sku\tquantity\nFILE-10\t77\n'], 'dropped.tsv'))
    return transfer
  })
  const zone = page.locator('.import-drop')
  for (const event of ['dragenter', 'dragover', 'drop']) {
    await zone.dispatchEvent(event, { dataTransfer: data })
  }
  await page.getByRole('heading', { level: 2, name: 'dropped.tsv' }).waitFor()
  await page.getByRole('button', { name: '1件を反映する' }).waitFor()
  await context.close()
})

test('rows that ask for nothing are skipped, and are no mistake', async () => {
  const { page, context } = await open()
  await upload(page, 'skus.tsv', Buffer.from('sku\nFILE-06\nFILE-07\n'))
  expect(await sums(page)).toEqual([0, 0, 0, 2, 0])
  await context.close()
})

test('what is no table is refused in words', async () => {
  const { page, context } = await open()
  const file = { name: 'a.xlsx', mimeType: 'application/zip', buffer: Buffer.from([80, 75, 3, 4]) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('alert').first().waitFor()
  expect(await page.getByRole('alert').first().innerText()).not.toContain('undefined')
  await context.close()
})
