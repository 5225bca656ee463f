import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { relayAll } from '../../../src/usecases/notices/relay.ts'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()
// The test's server has no workers, which relay what happened.
await relayAll(server.engine)

test('a version is typed, its effect on real orders seen, and announced', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator' })
  await page.goto('/operator/policies/new')
  await page.getByRole('textbox', { name: '名称', exact: true }).fill('手数料の改定')
  await page.getByRole('textbox', { name: /^英語の名称/ }).fill('New fees')
  await page.getByRole('textbox', { name: /^施行日時/ }).fill('2099-04-01')
  const preview = page.getByRole('button', { name: '影響を確認' })
  expect(await preview.isDisabled()).toBe(true)

  // What is no number is said at the field; full-width digits are numbers.
  const fee = page.getByRole('textbox', { name: '標準の販売手数料率 (%)' })
  await fee.fill('十')
  await page.getByText('値を読み取れません。').waitFor()
  expect(await preview.isDisabled()).toBe(true)
  await fee.fill('２０')
  await page.getByText('現在: 15').waitFor()
  const months = page.getByRole('textbox', { name: '有効期間 (か月)' })
  await months.fill('6')
  await page.getByText('変更: 2項目').waitFor()

  await preview.click()
  await page.getByRole('table', { name: '直近の注文明細' }).waitFor()
  await page
    .getByText(/\d+件中\d+件が変わります/)
    .first()
    .waitFor()
  const fees = page.getByRole('table', { name: '直近の注文明細' }).getByRole('row', {
    name: /販売手数料/,
  })
  const [before = '', after = ''] = await fees.getByRole('cell').allInnerTexts()
  const amount = (text: string) => Number(/￥([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''))
  expect(amount(after)).toBeGreaterThan(amount(before))
  expect(await axeFindings(page)).toEqual([])

  // A message in one language only would leave half of the readers without.
  await page
    .getByRole('textbox', { name: /日本語$/ })
    .fill('準備をお願いします。\n詳しくは窓口へ。')
  await page.getByText('日本語と英語の両方を入力してください').waitFor()
  expect(await preview.isDisabled()).toBe(true)
  await page.getByRole('textbox', { name: /英語$/ }).fill('Please prepare.')

  // What was typed outlives a reload.
  await page.reload()
  expect(await fee.inputValue()).toBe('２０')
  await page.getByRole('button', { name: '予告する' }).click()
  await page.waitForURL(/\/operator\/policies$/)
  await page.getByText(/バージョン\d+を予告しました。/).waitFor()
  await page.getByRole('heading', { name: /手数料の改定/ }).waitFor()
  await page.getByText('標準の販売手数料率').first().waitFor()
  const { items } = await (await page.request.get('/v1/policies')).json()
  expect(items.at(-1)).toMatchObject({
    name: '手数料の改定',
    effectiveFrom: '2099-04-01T00:00:00+09:00',
    terms: { fees: { standard: { rateBps: 2_000, minimum: 30 } }, expiry: { months: 6 } },
  })
  expect(await axeFindings(page)).toEqual([])

  // Sellers read it with the announcement and in their inbox, each in their language.
  await relayAll(server.engine)
  const seller = await visit(browser, server, { as: 'seller', language: 'en' })
  await seller.page.goto('/seller/notices')
  await seller.page.getByRole('heading', { name: 'Announced: New fees' }).waitFor()
  await seller.page.getByText('Please prepare.', { exact: true }).waitFor()
  await seller.page
    .getByText(/“New fees” \(version \d+\) takes effect .*Please prepare\./s)
    .waitFor()
  expect(await axeFindings(seller.page)).toEqual([])
  expect(seller.faults).toEqual([])
  await seller.context.close()
  expect(faults).toEqual([])
  await context.close()
})

