import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { loginOf, testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()

const WORDS = {
  ja: { login: 'ログインID', password: 'パスワード', enter: 'ログイン', other: 'English' },
  en: { login: 'Login', password: 'Password', enter: 'Log in', other: '日本語' },
} as const

const CONSOLES = [
  ['seller', 'ja', '出品者コンソール', 'Seller console'],
  ['seller', 'en', 'Seller console', '出品者コンソール'],
  ['operator', 'ja', '運営コンソール', 'Operator console'],
  ['operator', 'en', 'Operator console', '運営コンソール'],
] as const

test.each(CONSOLES)(
  'the %s logs in where it wanted to go (%s), and switches language and colours without a reload',
  async (role, language, name, translated) => {
    const t = WORDS[language]
    const { page, context, faults } = await visit(browser, server, { language })
    await page.goto(`/${role}`)
    await page.getByRole('heading', { level: 1, name }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    const { login, password } = loginOf(role)
    await page.getByLabel(t.login, { exact: true }).fill(login)
    await page.getByLabel(t.password, { exact: true }).fill(password)
    await page.getByRole('button', { name: t.enter, exact: true }).click()
    await page.locator('.console-heading', { hasText: name }).waitFor()
    await settled(page)
    expect(await axeFindings(page)).toEqual([])
    await page.locator('.kit-sandbox').waitFor()

    await page.evaluate(() => Object.assign(window, { same: true }))
    await page.getByRole('button', { name: t.other, exact: true }).click()
    await page.locator('.console-heading', { hasText: translated }).waitFor()
    expect(await page.title()).toContain(translated)
    const before = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    await page.locator('.console-theme').click()
    const after = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(after).not.toBe(before)
    expect(await axeFindings(page)).toEqual([])
    expect(await page.evaluate(() => 'same' in window)).toBe(true)
    expect(faults).toEqual([])
    await context.close()
  },
)

test.each([
  ['buyer', '/seller/inventory', '佐藤 花子さんは購入者としてログイン中です'],
  ['seller', '/operator', '青空 店長さんは出品者としてログイン中です'],
  ['operator', '/seller', '運営 一郎さんは運営担当者としてログイン中です'],
] as const)('a %s on %s is told whose it is', async (as, path, said) => {
  const { page, context, faults } = await visit(browser, server, { as })
  await page.goto(path)
  await page.getByRole('alert').filter({ hasText: said }).waitFor()
  expect(await page.getByRole('table').count()).toBe(0)
  expect(faults).toEqual([])
  await context.close()
})

test('an address that no page has is said, below the menu', async () => {
  const { page, context } = await visit(browser, server, { as: 'seller' })
  await page.goto('/seller/none/of/these')
  await page.getByRole('heading', { name: 'ページが見つかりません' }).waitFor()
  await page.getByRole('link', { name: 'トップへ戻る' }).click()
  await page.locator('.console-heading', { hasText: '出品者コンソール' }).waitFor()
  await context.close()
})

test('a narrow screen has no page to scroll sideways, and the menu opens', async () => {
  const viewport = { width: 320, height: 640 }
  const { page, context, faults } = await visit(browser, server, { as: 'seller', viewport })
  await page.goto('/seller')
  await settled(page)
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(await wide()).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: 'メニューを開く' }).click()
  await page.getByRole('navigation').getByRole('link', { name: '在庫管理' }).click()
  await page.locator('.console-heading', { hasText: '在庫管理' }).waitFor()
  await settled(page)
  expect(await wide()).toBeLessThanOrEqual(0)
  expect(faults).toEqual([])
  await context.close()
})

test('a wide window that becomes narrow, and wide again, keeps a sound menu', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator' })
  await page.goto('/operator/policies')
  await settled(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await page.getByRole('button', { name: 'メニューを開く' }).waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'メニューを開く' }).click()
  await page.getByRole('navigation').getByRole('link', { name: '監査ログ' }).waitFor()
  // While the menu covers the page, the page's heading waits behind it.
  const behind = 'page-has-heading-one: html'
  expect((await axeFindings(page)).filter((finding) => finding !== behind)).toEqual([])
  await page.setViewportSize({ width: 1_200, height: 900 })
  await page.getByRole('navigation').getByRole('link', { name: '監査ログ' }).click()
  await page.locator('.console-heading', { hasText: '監査ログ' }).waitFor()
  await settled(page)
  expect(await axeFindings(page)).toEqual([])
  expect(faults).toEqual([])
  await context.close()
})

test('a window that becomes wide has its menu beside the page, unless somebody closed it', async () => {
  const viewport = { width: 800, height: 600 }
  const { page, context } = await visit(browser, server, { as: 'seller', viewport })
  const link = page.getByRole('navigation').getByRole('link', { name: '在庫管理' })
  const open = page.getByRole('button', { name: 'メニューを開く' })
  await page.goto('/seller')
  await open.waitFor()
  await page.setViewportSize({ width: 1_280, height: 900 })
  await link.waitFor()
  await page.setViewportSize({ width: 320, height: 640 })
  await open.waitFor()
  await page.setViewportSize({ width: 1_280, height: 900 })
  await link.waitFor()
  await page.getByRole('button', { name: 'メニューを閉じる' }).click()
  await page.setViewportSize({ width: 320, height: 640 })
  await page.setViewportSize({ width: 1_280, height: 900 })
  await open.waitFor()
  expect(await link.isVisible()).toBe(false)
  await context.close()
})

test('the font of the consoles is the bundled one, and so are its Japanese glyphs', async () => {
  const { page, context } = await visit(browser, server, { as: 'seller' })
  await page.goto('/seller')
  await settled(page)
  const heading = page.locator('.console-heading')
  const family = await heading.evaluate((node) => getComputedStyle(node).fontFamily)
  expect(family).toMatch(/^"?Noto Sans JP Variable/)
  const loaded = await page.evaluate(() =>
    [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family),
  )
  expect(loaded.length).toBeGreaterThan(0)
  expect(new Set(loaded.map((name) => name.replaceAll('"', '')))).toEqual(
    new Set(['Noto Sans JP Variable']),
  )
  await context.close()
})
