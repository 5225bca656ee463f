import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { isRefusal } from '../../../src/rules/refusal.ts'
import { createPerson } from '../../../src/usecases/auth/people.ts'
import { relayAll } from '../../../src/usecases/notices/relay.ts'
import { SANDBOX_PASSWORD } from '../../../src/usecases/seed/parties.ts'
import { seenText } from '../../kit/amounts.ts'
import { testBrowser } from '../../kit/browser.ts'
import { type Language, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()
await relayAll(server.engine)
const OWN = '/v1/sellers/S-AOZORA'

async function open(path: string, language: Language = 'ja') {
  const visitor = await visit(browser, server, { language, as: 'seller' })
  await visitor.page.goto(path)
  await settled(visitor.page)
  return visitor
}

const read = async (page: Page, path: string) => (await page.request.get(path)).json()
const content = (page: Page) => page.locator('#console-content')

test.each([
  ['ja', '発送待ちの注文', 'リセットされた出品'],
  ['en', 'Orders to ship', 'points were reset'],
] as const)('the front page says what needs doing (%s)', async (language, ship, resets) => {
  const { page, context, faults } = await open('/seller', language)
  const [none, some] = await Promise.all(
    ['unshipped', 'partially_shipped'].map((status) =>
      read(page, `/v1/orders?limit=200&status=${status}`),
    ),
  )
  const counts = await read(page, `${OWN}/listing-counts`)
  const numbers = await page.locator('.desk-number').allInnerTexts()
  expect(numbers[0]).toBe(String(none.items.length + some.items.length))
  expect(counts.pointsReset).toBeGreaterThan(0)
  expect(numbers[1]).toBe(String(counts.pointsReset))
  const text = await content(page).innerText()
  for (const said of [ship, resets]) expect(text).toContain(said)
  await page.getByRole('link', { name: ship }).click()
  await page.waitForURL('**/seller/orders?status=unshipped')
  expect(faults).toEqual([])
  await context.close()
})

test('an announced change says what changes for this seller, and notices are read', async () => {
  const { page, context, faults } = await open('/seller/notices')
  const text = await content(page).innerText()
  // Whole percents only: the offers with other ones can not stay as they are.
  const { items } = await read(page, `${OWN}/listings?points=some&limit=200`)
  const broken = items.filter(
    ({ points }: { points: { by: string; bps: number } | null }) =>
      points?.by === 'percentage' && points.bps % 100 !== 0,
  )
  expect(text).toContain('付与率を維持')
  expect(text).toMatch(new RegExp(`ポイントのある出品${items.length}件`))
  const refused = Number(/設定できないもの(\d+)件/.exec(text)?.[1])
  expect(refused).toBeGreaterThanOrEqual(broken.length)
  await page.locator('.desk-history li').first().waitFor()
  await server.stop()
  const mark = page.getByRole('button', { name: 'すべて既読にする' })
  await mark.click()
  await content(page).getByText('サーバーに接続できません。').waitFor()
  await server.start()
  await mark.click()
  await page.locator('button:disabled', { hasText: 'すべて既読にする' }).waitFor()
  expect((await read(page, '/v1/notices')).unread).toBe(0)
  expect(faults).toEqual([])
  await context.close()
})

test('without the agreement the console leads to it, and it is accepted once', async () => {
  const login = 'taiyo@tamaru.test'
  const person = { login, name: '太陽 店長', password: SANDBOX_PASSWORD } as const
  const made = await createPerson(
    server.engine,
    { caller: 'test', key: 'taiyo' },
    { ...person, role: 'seller', seller: 'S-TAIYO' },
  )
  if (isRefusal(made)) throw new Error(made.refused)
  const { page, context, faults } = await visit(browser, server, { language: 'ja' })
  const data = { login, password: SANDBOX_PASSWORD }
  await context.request.post('/v1/session', { data, headers: { origin: server.url } })
  await page.goto('/seller')
  await page.getByRole('link', { name: '規約を確認する' }).click()
  await page.waitForURL('**/seller/agreement')
  const accept = page.getByRole('button', { name: 'バージョン1に同意する' })
  await accept.waitFor()
  expect(await accept.isDisabled()).toBe(true)
  await page.getByLabel('内容を読み、同意します。').check()
  await accept.dblclick()
  await page.getByText('バージョン1に同意済みです').waitFor()
  const account = await read(page, '/v1/sellers/S-TAIYO')
  expect(account).toMatchObject({ agreementVersion: 1 })
  expect(account.agreedBy).toContain('太陽 店長')
  const { items } = await read(page, '/v1/sellers/S-TAIYO/history')
  const accepted = items.filter(({ what }: { what: string }) => what === 'agreement_accepted')
  expect(accepted).toHaveLength(1)
  expect(faults).toEqual([])
  await context.close()
})

test('apps say whether they know points and which they reset, and are revoked', async () => {
  const { page, context, faults } = await open('/seller/apps')
  const { items } = await read(page, `${OWN}/listings?pointsReset=true&limit=200`)
  const own = items.filter(
    ({ pointsReset }: { pointsReset: { by: string } }) => pointsReset.by === 'SOKO-SYNC',
  )
  const row = page.locator('tr', { hasText: 'SOKO-SYNC' })
  const text = await row.innerText()
  expect(text).toContain('非対応')
  expect(text).toContain(own[0].sku)
  expect(text).toContain(`計${own.length}件`)
  expect(await page.locator('tr', { hasText: 'PRICE-NAVI' }).innerText()).toContain('対応')
  await row.getByRole('button', { name: '権限を変更 ソコシンク在庫連携' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('ポイントに対応していません').waitFor()
  await dialog.getByLabel('価格').uncheck()
  await dialog.getByRole('button', { name: '許可する' }).click()
  await page.getByText('権限を保存しました。').waitFor()
  await row.getByRole('button', { name: '解除 ソコシンク在庫連携' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '解除する' }).click()
  await row.getByText('に解除').waitFor()
  const providers = await read(page, `${OWN}/providers`)
  const sync = providers.items.find(
    ({ reference }: { reference: string }) => reference === 'SOKO-SYNC',
  )
  expect(sync).toMatchObject({ scopes: ['listings'] })
  expect(sync.revokedAt).not.toBeNull()
  expect(faults).toEqual([])
  await context.close()
})

test('a key is shown once, what it asked is logged, and a reading is asked again', async () => {
  const { page, context, faults } = await open('/seller/apps', 'en')
  await page.getByRole('button', { name: 'Make a key' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('My import')
  await dialog.getByRole('button', { name: 'Make a key' }).click()
  await dialog.getByText('This key is shown only now').waitFor()
  const secret = await dialog.locator('.desk-code').innerText()
  await page.keyboard.press('Escape')
  const headers = { authorization: `Bearer ${secret}` }
  const list = `${server.url}${OWN}/listings`
  expect((await fetch(`${list}?limit=1`, { headers })).status).toBe(200)
  const none = await fetch(`${list}/NONE`, {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': 'k-1' },
    body: JSON.stringify({ price: 100 }),
  })
  expect(none.status).toBe(404)
  await page.goto('/seller/requests')
  await settled(page)
  const rows = page.locator('tbody tr')
  expect(await rows.nth(0).innerText()).toContain('404 listing_not_found')
  expect(await rows.nth(1).innerText()).toContain('My import')
  await rows.nth(1).getByRole('button').click()
  await page.getByRole('button', { name: 'Ask it again' }).click()
  await page.getByRole('status').filter({ hasText: '"sku"' }).waitFor()
  await page.keyboard.press('Escape')
  await rows.nth(0).getByRole('button').click()
  const said = await page.getByRole('dialog').innerText()
  expect(said).toContain('Idempotency-Key: k-1')
  expect(said).toContain('"price": 100')
  expect(said).not.toContain(secret)
  expect(await page.getByRole('button', { name: 'Ask it again' }).count()).toBe(0)
  expect(faults).toEqual([])
  await context.close()
})

test('payouts go where the seller says, in the signs of banks', async () => {
  const { page, context, faults } = await open('/seller/account')
  await page.getByRole('button', { name: '変更' }).click()
  const dialog = page.getByRole('dialog')
  const save = dialog.getByRole('button', { name: '保存' })
  await dialog.getByLabel('口座番号').fill('１２３')
  await dialog.getByText('7桁の数字で入力してください。').waitFor()
  await dialog.getByLabel('口座番号').fill('７６５４３２１')
  await dialog.getByLabel('口座名義').fill('青空電機')
  await save.click()
  await dialog
    .getByText(/銀行で使用できるカナ/)
    .first()
    .waitFor()
  await dialog.getByLabel('口座名義').fill('あおぞらでんき（か')
  await save.click()
  await page.getByText('振込先を保存しました。').waitFor()
  expect(await read(page, `${OWN}/bank-account`)).toMatchObject({
    ...{ number: '•••4321', holder: 'ｱｵｿﾞﾗﾃﾞﾝｷ(ｶ' },
  })
  const text = await content(page).innerText()
  expect(text).toContain('アオゾラデンキ(カ')
  expect(text).not.toContain('7654321')
  expect(faults).toEqual([])
  await context.close()
})

test.each([
  ['ja', 'カート獲得率'],
  ['en', 'Featured'],
] as const)('points are set against what came with them (%s)', async (language, word) => {
  const { page, context, faults } = await open('/seller/returns', language)
  const { items } = await read(page, `${OWN}/points-returns?days=30`)
  const rows = page.locator('tbody tr')
  await rows.first().waitFor()
  expect(await rows.count()).toBe(items.length)
  const changed = items.findIndex(({ change }: { change: object | null }) => change !== null)
  const text = await seenText(rows.nth(changed))
  const { before, after } = items[changed].change
  expect(text).toContain(`${before.toLocaleString('ja-JP')}pt → ${after.toLocaleString('ja-JP')}pt`)
  expect(text).toContain(word)
  // What is left of the sales is the sum of its parts.
  await rows.first().locator('.kit-why').nth(1).click()
  const sums = page.getByRole('dialog').locator('.kit-parts dd')
  await sums.first().waitFor()
  const parts = await sums.allInnerTexts()
  const sum = parts
    .filter((part) => part.includes('￥'))
    .reduce((total, part) => total + Number(part.replace(/[￥,]/g, '').replace('−', '-')), 0)
  expect(sum).toBe(items[0].proceeds)
  expect(faults).toEqual([])
  await context.close()
})
