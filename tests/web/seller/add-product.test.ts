import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { listingOf, offer, rowOf } from './offers.ts'

const server = await testWebServer()
const browser = await testBrowser()
await offer(server, [{ sku: 'TAKEN-1' }])

const WORDS = {
  ja: {
    ...{
      search: '商品名・ASIN・ブランドで検索',
      go: '検索',
      sell: /を出品する$/,
      price: '販売価格',
    },
    ...{ sku: 'SKU（出品者の商品コード）', points: 'ポイント', save: '保存して出品' },
    ...{ tooMany: '50%', words: 'イヤホン', preview: '1個販売したとき' },
  },
  en: {
    ...{ search: 'Search by title, ASIN or brand', go: 'Search', sell: /^Sell yours: / },
    ...{ price: 'Your Price', sku: 'SKU (your own code)', points: 'Points' },
    ...{ save: 'Save and offer', tooMany: '50', words: 'mouse', preview: 'With one sale' },
  },
} as const

test.each(['ja', 'en'] as const)(
  'search, “sell yours”, points under Your Price, and it is offered (%s)',
  async (language) => {
    const t = WORDS[language]
    const { page, context, faults } = await visit(browser, server, { language, as: 'seller' })
    await page.goto('/seller/add-product')
    await settled(page)
    await page.getByLabel(t.search).fill(t.words)
    await page.getByRole('button', { name: t.go, exact: true }).click()
    await page.waitForURL(/q=/)
    await settled(page)
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('link', { name: t.sell }).first().click()
    await page.getByLabel(t.sku).fill(`NEW-${language}`)
    await page.getByLabel(t.price, { exact: true }).fill('３，０００')
    await page.getByLabel(t.points, { exact: true }).fill('1501')
    await page.getByText(t.tooMany).first().waitFor()
    await page.getByLabel(t.points, { exact: true }).fill('300')
    const preview = page.getByRole('complementary', { name: t.preview })
    await preview.getByText('300pt (10%)').waitFor()
    await preview.getByText('￥2,700').first().waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: t.save }).click()
    await rowOf(page, `NEW-${language}`).getByText('300pt (10%)').waitFor()
    expect(await listingOf(page, `NEW-${language}`)).toMatchObject({
      ...{ price: 3_000, points: { by: 'amount', points: 300, ofPrice: 3_000 } },
    })
    expect(faults).toEqual([])
    await context.close()
  },
)

test('a new product is made with its first offer; a SKU that is taken is said, nothing is lost', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'seller' })
  await page.goto('/seller/add-product')
  await page.getByRole('link', { name: '新しい商品を登録' }).first().click()
  await page.getByRole('button', { name: '出品情報へ進む' }).click()
  await page.getByText('商品名を入力してください。').waitFor()
  await page.getByLabel('商品名（日本語）').fill('朝霧の湯のみ 青')
  await page.getByRole('button', { name: /カテゴリー/ }).click()
  await page.getByRole('option', { name: '暮らし' }).click()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: '出品情報へ進む' }).click()
  await page.getByLabel('SKU（出品者の商品コード）').fill('TAKEN-1')
  await page.getByLabel('販売価格', { exact: true }).fill('1200')
  await page.getByRole('button', { name: '保存して出品' }).click()
  await page.getByText('このSKUはすでに使われています。').waitFor()
  expect(await listingOf(page, 'TAKEN-1')).toMatchObject({ price: 1_000 })
  await page.getByLabel('SKU（出品者の商品コード）').fill('YUNOMI-1')
  await page.getByRole('button', { name: '保存して出品' }).click()
  await rowOf(page, 'YUNOMI-1').getByText('朝霧の湯のみ 青').waitFor()
  expect(await listingOf(page, 'YUNOMI-1')).toMatchObject({ price: 1_200, effectivePoints: 0 })
  expect(faults).toEqual([])
  await context.close()
})
