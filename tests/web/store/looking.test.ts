import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { productsWithPoints, pt, yen } from './market.ts'

const server = await testWebServer()
const browser = await testBrowser()
const products = await productsWithPoints(server)

const WORDS = {
  ja: {
    search: '商品を検索',
    none: '該当する商品がありません。',
    add: 'カートに入れる',
    cart: /カート/,
  },
  en: { search: 'Search products', none: 'No product fits.', add: 'Add to cart', cart: /Cart/ },
} as const

const LANGUAGES = ['ja', 'en'] as const

test.each(LANGUAGES)(
  'a search finds products, with points under the price (%s)',
  async (language) => {
    const t = WORDS[language]
    const { page, context, faults } = await visit(browser, server, { language })
    await page.goto('/')
    const [wanted] = products
    if (!wanted) throw new Error('no product has points')
    const title = language === 'ja' ? wanted.titleJa : wanted.titleEn
    await page.getByLabel(t.search, { exact: true }).fill(title)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1 }).filter({ hasText: title }).waitFor()
    const card = page.getByRole('listitem').filter({ hasText: title }).first()
    const text = await card.innerText()
    expect(text).toContain(yen(wanted.offer.price))
    expect(text).toContain(`${pt(wanted.offer.points)} (${wanted.offer.shown.percent}%)`)
    expect(await page.title()).toContain(title)
    // The address is enough to come back.
    await page.reload()
    await page.getByRole('listitem').filter({ hasText: title }).first().waitFor()

    await page.getByLabel(t.search, { exact: true }).fill('何処にも無い物')
    await page.keyboard.press('Enter')
    await page.getByText(t.none).waitFor()
    expect(faults).toEqual([])
    await context.close()
  },
)

test.each(LANGUAGES)('a product shows every seller by landed price (%s)', async (language) => {
  const { page, context, faults } = await visit(browser, server, { language })
  const crowded = products.toSorted((a, b) => b.offers - a.offers)[0]
  if (!crowded) throw new Error('no product has points')
  expect(crowded.offers).toBeGreaterThan(2)
  await page.goto(`/products/${crowded.asin}`)
  await settled(page)
  const featured = await page.locator('.featured').innerText()
  const { offer } = crowded
  expect(featured).toContain(yen(offer.price))
  expect(featured).toContain(`${pt(offer.points)} (${offer.shown.percent}%)`)
  expect(featured).toContain(yen(offer.price + offer.shipping - offer.points))
  expect(featured).toContain(offer.sellerName)

  const landed: number[] = []
  for (const row of await page.locator('.others li').all()) {
    const amounts = (await row.locator('dd').allInnerTexts()).map((text) =>
      Number(text.match(/[￥\d][\d,]*(?=pt|\s|$)/)?.[0].replace(/[￥,]/g, '') ?? 0),
    )
    const [price = 0, shipping = 0, points = 0, sum = 0] = amounts
    expect(sum).toBe(price + shipping - points)
    landed.push(sum)
  }
  expect(landed.length).toBe(crowded.offers - 1)
  expect(landed).toEqual(landed.toSorted((a, b) => a - b))
  expect(offer.landed).toBeLessThanOrEqual(landed[0] ?? 0)
  expect(faults).toEqual([])
  await context.close()
})

test('points open to the price, the rate, the rounding and the policy, in both languages', async () => {
  const { page, context } = await visit(browser, server)
  const [wanted] = products
  const offer = wanted?.offer
  if (!wanted || !offer) throw new Error('no product has points')
  await page.goto(`/products/${wanted.asin}`)
  await page.locator('.featured .points .kit-why').click()
  const dialog = page.getByRole('dialog')
  const price = offer.price.toLocaleString('en')
  await dialog.getByText(`${price}円×`).waitFor()
  const said = await dialog.innerText()
  expect(said).toContain(`${pt(offer.points)} (${offer.shown.percent}%)`)
  expect(said).toContain('銀行丸め')
  expect(said).toMatch(/バージョン\d/)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  const name = await page.evaluate(() => document.activeElement?.textContent)
  expect(name).toContain(pt(offer.points))

  await page.getByRole('button', { name: 'English' }).click()
  await page.keyboard.press('Shift+Tab')
  await page.locator('.featured .points .kit-why').focus()
  await page.keyboard.press('Enter')
  await dialog.getByText(`${price} yen ×`).waitFor()
  expect(await dialog.innerText()).toMatch(/half to even/)
  await context.close()
})

test('what is put into the cart stays there, in every tab', async () => {
  const { page, context } = await visit(browser, server)
  const [wanted] = products
  await page.goto(`/products/${wanted?.asin}`)
  const other = await context.newPage()
  await other.goto('/')
  await page.locator('.featured select').selectOption('2')
  await page.locator('.featured').getByRole('button', { name: 'カートに入れる' }).click()
  await page.getByRole('status').filter({ hasText: 'カートに入れました' }).waitFor()
  await other.locator('.cart-link', { hasText: '2点' }).waitFor()
  await page.reload()
  await page.locator('.cart-link', { hasText: '2点' }).waitFor()
  await context.close()
})

test('a product that is not there, and a server that fails, are said', async () => {
  const { page, context } = await visit(browser, server)
  await page.goto('/products/NONE')
  await page.getByRole('heading', { name: 'ページが見つかりません' }).waitFor()
  await page.goto('/nothing/of/the/kind')
  expect(await page.locator('body').innerText()).toContain('not_found')
  await page.route('**/v1/shelf*', (route) =>
    route.fulfill({ status: 500, json: { code: 'bug', detail: 'サーバー側の不具合です。' } }),
  )
  await page.goto('/')
  const alert = page.getByRole('alert')
  await alert.getByText('サーバー側の不具合です。').waitFor()
  await page.unroute('**/v1/shelf*')
  await alert.getByRole('button', { name: '再試行' }).click()
  await page.locator('.product').first().waitFor()
  await context.close()
})
