import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { secondOperator } from './people.ts'

const server = await testWebServer()
const browser = await testBrowser()

test('many points wait for a second person; who asked can not approve', async () => {
  const first = await visit(browser, server, { as: 'operator' })
  const { page } = first
  await page.goto('/operator/buyers/B-0002')
  await page.getByRole('link', { name: '付与・調整' }).click()
  await page.getByRole('textbox', { name: 'ポイント' }).fill('−１')
  await page.getByText('整数で入力してください。付与は1以上です。').waitFor()
  await page.getByRole('textbox', { name: 'ポイント' }).fill('50,000')
  await page.getByRole('textbox', { name: '理由' }).fill('周年キャンペーン')
  await page.getByRole('button', { name: '実行する' }).click()
  await page.getByText(/は承認待ちです/).waitFor()
  await page.getByRole('button', { name: '50,000pt （なぜこの数字？）' }).waitFor()
  await page.goto('/operator/approvals')
  await page.getByText('ご自身の依頼です。別の担当者が承認します。').waitFor()
  expect(await page.getByRole('button', { name: /^承認: / }).count()).toBe(0)
  expect(await axeFindings(page)).toEqual([])
  // Past the page, the server says the same.
  const { items } = await (await page.request.get('/v1/approvals')).json()
  const forced = await page.request.post(`/v1/approvals/${items[0].id}/decision`, {
    data: { approved: true },
    headers: { origin: server.url, 'idempotency-key': 'forced' },
  })
  expect(forced.status()).toBe(403)

  const second = await secondOperator(browser, server)
  await second.page.goto('/operator')
  await second.page.getByRole('link', { name: '承認待ちのポイント: 1件' }).click()
  await second.page.getByRole('button', { name: '承認: B-0002' }).click()
  await second.page.getByText('承認しました。ポイントが動きました。').waitFor()
  await page.goto('/operator/buyers/B-0002')
  await page
    .getByText(/周年キャンペーン/)
    .first()
    .waitFor()

  // Both of them are in the audit log, and so is the one who was refused.
  await page.goto('/operator/audit')
  await page.getByText('拒否 (second_operator_needed)').waitFor()
  await page.getByRole('searchbox', { name: '操作に含まれる文字' }).fill('grants')
  await page.getByText('拒否 (second_operator_needed)').waitFor({ state: 'hidden' })
  await page.getByRole('cell', { name: /周年キャンペーン/ }).waitFor()
  await page.getByRole('cell', { name: /^運営 一郎\s*person:\d+$/ }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  expect([...first.faults, ...second.faults]).toEqual([])
  await Promise.all([first.context.close(), second.context.close()])
})

test('a person is let in and shut out; a token is shown once and revoked', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator' })
  await page.goto('/operator/people')
  await page.getByRole('button', { name: '利用者を追加' }).click()
  await page.getByRole('textbox', { name: '名前' }).fill('新人 三郎')
  await page.getByRole('textbox', { name: 'ログインID' }).fill('saburo@tamaru.test')
  await page.getByLabel('初回パスワード').fill('short')
  await page.getByRole('button', { name: '追加する' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('初回パスワード').fill('a long first password')
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: '追加する' }).click()
  await page.getByText('新人 三郎さんを追加しました。').waitFor()
  await page.getByRole('button', { name: '停止: 新人 三郎' }).click()
  await page.getByRole('button', { name: '再開: 新人 三郎' }).waitFor()

  await page.goto('/operator/tokens')
  await page.getByRole('button', { name: 'トークンを作成' }).click()
  await page.getByRole('textbox', { name: '名称' }).fill('会計システム')
  await page.getByLabel('ルール・台帳・決済').check()
  await page.getByRole('button', { name: '作成する' }).click()
  await page.getByText(/^tamaru_/).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: '失効させる: 会計システム' }).click()
  await page.getByText('トークン「会計システム」を失効させました。').waitFor()
  await page.reload()
  await page.getByRole('cell', { name: '失効済み' }).waitFor()
  expect(await page.getByText(/^tamaru_/).count()).toBe(0)

  await page.goto('/operator/sellers/S-AOZORA')
  await page.getByLabel('状態', { exact: true }).last().click()
  await page.getByRole('option', { name: '要注意' }).click()
  await page.getByRole('textbox', { name: '状態を変える理由' }).fill('発送の遅れ')
  await page.getByRole('button', { name: '状態を変更' }).click()
  await page.getByText('変更しました。').waitFor()
  await page.getByRole('row', { name: /状態変更.*運営 一郎/ }).waitFor()
  await page.getByRole('row', { name: /アプリ連携.*ソコシンク在庫連携/ }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  expect(faults).toEqual([])

  // The seller is told what happened, and not which of the operator's people did it.
  const seller = await visit(browser, server, { as: 'seller' })
  await seller.page.goto('/seller/account')
  await seller.page.getByText('要注意 · 発送の遅れ · 運営担当者による').waitFor()
  await seller.page.getByText(/ソコシンク在庫連携.*サンプルデータによる/).waitFor()
  const told = await seller.page.locator('.desk-history').innerText()
  expect(told).not.toMatch(/運営 一郎|person:|SOKO-SYNC/)
  const answer = await seller.page.request.get('/v1/sellers/S-AOZORA/history')
  expect((await answer.json()).items[0]).toMatchObject({ byName: null, provider: null })
  await seller.context.close()
  await context.close()
})
