import { describe, expect, test } from 'vitest'
import { testBrowser } from '../kit/browser.ts'
import { settled, visit } from '../kit/visitor.ts'
import { testWebServer } from '../kit/web-server.ts'
import { productsWithPoints, pt, yen } from './store/market.ts'

const server = await testWebServer()
const browser = await testBrowser()

/** The three of them, each in a browser of their own, as long as the story lasts. */
const buyer = (await visit(browser, server, { as: 'buyer' })).page
const seller = (await visit(browser, server, { as: 'seller' })).page
const operator = (await visit(browser, server, { as: 'operator' })).page

const SELLER = 'S-AOZORA'
const sold = (await productsWithPoints(server)).find(
  ({ offer }) => offer.seller === SELLER && offer.shown.bps < 1_000,
)
if (!sold) throw new Error('the seller has no featured offer with points')
const { asin, offer } = sold

/** A tenth of the price, half-even: the points of one unit. */
const points = tenth(offer.price)
const total = offer.price + offer.shipping

function tenth(amount: number): number {
  const [whole, rest] = [Math.floor(amount / 10), amount % 10]
  return rest > 5 || (rest === 5 && whole % 2 === 1) ? whole + 1 : whole
}

const read = async (page: typeof buyer, path: string) => (await page.request.get(path)).json()
const balance = async () => (await read(buyer, '/v1/buyers/B-0001/points')).available as number

/** Puts one into the cart, pays with so many points, and says what the order is called. */
async function buy(redeem: number): Promise<string> {
  await buyer.goto(`/products/${asin}`)
  await buyer
    .locator('.featured')
    .getByText(`${pt(points)} (10%)`)
    .waitFor()
  await buyer.locator('.featured').getByRole('button', { name: 'カートに入れる' }).click()
  await buyer.getByRole('status').getByRole('link', { name: 'カートを見る' }).click()
  await buyer.getByRole('link', { name: '購入手続きへ進む' }).click()
  await buyer.locator('.redemption').waitFor()
  await buyer.getByLabel('利用ポイント', { exact: true }).fill(String(redeem))
  const cash = yen(total - redeem)
  await buyer.locator('.buy[aria-disabled="false"]', { hasText: cash }).click()
  await buyer.waitForURL('**/orders/*')
  await buyer.getByText('ご注文ありがとうございます。').waitFor()
  return new URL(buyer.url()).pathname.split('/').at(-1) as string
}

async function ship(order: string): Promise<void> {
  await seller.goto(`/seller/orders/${order}`)
  await seller.getByRole('button', { name: '発送を確認', exact: true }).click()
  await seller.getByRole('dialog').getByRole('button', { name: '発送を確認する' }).click()
  await seller.getByText('発送を確認しました。').waitFor()
}

describe('a sale with points, from the offer to the payout', () => {
  let first = ''
  let second = ''
  let atFirst = 0

  test('the seller gives 10 %', async () => {
    await seller.goto(`/seller/inventory?q=${encodeURIComponent(offer.sku)}`)
    await seller.getByRole('button', { name: `${offer.sku}を編集` }).click()
    await seller.getByLabel(`${offer.sku}のポイント率`, { exact: true }).fill('10')
    await seller.getByRole('button', { name: `${offer.sku}を保存` }).click()
    await seller.getByText(`${offer.sku}を保存しました。`).waitFor()
  })

  test('the buyer sees it under the price, and buys', async () => {
    atFirst = await balance()
    first = await buy(0)
    await buyer
      .locator('.totals')
      .getByText(`獲得予定（仮ポイント） ${pt(points)}`)
      .waitFor()
    expect(await balance()).toBe(atFirst)
  })

  test('the seller ships, and the points are the buyer’s', async () => {
    await ship(first)
    await buyer.goto(`/orders/${first}`)
    await buyer
      .locator('.totals')
      .getByText(`確定ポイント ${pt(points)}`)
      .waitFor()
    await buyer.locator('.points-link', { hasText: pt(atFirst + points) }).waitFor()
  })

  test('the buyer pays with them, and the seller sees nothing of it', async () => {
    second = await buy(points)
    expect(await balance()).toBe(atFirst)
    await ship(second)
    const seen = await seller.locator('#console-content').innerText()
    expect(seen).toContain(yen(total))
    expect(seen).not.toMatch(/ポイント(利用|払い)|利用ポイント/)
  })

  test('the seller refunds a tenth of the first, and gets a tenth of the points back', async () => {
    await seller.goto(`/seller/orders/${first}/refund`)
    await seller.getByLabel('割合を指定', { exact: true }).check()
    await seller.getByLabel('商品代金の割合（%）').fill('10')
    await seller.locator('button[type="submit"]:not([disabled])').click()
    await seller.waitForURL(`**/seller/orders/${first}`)
    await seller.getByText(/を返金しました。/).waitFor()
    const { lines } = await read(buyer, `/v1/orders/${first}`)
    expect(lines).toMatchObject([
      { refundedPrincipal: tenth(offer.price), pointsReturned: tenth(points) },
    ])
    await buyer.goto(`/orders/${first}`)
    await buyer
      .locator('.totals')
      .getByText(`返金による取消 ${pt(tenth(points))}`)
      .waitFor()
  })

  test('the buyer claims the second under the guarantee, and the operator grants it', async () => {
    await buyer.goto(`/orders/${second}`)
    await buyer.getByRole('button', { name: 'マーケットプレイス保証を申請' }).click()
    await buyer.getByRole('dialog').getByLabel('理由').fill('箱が空でした。')
    await buyer.getByRole('button', { name: '申請する' }).click()
    await buyer.locator('.claims .badge.open').waitFor()
    await operator.goto('/operator/claims')
    await operator.getByRole('button', { name: `対応する: ${second}` }).click()
    await operator.getByLabel('購入者への回答').fill('返金いたします。')
    await operator.getByRole('button', { name: '認める' }).click()
    await operator.getByText('申請に対応しました。').waitFor()
    await buyer.goto(`/orders/${second}`)
    await buyer.locator('.claims .badge.granted').waitFor()
    await buyer.locator('.claims').getByText('返金いたします。').waitFor()
    const { lines } = await read(buyer, `/v1/orders/${second}`)
    expect(lines).toMatchObject([{ refundedPrincipal: offer.price, pointsReturned: points }])
    await buyer.goto('/points')
    await buyer.locator('.timeline li', { hasText: second }).first().waitFor()
  })

  test('the period ends, and the rows of the statement sum to the payout', async () => {
    await operator.goto('/operator/clock')
    await operator.getByRole('button', { name: '14日' }).click()
    await operator.getByText('時計を進めて起きたこと').waitFor()
    await seller.goto('/seller/settlements')
    await settled(seller)
    await seller.locator('tbody a').first().click()
    await seller.waitForURL('**/seller/settlements/*')
    await seller.locator('.desk-fall .amount').first().waitFor()
    const texts = await seller.locator('.desk-fall .amount .kit-why').allInnerTexts()
    const amounts = texts.map((text) =>
      Number((text.split('\n')[0] ?? '').replace(/[^\d−]/g, '').replace('−', '-')),
    )
    const payout = amounts.pop()
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(payout)
    await seller.getByRole('button', { name: '明細を表示' }).click()
    for (const order of [first, second]) await seller.getByText(order).first().waitFor()
  })

  test('the ledger is proved from its entries alone', async () => {
    await operator.goto('/operator/proof')
    await operator.getByRole('button', { name: '今すぐ検証' }).click()
    await operator.getByText(/正しいことを確認: \d/).waitFor()
  })
})
