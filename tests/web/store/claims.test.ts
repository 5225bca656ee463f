import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()

interface Order {
  readonly order: string
  readonly status: string
  readonly lines: readonly { readonly refundedPrincipal: number }[]
}

const WORDS = {
  ja: { ask: 'マーケットプレイス保証を申請', reason: '理由', send: '申請する', no: '不承認' },
  en: {
    ...{ ask: 'Claim under the guarantee', reason: 'Reason', send: 'Send the claim' },
    no: 'Declined',
  },
} as const

test.each([
  ['ja', 0],
  ['en', 1],
] as const)('a claim is asked for once, and its answer is seen (%s)', async (language, n) => {
  const t = WORDS[language]
  const { page, context, faults } = await visit(browser, server, { language, as: 'buyer' })
  const { items } = await (await page.request.get('/v1/orders?limit=200')).json()
  const shipped = (items as Order[]).filter(
    ({ status, lines }) => status === 'shipped' && lines.every((l) => l.refundedPrincipal === 0),
  )
  const { order } = shipped[n] as Order
  await page.goto(`/orders/${order}`)
  await page.getByRole('button', { name: t.ask }).click()
  const dialog = page.getByRole('dialog')
  const send = dialog.getByRole('button', { name: t.send })
  expect(await send.getAttribute('aria-disabled')).toBe('true')
  await dialog.getByLabel(t.reason).fill('箱が空でした。')
  expect(await axeFindings(page)).toEqual([])
  // What was typed is still there after the page was loaded again.
  await page.reload()
  await page.getByRole('button', { name: t.ask }).click()
  expect(await dialog.getByLabel(t.reason).inputValue()).toBe('箱が空でした。')
  await send.dblclick()
  await page.locator('.claims .badge.open').waitFor()
  expect(await page.locator('.claims .badge').count()).toBe(1)
  expect(await page.getByRole('button', { name: t.ask }).count()).toBe(0)

  const operator = await visit(browser, server, { as: 'operator' })
  const claims = await (await operator.page.request.get('/v1/claims')).json()
  const mine = claims.items.filter((claim: { order: string }) => claim.order === order)
  expect(mine).toHaveLength(1)
  const headers = { origin: server.url, 'idempotency-key': randomUUID() }
  const decision = { granted: false, answer: '配達の記録があります。' }
  const at = `/v1/claims/${mine[0].id}/decision`
  expect((await operator.page.request.post(at, { data: decision, headers })).status()).toBe(200)
  await page.reload()
  await page.locator('.claims .badge', { hasText: t.no }).waitFor()
  expect(await page.locator('.claims').innerText()).toContain('配達の記録があります。')
  expect(faults).toEqual([])
  await Promise.all([context.close(), operator.context.close()])
})
