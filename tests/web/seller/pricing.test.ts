import { expect, test } from 'vitest'
import { isRefusal } from '../../../src/rules/refusal.ts'
import { putListing } from '../../../src/usecases/listings/change.ts'
import { putProducts } from '../../../src/usecases/products/put.ts'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { settled as atRest } from '../../pricing/kit.ts'
import { plain } from './offers.ts'

const server = await testWebServer()
const browser = await testBrowser()
const SAVED = { ja: '保存しました。', en: 'Saved.' } as const
const RULES = '/v1/sellers/S-AOZORA/pricing-rules'

test.each([
  ['ja', '下限', '過去30日の記録で試す', '休止のまま保存', 'ルールを休止のまま保存しました'],
  ['en', 'Floor', 'Try it on the last 30 days', 'Save, paused', 'The rule was kept, paused'],
] as const)(
  'a rule is tried on what was recorded, kept, and tells what it did (%s)',
  async (language, floor, tried, keep, kept) => {
    const { page, context, faults } = await visit(browser, server, { language, as: 'seller' })
    await page.goto('/seller/pricing')
    await settled(page)
    const [{ sku, ...before }] = (await (await page.request.get(RULES)).json()).items
    await page.getByRole('link', { name: sku }).click()
    await page.waitForURL(`**/pricing/${sku}`)
    await settled(page)
    const low = page.getByLabel(floor)
    expect(await low.inputValue()).toBe(String(before.floor))
    // No number, or above the ceiling: nothing can be saved, and what was typed stays.
    for (const wrong of ['abc', '0', String(before.ceiling + 1)]) {
      await low.fill(wrong)
      expect(await page.getByRole('button', { name: keep }).isDisabled()).toBe(true)
      expect(await low.inputValue()).toBe(wrong)
    }
    const next = before.floor + 7
    await low.fill(String(next).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + +digit)))
    await page.getByRole('button', { name: tried }).click()
    await page.locator('.desk-simulation').waitFor()
    await page.getByRole('button', { name: keep }).click()
    await page.getByText(SAVED[language]).waitFor()
    await page.locator('.desk-history', { hasText: kept }).first().waitFor()
    const after = await (await page.request.get(`${RULES}/${sku}`)).json()
    expect(after).toMatchObject({ floor: next, ceiling: before.ceiling, enabled: false })
    expect(faults).toEqual([])
    await context.close()
  },
)

const { engine } = server
let keys = 0
const intent = () => ({ caller: 'test', key: `pricing-${++keys}` })

/** Puts an offer, and lets what follows from it be recorded. */
async function put(seller: string, sku: string, asin: string, price: number): Promise<void> {
  const points = { by: 'percentage', bps: 1_000 } as const
  const ask = { seller, sku, asin, price, stock: 9, points, source: 'manual' } as const
  const done = await putListing(engine, intent(), ask)
  if (isRefusal(done)) throw new Error(done.refused)
  await atRest(engine)
}

const WORDS = {
  ja: {
    ...{ below: '金額だけ下げる', size: '下げ幅', floor: '下限', ceiling: '上限' },
    ...{
      tried: '過去30日の記録で試す',
      result: /記録された変更(\d+)件で試した結果：価格の変更(\d+)回/,
    },
    ...{
      beats: '競合より低くしました',
      save: '保存して有効にする',
      undo: '直近の価格変更を取り消す',
    },
    ...{ undone: '価格を元に戻しました', resume: '再開', resumed: 'ルールを再開しました' },
  },
  en: {
    ...{ below: 'Below it by yen', size: 'By how much', floor: 'Floor', ceiling: 'Ceiling' },
    ...{
      tried: 'Try it on the last 30 days',
      result: /On (\d+) recorded changes of offers: (\d+) changes/,
    },
    ...{ beats: 'Stands below the competitor', save: 'Save and turn on' },
    ...{ undo: 'Take back its last price', undone: 'The price was taken back' },
    ...{ resume: 'Resume', resumed: 'The rule was resumed' },
  },
} as const

test.each(['ja', 'en'] as const)(
  'the simulation tells what the rule then does, with reasons, and it is taken back (%s)',
  async (language) => {
    const t = WORDS[language]
    const [asin, sku] = [`B0PRICE0${language}`, `RULE-${language}`]
    const product = [{ asin, titleJa: '試しの商品' }]
    const made = await putProducts(engine, intent(), product)
    if (isRefusal(made)) throw new Error(made.refused)
    await put('S-AOZORA', sku, asin, 3_000)
    for (const price of [2_900, 2_800, 2_700]) await put('S-KURASHI', `K-${language}`, asin, price)

    const { page, context, faults } = await visit(browser, server, { language, as: 'seller' })
    await page.goto('/seller/pricing')
    await page
      .getByLabel(language === 'ja' ? 'ルールを設定するSKU' : 'SKU to set a rule for')
      .fill(sku)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/pricing/${sku}`)
    await settled(page)
    await page.getByLabel(t.below).check()
    await page.getByLabel(t.size).fill('１０')
    await page.getByLabel(t.floor).fill('1500')
    await page.getByLabel(t.ceiling).fill('3000')
    await page.getByRole('button', { name: t.tried }).click()
    const simulated = page.locator('.desk-simulation')
    await simulated.waitFor()
    const said = await simulated.innerText()
    const [, changes, moves] = (t.result.exec(said) ?? []).map(Number)
    expect(changes).toBeGreaterThanOrEqual(3)
    expect(moves).toBeGreaterThanOrEqual(1)
    expect(said).toContain(t.beats)
    expect(said).toMatch(/\d+% → \d+%/)
    const end = /￥([\d,]+)/.exec(said)?.[1]
    if (language === 'ja') expect(await axeFindings(page)).toEqual([])
    // Nothing has happened yet; now it does, and comes to the price that was told.
    await page.getByRole('button', { name: t.save }).click()
    await page.getByText(SAVED[language]).waitFor()
    const history = page.locator('.desk-history').last()
    await atRest(engine)
    await page.reload()
    await history.getByText(t.beats).first().waitFor()
    expect(plain(await history.innerText())).toContain(`￥3,000 → ￥${end}`)
    await page.getByRole('button', { name: t.undo }).click()
    await history.getByText(t.undone).waitFor()
    const listing = await page.request.get(`/v1/sellers/S-AOZORA/listings/${sku}`)
    expect(await listing.json()).toMatchObject({ price: 3_000, effectivePoints: 300 })
    await page.getByRole('button', { name: t.resume }).click()
    await history.getByText(t.resumed).waitFor()
    expect(faults).toEqual([])
    await context.close()
  },
)
