import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, type Language, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { offer } from './offers.ts'

const server = await testWebServer()
const browser = await testBrowser()

/** Three batches of a bulk change. */
const MANY = 2_100
for (let start = 0; start < MANY; start += 1_000) {
  const n = Math.min(1_000, MANY - start)
  await offer(
    server,
    Array.from({ length: n }, (_, i) => ({
      ...{ sku: `MANY-${String(start + i).padStart(4, '0')}`, price: 1_000, stock: 1 },
    })),
  )
}

const WORDS = {
  ja: {
    ...{ page: 'このページの出品をすべて選択', all: '条件に一致する2,100件すべてを選択' },
    ...{ bulk: '一括操作', stock: '在庫数を設定', check: '変更内容を確認' },
    ...{ would: '2,100件が変わり', apply: '2,100件を変更', part: '1,000 / 2,100件' },
    ...{ underway: '一括変更中', stop: '中断', stopping: '中断しています…' },
    ...{ stopped: '途中で止まりました' },
    ...{ resume: '続きから再開', did: '2,100件を変更しました' },
    ...{ undo: '取り消す（元に戻す）', undone: '2,100件を元に戻しました' },
  },
  en: {
    ...{ page: 'Select all listings of this page', all: 'Select all 2,100 that match' },
    ...{ bulk: 'Bulk actions', stock: 'Set the stock', check: 'See what would change' },
    ...{ would: '2,100 would change', apply: 'Change 2,100', part: '1,000 of 2,100' },
    ...{ underway: 'Bulk change under way', stop: 'Stop here', stopping: 'Stopping…' },
    ...{ stopped: 'It stopped on the way' },
    ...{ resume: 'Go on', did: '2,100 changed' },
    ...{ undo: 'Undo all of it', undone: '2,100 are as they were before' },
  },
} as const

const withStock = async (stock: number) => {
  const { rows } = await server.engine.pool.query(
    `select count(*)::int as n from listing where sku like 'MANY-%' and stock = $1`,
    [stock],
  )
  return rows[0].n as number
}

async function open(path: string, language: Language) {
  const visited = await visit(browser, server, { language, as: 'seller' })
  await visited.page.goto(path)
  await settled(visited.page)
  return visited
}

test.each([
  ['ja', 7],
  ['en', 8],
] as const)(
  'a bulk change goes on without its page, stops, goes on and is undone (%s)',
  async (language, stock) => {
    const t = WORDS[language]
    const first = await open('/seller/inventory?query=MANY-', language)
    await first.page.getByRole('checkbox', { name: t.page }).check()
    await first.page.getByRole('button', { name: t.all }).click()
    await first.page.getByRole('button', { name: t.bulk }).click()
    await first.page.getByRole('menuitem', { name: t.stock }).click()
    const dialog = first.page.getByRole('dialog')
    await dialog.getByLabel(t.stock).fill(String(stock))
    await dialog.getByRole('button', { name: t.check }).click()
    await dialog.getByText(t.would).waitFor()
    // Somebody holds a listing of the second batch, so that the change is seen on its way.
    const holder = await server.engine.pool.connect()
    await holder.query(`begin; select from listing where sku = 'MANY-1500' for update`)
    await dialog.getByRole('button', { name: t.apply }).click()
    await dialog.getByText(t.part).waitFor()
    if (language === 'ja') expect(await axeFindings(first.page)).toEqual([])
    await first.context.close()

    const { page, context, faults } = await open('/seller/inventory', language)
    await page.getByText(t.underway).waitFor()
    await page.getByRole('link', { name: t.part }).click()
    await page.waitForURL('**/seller/bulk-changes?change=*')
    await page.getByRole('button', { name: t.stop }).click()
    // Only a change that knows of it stops at its next batch.
    await page.getByText(t.stopping, { exact: true }).waitFor()
    await holder.query('commit')
    holder.release()
    await page.getByText(t.stopped).waitFor()
    expect(await withStock(stock)).toBe(2_000)
    await page.getByRole('button', { name: t.resume }).click()
    await page.getByText(t.did).waitFor()
    expect(await withStock(stock)).toBe(MANY)
    await settled(page)
    if (language === 'en') expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: t.undo }).click()
    await page.getByText(t.undone).waitFor()
    expect(await withStock(stock)).toBe(0)
    expect(await withStock(1)).toBe(MANY)
    expect(faults).toEqual([])
    await context.close()
  },
)
