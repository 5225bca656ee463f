import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { change, listingOf, offer, PERCENT, rowOf } from './offers.ts'

const server = await testWebServer()
const browser = await testBrowser()
await offer(server, [
  ...Array.from({ length: 8 }, (_, n) => ({
    ...{ sku: `EDIT-${String(n).padStart(2, '0')}`, price: 1_000, points: PERCENT(1_000) },
    ...{ stock: n, shipping: 340 },
  })),
  { sku: 'APP-1', price: 2_000, points: PERCENT(500), stock: 3 },
])
await change(server, { sku: 'APP-1', price: 2_100 }, 'SOKO-SYNC')

const open = async (language: 'ja' | 'en', address = '/seller/inventory?query=EDIT-') => {
  const visited = await visit(browser, server, { language, as: 'seller' })
  await visited.page.goto(address)
  await settled(visited.page)
  return visited
}

const WORDS = {
  ja: {
    ...{
      edit: /を編集$/,
      price: '価格',
      percent: 'ポイント率',
      points: 'ポイント数',
      save: '保存',
    },
    ...{
      close: '閉じる',
      only: '価格だけ保存（ポイントは0に）',
      undo: 'のポイントを元に戻す',
      cancel: 'キャンセル',
    },
    warning: /価格だけを変更すると、この出品の100pt \(10%\).*は0にリセットされます。/,
    reset: '価格のみの更新のため、ポイントがリセットされました',
  },
  en: {
    ...{ edit: /^Edit /, price: 'Price of', percent: 'Points percentage', points: 'Points of' },
    ...{
      close: 'Close',
      save: 'Save',
      only: 'Save the price only (points become 0)',
      cancel: 'Cancel',
    },
    undo: 'Set the points of',
    warning: /If only the price is saved, the 100pt \(10%\).*of this offer are reset to 0\./,
    reset: 'Points reset, because only the price was set',
  },
} as const

test.each(['ja', 'en'] as const)(
  'price and points are changed together in the row (%s)',
  async (language) => {
    const t = WORDS[language]
    const sku = language === 'ja' ? 'EDIT-00' : 'EDIT-01'
    const { page, context, faults } = await open(language)
    const row = rowOf(page, sku)
    expect(await row.innerText()).toContain('100pt (10%)')
    // By keyboard alone: Enter begins, Tab walks through the fields, Enter saves.
    await row.getByRole('button', { name: t.edit }).focus()
    await page.keyboard.press('Enter')
    const price = row.getByLabel(t.price)
    expect(await price.evaluate((node) => node === document.activeElement)).toBe(true)
    await page.keyboard.press('Control+A')
    await page.keyboard.type('２，０００')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('１５')
    // Both are shown, and what it would bring is beside it.
    expect(await row.getByLabel(t.points, { exact: false }).last().inputValue()).toBe('300')
    expect(await row.innerText()).toContain('￥2,040')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Enter')
    await row.getByText('300pt (15%)').waitFor()
    expect(await listingOf(page, sku)).toMatchObject({
      ...{ price: 2_000, points: { by: 'percentage', bps: 1_500 }, effectivePoints: 300 },
    })
    // Points typed as an amount rule the percentage.
    await row.getByRole('button', { name: t.edit }).click()
    await row.getByLabel(t.points).last().fill('250')
    expect(await row.getByLabel(t.percent).inputValue()).toBe('12.5')
    await page.keyboard.press('Escape')
    await row.getByText('300pt (15%)').waitFor()
    expect(faults).toEqual([])
    await context.close()
  },
)

test('what can not be is said at the field, before it is saved', async () => {
  const { page, context } = await open('ja', '/seller/inventory?query=EDIT-02')
  const row = rowOf(page, 'EDIT-02')
  for (const [field, text, said] of [
    ['価格', '', '価格を入力してください。'],
    ['価格', '無料', '価格は1円以上の整数で入力してください'],
    ['価格', '0', '価格は1円以上で入力してください。'],
    ['ポイント率', '51', '50%'],
    ['ポイント率', '0.5', '1%'],
    ['ポイント率', '-1', 'ポイントに負の数は指定できません。'],
    ['ポイント率', '', '付けない場合は0と入力します'],
    ['ポイント数', '501', '50%'],
  ] as const) {
    await row.getByRole('button', { name: /を編集$/ }).click()
    await row.getByLabel(`EDIT-02の${field}`).fill(text)
    await row.getByRole('alert').filter({ hasText: said }).waitFor()
    expect(await row.getByRole('button', { name: '保存' }).first().isDisabled()).toBe(true)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
  }
  expect(await listingOf(page, 'EDIT-02')).toMatchObject({ version: 1, price: 1_000 })
  await context.close()
})