test('a preset fills the form, and fee categories come and go', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator', language: 'en' })
  await page.goto('/operator/policies/new')
  await page.getByText('Nothing is changed yet.').waitFor()
  await page.getByRole('button', { name: '2020, before the four changes' }).click()
  // Other tests may have announced more; what a preset has is what is typed.
  expect(await page.getByLabel('Rounding', { exact: true }).innerText()).toBe('Half up')
  await page.getByRole('button', { name: 'Remove Professional' }).waitFor()
  await page.getByRole('button', { name: 'Remove Individual' }).waitFor({ state: 'hidden' })

  const add = page.getByRole('textbox', { name: 'Another category' })
  await add.fill('本')
  await add.press('Enter')
  await page.getByText('It can not have this name.').waitFor()
  await add.fill('book')
  await add.press('Enter')
  await page.getByText('It is there already.').waitFor()
  await add.fill('garden')
  await page.getByRole('button', { name: 'Add the category' }).click()
  const fees = page.getByRole('group', { name: 'garden' })
  await page.getByText('Some fields can not be read.').waitFor()
  await fees.getByRole('textbox', { name: /^Referral fee/ }).fill('12.5')
  await fees.getByRole('textbox', { name: /^Minimum/ }).fill('40')
  await page.getByText('Some fields can not be read.').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Remove Toys (toys)' }).click()
  await page.getByRole('button', { name: 'Remove Home (home)' }).click()
  await page.getByRole('button', { name: 'Put Home (home) back' }).click()
  expect(await axeFindings(page)).toEqual([])

  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('As before, with a garden')
  await page.getByRole('textbox', { name: /^In force from/ }).fill('2099-04-15')
  await page.getByRole('button', { name: 'Announce' }).click()
  await page.waitForURL(/\/operator\/policies$/)
  const { items } = await (await page.request.get('/v1/policies')).json()
  const { terms } = items.at(-1)
  expect(terms).toMatchObject({ plans: ['professional'], rounding: 'half-up' })
  const { garden, toys, home } = terms.fees.categories
  expect(garden).toEqual({ rateBps: 1_250, minimum: 40 })
  expect([toys, home]).toEqual([undefined, { rateBps: 1_500, minimum: 30 }])
  await page.getByText('Fee of garden: – → 12.5%, at least 40 yen').waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('plans and marketplaces are chosen by their words, and other ones are typed', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator', language: 'en' })
  await page.goto('/operator/policies/new')
  await page.getByRole('button', { name: '2020, before the four changes' }).click()
  await page.getByRole('button', { name: 'Remove Professional' }).click()
  await page.getByText('Choose at least one.').waitFor()
  expect(await page.getByRole('button', { name: 'Announce' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: /^Selling plans/ }).click()
  await page.getByRole('option', { name: 'Individual' }).click()
  await page.getByText('Choose at least one.').waitFor({ state: 'hidden' })
  await page.keyboard.press('Escape')

  const marketplaces = page.getByRole('button', { name: /^Marketplaces/ })
  await marketplaces.click()
  await page.getByRole('combobox', { name: 'Find or type' }).fill('ｓｉｎｇａ')
  await page.getByRole('option', { name: 'Singapore (A19VAU5U5O7RUS)' }).click()
  await page.getByRole('combobox', { name: 'Find or type' }).fill('our own')
  await page.getByText('There is nothing like that.').waitFor()
  await page.getByRole('combobox', { name: 'Find or type' }).fill('our-own')
  await page.getByRole('option', { name: 'Add “our-own”' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Remove our-own' }).waitFor()
  // Taken away and chosen again, it is as before: nothing has changed.
  await page.getByRole('button', { name: 'Remove Gift cards' }).click()
  await page.getByText('Now: Gift cards').waitFor()
  await page.getByRole('button', { name: /^Excluded product types/ }).click()
  await page.getByRole('option', { name: 'Gift cards' }).click()
  await page.keyboard.press('Escape')
  await page.getByText('Now: Gift cards').waitFor({ state: 'hidden' })
  expect(await axeFindings(page)).toEqual([])

  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Elsewhere, too')
  await page.getByRole('textbox', { name: /^In force from/ }).fill('2099-04-20')
  await page.getByRole('button', { name: 'Announce' }).click()
  await page.waitForURL(/\/operator\/policies$/)
  const { items } = await (await page.request.get('/v1/policies')).json()
  expect(items.at(-1).terms).toMatchObject({
    plans: ['individual'],
    marketplaces: ['A1VC38T7YXB528', 'A19VAU5U5O7RUS', 'our-own'],
    redemption: { excludedProductTypes: ['GIFT_CARD'] },
  })
  await page.getByText(/^Marketplaces: .* → .*Singapore \(A19VAU5U5O7RUS\), our-own/).waitFor()
  expect(faults).toEqual([])
  await context.close()
})

/** How far down the controls of each group of fields are. */
const controlsByLine = (page: Page) =>
  page.locator('.operator-fields').evaluateAll((groups) =>
    groups.map((group) => {
      const controls = [...group.querySelectorAll('input, button[aria-haspopup]')]
      const boxes = controls.map((control) => control.getBoundingClientRect())
      return boxes.filter(({ width }) => width > 0).map(({ top }) => Math.round(top))
    }),
  )

test('the controls of a row stand on one line, whatever is said above them', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator' })
  await page.goto('/operator/policies/new')
  await page.getByText('変更した項目はありません。').waitFor()
  const groups = await controlsByLine(page)
  expect(groups.length).toBeGreaterThan(5)
  for (const width of [1_280, 1_024, 320]) {
    await page.setViewportSize({ width, height: 900 })
    const columns = width === 320 ? 1 : 3
    // The form finds its place in steps after the window has changed.
    await expect
      .poll(
        async () => {
          const now = await controlsByLine(page)
          return now.map((tops) => new Set(tops).size - Math.ceil(tops.length / columns))
        },
        { message: `${width} px`, timeout: 5_000 },
      )
      .toEqual(groups.map(() => 0))
  }
  expect(faults).toEqual([])
  await context.close()
})

test('rules that are refused say why, and points above the premium cap are warned of', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator', language: 'en' })
  await page.goto('/operator/policies/new')
  await page.getByText(/above the premium cap of 20%/).waitFor()
  await page.getByRole('textbox', { name: 'Highest percentage (%)' }).fill('15')
  await page.getByText(/above the premium cap/).waitFor({ state: 'hidden' })
  await page.getByRole('textbox', { name: 'Highest percentage (%)' }).fill('51')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Too much')
  await page.getByRole('textbox', { name: /^In force from/ }).fill('2099-05-01')
  await page.getByRole('button', { name: 'Announce' }).click()
  await page.getByRole('alert').filter({ hasText: 'offering.maximumBps' }).waitFor()

  // A rule that depends on another comes and goes with it.
  const wait = page.getByRole('textbox', { name: /^Days until vesting/ })
  expect(await wait.count()).toBe(0)
  await page.getByLabel('Vesting', { exact: true }).click()
  await page.getByRole('option', { name: 'Days after shipment' }).click()
  await wait.fill('7')
  await page.getByRole('textbox', { name: 'Highest percentage (%)' }).fill('50')
  await page.getByRole('button', { name: 'Announce' }).click()
  await page.waitForURL(/\/operator\/policies$/)
  const { items } = await (await page.request.get('/v1/policies')).json()
  expect(items.at(-1).terms.vesting).toEqual({ trigger: 'delay', days: 7 })
  expect(faults).toEqual([])
  await context.close()
})

test('the base-date report is shown and downloaded, and its parts sum', async () => {
  const { page, context, faults } = await visit(browser, server, { as: 'operator' })
  await page.goto('/operator/base-dates')
  await page.getByRole('row', { name: /基準日未使用残高/ }).waitFor()
  await page.getByText('原資と一致しています').waitFor()
  await page
    .getByRole('row', { name: /基準日未使用残高/ })
    .locator('.kit-why')
    .click()
  await page.getByRole('dialog').getByText('期首未使用残高').waitFor()
  await page.keyboard.press('Escape')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSVをダウンロード' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^base-date-\d{4}-(03-31|09-30)\.csv$/)
  await page.getByRole('textbox', { name: '日付' }).fill('2099-03-31')
  await page.getByRole('button', { name: '表示' }).click()
  await page.getByRole('alert').filter({ hasText: '2099-03-31はまだ終了していません。' }).waitFor()
  expect(faults).toEqual([])
  await context.close()
})
