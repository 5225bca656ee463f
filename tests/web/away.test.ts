import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { testBrowser } from '../kit/browser.ts'
import { settled, visit } from '../kit/visitor.ts'
import { testWebServer } from '../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()

interface Surface {
  readonly as: 'buyer' | 'seller' | 'operator'
  readonly at: string
  /** Types something, and tells whether it is still there. */
  readonly type: (page: Page) => Promise<() => Promise<boolean>>
  /** A page that has not been loaded, by a link of the frame. */
  readonly to: string
  readonly title: string
}

const filled = async (page: Page, label: RegExp, text: string) => {
  const field = page.getByRole('textbox', { name: label }).first()
  await field.fill(text)
  return async () => (await field.inputValue()) === text
}

const SURFACES: readonly Surface[] = [
  {
    ...{ as: 'buyer', at: '/', to: '/points', title: 'ポイント' },
    type: async (page) => {
      const field = page.getByRole('searchbox').first()
      await field.fill('お茶')
      return async () => (await field.inputValue()) === 'お茶'
    },
  },
  {
    ...{ as: 'seller', at: '/seller/add-product/new', to: '/seller/orders', title: '注文管理' },
    type: (page) => filled(page, /商品名/, '途中の商品'),
  },
  {
    ...{ as: 'operator', at: '/operator/policies/new', to: '/operator/claims', title: '保証' },
    type: (page) => filled(page, /^名称/, '途中の版'),
  },
]

test.each(SURFACES)(
  'a page that can not be loaded while the server is away waits in its frame ($as)',
  async ({ as, at, type, to, title }) => {
    const { page, context, faults } = await visit(browser, server, { as })
    await page.goto(at)
    await settled(page)
    const isKept = await type(page)
    await server.stop()
    await page.locator(`a[href="${to}"]`).first().click()
    await page.locator('.kit-away').waitFor()
    const place = page.locator('.kit-missing')
    await place.getByText('サーバーに接続できません。').waitFor()
    // What is around it is still there, and leads back to what was typed.
    await page.goBack()
    await place.waitFor({ state: 'detached' })
    expect(await isKept()).toBe(true)
    await page.goForward()
    await place.getByRole('button', { name: '再試行' }).click()
    await place.waitFor()

    await server.start()
    await place.getByRole('button', { name: '再試行' }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.locator('.kit-away').waitFor({ state: 'detached' })
    await page.goBack()
    if (as !== 'buyer') await expect.poll(isKept).toBe(true)
    expect(faults).toEqual([])
    await context.close()
  },
)

test('what is typed, and what is read, stays when a page looks again and nobody answers', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'seller' })
  await page.clock.install()
  const tries = new Map<string, number>()
  page.on('requestfailed', (request) => {
    const { pathname } = new URL(request.url())
    tries.set(pathname, (tries.get(pathname) ?? 0) + 1)
  })
  /** Somebody comes back to the window after a while; what fails is asked again three times. */
  const lookAgain = async (path: string) => {
    tries.clear()
    await page.clock.fastForward(60_000)
    await page.evaluate(() => dispatchEvent(new Event('visibilitychange')))
    await expect
      .poll(
        async () => {
          await page.clock.runFor(1_000)
          return tries.get(path) ?? 0
        },
        { timeout: 10_000 },
      )
      .toBe(4)
  }
  await page.goto('/seller/pricing/AOZ-000000')
  await settled(page)
  const floor = page.getByRole('textbox', { name: /下限/ })
  await floor.fill('7123')
  await server.stop()
  await lookAgain('/v1/sellers/S-AOZORA/listings/AOZ-000000')
  expect(await floor.inputValue()).toBe('7123')
  await page.locator('.kit-away').waitFor()
  await server.start()
  await page.getByRole('button', { name: '今すぐ再接続' }).click()
  await page.locator('.kit-away').waitFor({ state: 'detached' })
  expect(await floor.inputValue()).toBe('7123')

  await page.goto('/seller/settlements')
  await settled(page)
  const rows = await page.locator('tbody tr').count()
  await server.stop()
  await lookAgain('/v1/sellers/S-AOZORA/statements')
  await page.locator('tfoot, [class*="footer"]').getByText('サーバーに接続できません。').waitFor()
  expect(await page.locator('tbody tr').count()).toBe(rows)
  await server.start()
  await page.getByRole('button', { name: '再試行' }).click()
  await page.getByRole('button', { name: '再試行' }).waitFor({ state: 'detached' })
  expect(faults).toEqual([])
  await context.close()
})

test('whoever could not log out is still at work', async () => {
  const { page, context } = await visit(browser, server, { as: 'seller' })
  await page.goto('/seller/inventory')
  await settled(page)
  await server.stop()
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.locator('.kit-away').waitFor()
  await server.start()
  await page.getByRole('button', { name: '今すぐ再接続' }).click()
  await page.locator('.kit-away').waitFor({ state: 'detached' })
  // When the session ends later, it is asked for again over the page.
  await context.clearCookies()
  await page.getByRole('button', { name: '次のページ' }).click()
  await page.getByRole('dialog', { name: 'もう一度ログインしてください' }).waitFor()
  await context.close()
})

test('the reasons of a number open while the server is away, with letters for what is said', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'seller' })
  await page.goto('/seller/inventory')
  await settled(page)
  await server.stop()
  await page.locator('tbody .kit-why').first().click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '次のページ' }).click()
  await page.locator('.kit-away').waitFor()
  // Wherever somebody has scrolled to.
  await page.locator('tbody tr').last().scrollIntoViewIfNeeded()
  const box = await page.locator('.kit-away').boundingBox()
  expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(900)
  const said = await page.locator('.kit-away').innerText()
  const isPainted = await page.evaluate(
    (text) => document.fonts.check('1em "Noto Sans JP Variable"', text),
    said,
  )
  expect(isPainted).toBe(true)
  await server.start()
  await page.getByRole('button', { name: '今すぐ再接続' }).click()
  await page.locator('.kit-away').waitFor({ state: 'detached' })
  expect(faults).toEqual([])
  await context.close()
})

test('a part that the server has no more is loaded with its page, and not again and again', async () => {
  const { page, context } = await visit(browser, server, { as: 'seller' })
  await page.goto('/seller/inventory')
  await settled(page)
  let isGone = true
  let loads = 0
  page.on('load', () => {
    loads += 1
  })
  await page.route('**/assets/orders-page-*.js', (route) =>
    isGone ? route.fulfill({ status: 404 }) : route.continue(),
  )
  await page.locator('a[href="/seller/orders"]').first().click()
  await page.getByText('画面の不具合が発生しました。再読み込みしてください。').waitFor()
  expect(loads).toBe(1)
  isGone = false
  await page.getByRole('button', { name: '再試行' }).click()
  await page.getByRole('heading', { level: 1, name: '注文管理' }).waitFor()
  await context.close()
})
