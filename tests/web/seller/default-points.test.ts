import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { offer, PERCENT, rowOf } from './offers.ts'

const server = await testWebServer()
const browser = await testBrowser()
await offer(server, [
  { sku: 'DEF-0', price: 1_000 },
  { sku: 'DEF-1', price: 1_000, points: PERCENT(2_000) },
  { sku: 'DEF-2', price: 1_000, points: { by: 'none' } },
])

test('a default waits for rules that have one, is counted before it is set, and has exceptions', async () => {
  const seller = await visit(browser, server, { as: 'seller' })
  const { page } = seller
  await page.goto('/seller/default-points')
  await page.getByText('アカウント既定がありません').waitFor()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByText(/^The rules of today \([ -~]+\) have no account default/).waitFor()
  await page.getByRole('button', { name: '日本語' }).click()
  expect(await axeFindings(page)).toEqual([])

  // The operator announces rules that have one, after those already announced; time passes.
  const operator = await visit(browser, server, { as: 'operator' })
  const { request } = operator.page
  const post = async (path: string, data: object) => {
    const headers = { origin: server.url, 'idempotency-key': path }
    const answer = await request.post(path, { data, headers })
    expect(answer.status(), await answer.text()).toBe(201)
  }
  const { items } = await (await request.get('/v1/policies')).json()
  const last = Math.max(
    ...items.map(({ effectiveFrom }: { effectiveFrom: string }) => Date.parse(effectiveFrom)),
  )
  const from = Math.max(last, server.clock.now()) + 3_600_000
  await post('/v1/policies', {
    ...{ name: '既定あり', preset: 'points-central-2021', terms: { expiry: { months: 11 } } },
    effectiveFrom: new Date(from).toISOString(),
  })
  await post('/v1/clock/advances', { days: Math.ceil((from - server.clock.now()) / 86_400_000) })
  await operator.context.close()

  await page.reload()
  const field = page.getByLabel('既定のポイント率')
  const check = page.getByRole('button', { name: '影響する件数を確認' })
  for (const [text, said] of [
    ['5.5', '1%'],
    ['51', '50%'],
    ['多め', '数字で入力してください'],
  ] as const) {
    await field.fill(text)
    await check.click()
    await page.getByText(said).first().waitFor()
    expect(await page.getByRole('button', { name: 'この内容で設定' }).count()).toBe(0)
  }
  await field.fill('５')
  await check.click()
  const sums = page.getByRole('status').filter({ hasText: '5%にすると' })
  await sums.waitFor()
  const counts = (await sums.locator('dd').allInnerTexts()).map(Number)
  expect(counts[0]).toBeGreaterThan(0)
  expect(counts[2]).toBeGreaterThanOrEqual(2)
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'この内容で設定' }).click()
  await page.getByText('既定のポイント率を設定しました。').waitFor()
  await page.getByText('現在の既定：5%').waitFor()

  await page.goto('/seller/inventory?query=DEF-')
  await settled(page)
  expect(await rowOf(page, 'DEF-0').innerText()).toContain('50pt (5%)')
  expect(await rowOf(page, 'DEF-0').innerText()).toContain('アカウント既定')
  expect(await rowOf(page, 'DEF-1').innerText()).toContain('200pt (20%)')
  expect(await rowOf(page, 'DEF-2').innerText()).not.toContain('pt (')
  expect(seller.faults).toEqual([])
  await seller.context.close()
})