test.each(['ja', 'en'] as const)(
  'a price alone: warned before, reset after, undone by one click (%s)',
  async (language) => {
    const t = WORDS[language]
    const sku = language === 'ja' ? 'EDIT-03' : 'EDIT-04'
    const { page, context, faults } = await open(language)
    const row = rowOf(page, sku)
    await row.getByRole('button', { name: t.edit }).click()
    await row.getByLabel(t.price).fill('1200')
    await row.getByRole('alert').filter({ hasText: t.warning }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await row.getByRole('button', { name: t.only }).click()
    await row.getByText(/^0pt/).first().waitFor()
    expect(await listingOf(page, sku)).toMatchObject({ price: 1_200, effectivePoints: 0 })
    // The reason is in the offer's history.
    await row
      .getByRole('link')
      .filter({ hasText: sku })
      .or(row.getByRole('button', { name: sku }))
      .first()
      .click()
    const history = page.getByRole('dialog')
    await history.getByText(t.reset).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await history.getByRole('button', { name: t.close }).click()
    await history.waitFor({ state: 'detached' })
    await page
      .getByRole('button', { name: new RegExp(t.undo) })
      .first()
      .click()
    await row.getByText('120pt (10%)').waitFor()
    expect(await listingOf(page, sku)).toMatchObject({ price: 1_200, effectivePoints: 120 })
    expect(faults).toEqual([])
    await context.close()
  },
)

test('the price is saved with the points it had, where somebody wants that', async () => {
  const { page, context } = await open('ja')
  const row = rowOf(page, 'EDIT-05')
  await row.getByRole('button', { name: '編集' }).click()
  await row.getByLabel('EDIT-05の価格').fill('1,500')
  await row.getByRole('button', { name: 'ポイント（10%）も一緒に保存' }).click()
  await row.getByText('150pt (10%)').waitFor()
  await context.close()
})

test('an offer that changed meanwhile: both are shown, and neither is lost', async () => {
  const { page, context } = await open('ja')
  const row = rowOf(page, 'EDIT-06')
  await row.getByRole('button', { name: '編集' }).click()
  await row.getByLabel('EDIT-06の価格').fill('1300')
  await row.getByLabel('EDIT-06のポイント率').fill('20')
  await change(server, { sku: 'EDIT-06', price: 1_111, points: PERCENT(3_000) })
  await row.getByRole('button', { name: '保存' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('編集中に他で変更されました').waitFor()
  const said = await dialog.innerText()
  for (const text of ['￥1,000', '￥1,111', '1300', '20%', '333pt']) expect(said).toContain(text)
  expect(await listingOf(page, 'EDIT-06')).toMatchObject({ price: 1_111 })
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: '自分の入力で保存' }).click()
  await row.getByText('260pt (20%)').waitFor()
  expect(await listingOf(page, 'EDIT-06')).toMatchObject({ price: 1_300, effectivePoints: 260 })
  await context.close()
})

test('points that an app reset have a badge with its name, and come back by one click', async () => {
  const { page, context } = await open('ja', '/seller/inventory?pointsReset=true&query=APP')
  const row = rowOf(page, 'APP-1')
  await row.getByText('アプリ「ソコシンク在庫連携」がリセット').waitFor()
  await row.getByRole('button', { name: 'APP-1のポイントを元に戻す' }).click()
  await page.getByText(/^APP-1のポイントを105pt.*に戻しました。$/).waitFor()
  expect(await listingOf(page, 'APP-1')).toMatchObject({ effectivePoints: 105, pointsReset: null })
  // The history has the names of the app and of the person, and no ids.
  await page.goto('/seller/inventory?query=APP-1')
  await row.getByRole('button', { name: 'APP-1の変更履歴' }).click()
  const history = page.getByRole('dialog')
  await history.getByText('連携アプリ · ソコシンク在庫連携 ·').waitFor()
  await history.getByText('画面での変更 · 青空 店長 ·').waitFor()
  expect(await history.innerText()).not.toMatch(/SOKO-SYNC|person:/)
  await context.close()
})

test('what is typed survives a reload and a server that is away, and is saved once', async () => {
  const { page, context } = await open('ja')
  const row = rowOf(page, 'EDIT-07')
  await row.getByRole('button', { name: '編集' }).click()
  await row.getByLabel('EDIT-07の価格').fill('1700')
  await row.getByLabel('EDIT-07のポイント率').fill('20')
  await page.reload()
  await settled(page)
  expect(await row.getByLabel('EDIT-07の価格').inputValue()).toBe('1700')
  await server.stop()
  await row.getByRole('button', { name: '保存' }).click()
  await page.getByText('サーバーに接続できません').first().waitFor()
  expect(await row.getByLabel('EDIT-07の価格').inputValue()).toBe('1700')
  await server.start()
  await row.getByRole('button', { name: '保存' }).click()
  await row.getByText('340pt (20%)').waitFor()
  const history = await page.request.get('/v1/sellers/S-AOZORA/listings/EDIT-07/history')
  expect((await history.json()).items).toHaveLength(2)
  await context.close()
})

test.each(['ja', 'en'] as const)(
  'the columns of the beginning have room beside the open menu (%s)',
  async (language) => {
    const { page, context, faults } = await open(language, '/seller/inventory')
    const menu = page.getByRole('navigation').getByRole('link', { name: /在庫管理|Manage inv/ })
    const hidden = () =>
      page
        .locator('table')
        .first()
        .evaluate(({ parentElement: frame }) => {
          const { scrollWidth, clientWidth } = frame as HTMLElement
          return scrollWidth - clientWidth
        })
    for (const width of [1_200, 1_280]) {
      await page.setViewportSize({ width, height: 900 })
      await menu.waitFor()
      await expect.poll(hidden, { message: `${width}` }).toBeLessThanOrEqual(0)
    }
    // Where there is no room for both, the menu waits behind its button.
    await page.setViewportSize({ width: 1_024, height: 900 })
    await menu.waitFor({ state: 'hidden' })
    await expect.poll(hidden).toBeLessThanOrEqual(0)
    expect(faults).toEqual([])
    await context.close()
  },
)
