import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()
const RULES = '/v1/sellers/S-AOZORA/pricing-rules'

test.each([
  ['ja', '下限', '過去30日の記録で試す', '休止のまま保存', 'ルールを休止のまま保存しました'],
  ['en', 'Floor', 'Try it on the last 30 days', 'Save, paused', 'the rule was kept, paused'],
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
    await page.locator('.desk-history', { hasText: kept }).first().waitFor()
    const after = await (await page.request.get(`${RULES}/${sku}`)).json()
    expect(after).toMatchObject({ floor: next, ceiling: before.ceiling, enabled: false })
    expect(faults).toEqual([])
    await context.close()
  },
)
