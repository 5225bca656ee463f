import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, type Language, settled, visit } from '../../kit/visitor.ts'
import { loginOf, testWebServer } from '../../kit/web-server.ts'
import { change, listingOf, offer, PERCENT, rowOf } from './offers.ts'

const server = await testWebServer()
const browser = await testBrowser()
const SKUS = ['WORDS-ja', 'WORDS-en', 'ENDED-ja', 'ENDED-en', 'STALE-ja', 'STALE-en']
await offer(
  server,
  SKUS.map((sku) => ({ sku, price: 2_000, points: PERCENT(1_000), stock: 5 })),
)

const WORDS = {
  ja: {
    ...{ edit: /を編集$/, save: /を保存$/, price: 'の価格', percent: 'のポイント率' },
    ...{ emptied: '価格を入力してください。', noYen: '1円以上の整数', least: '1円以上で' },
    ...{ negative: 'ポイントに負の数は指定できません。', again: 'もう一度ログインしてください' },
    ...{ login: 'ログインID', password: 'パスワード', theirs: '現在の内容を残す' },
    ...{ most: '50%以下', fewest: '1%以上' },
  },
  en: {
    ...{ edit: /^Edit /, save: /^Save /, price: 'Price of', percent: 'Points percentage' },
    ...{ emptied: 'Type a price.', noYen: 'whole yen', least: 'at least 1 yen' },
    ...{ negative: 'Points can not be negative.', again: 'Please log in again' },
    ...{ login: 'Login', password: 'Password', theirs: 'Keep what it is now' },
    ...{ most: 'to 50 %', fewest: 'from 1 %' },
  },
} as const

async function edit(sku: string, language: Language) {
  const visited = await visit(browser, server, { language, as: 'seller' })
  await visited.page.goto(`/seller/inventory?query=${sku}`)
  await settled(visited.page)
  const row = rowOf(visited.page, sku)
  const t = WORDS[language]
  await row.getByRole('button', { name: t.edit }).click()
  const field = (name: 'price' | 'percent') => row.getByLabel(t[name])
  /** Into a field as a paste puts it there. */
  const paste = async (name: 'price' | 'percent', text: string) => {
    await field(name).focus()
    await visited.page.keyboard.press('Control+A')
    if (text === '') await visited.page.keyboard.press('Delete')
    else await visited.page.keyboard.insertText(text)
  }
  const save = row.getByRole('button', { name: t.save })
  return { ...visited, t, row, field, paste, save }
}

test.each(['ja', 'en'] as const)(
  'what is pasted is understood, or said to be wrong and kept (%s)',
  async (language) => {
    const sku = `WORDS-${language}`
    const { page, context, faults, t, row, field, paste, save } = await edit(sku, language)
    for (const [name, text, said] of [
      ['price', '', t.emptied],
      ['price', '千円', t.noYen],
      ['price', '−1', t.least],
      ['price', '10.5', t.noYen],
      ['percent', '51', t.most],
      ['percent', '０.５', t.fewest],
      ['percent', '−1', t.negative],
    ] as const) {
      await paste(name, text)
      await row.getByRole('alert').filter({ hasText: said }).waitFor()
      expect(await row.getByRole('button', { name: t.save }).count()).toBe(1)
      expect(await save.isDisabled()).toBe(true)
      expect(await field(name).inputValue()).toBe(text)
      await paste(name, name === 'price' ? '2000' : '10')
    }
    if (language === 'en') expect(await axeFindings(page)).toEqual([])
    await paste('price', '１０００')
    await paste('percent', '２０％')
    await save.dblclick()
    await row.getByText('200pt (20%)').waitFor()
    expect(await listingOf(page, sku)).toMatchObject({ price: 1_000, version: 2 })
    expect(faults).toEqual([])
    await context.close()
  },
)

test.each(['ja', 'en'] as const)(
  'a session that ended while an offer was edited: nothing is lost, and it is saved once (%s)',
  async (language) => {
    const sku = `ENDED-${language}`
    const { page, context, t, row, field, paste, save } = await edit(sku, language)
    await paste('price', '1700')
    await paste('percent', '20')
    await context.clearCookies()
    await save.click()
    const dialog = page.getByRole('dialog', { name: t.again })
    await dialog.waitFor()
    const { login, password } = loginOf('seller')
    await dialog.getByLabel(t.login).fill(login)
    await dialog.getByLabel(t.password).fill('not this one')
    await page.keyboard.press('Enter')
    await dialog.getByRole('alert').waitFor()
    expect(await field('price').inputValue()).toBe('1700')
    await dialog.getByLabel(t.password).fill(password)
    await page.keyboard.press('Enter')
    await row.getByText('340pt (20%)').waitFor()
    expect(await listingOf(page, sku)).toMatchObject({ price: 1_700, version: 2 })
    await context.close()
  },
)

test.each(['ja', 'en'] as const)(
  'an offer that changed meanwhile can be kept as it is now (%s)',
  async (language) => {
    const sku = `STALE-${language}`
    const { page, context, t, row, paste, save } = await edit(sku, language)
    await paste('price', '1300')
    await paste('percent', '20')
    await change(server, { sku, price: 1_110, points: PERCENT(3_000) })
    await save.click()
    const dialog = page.getByRole('dialog')
    for (const text of ['￥2,000', '￥1,110', '1300', '20%', '333pt']) {
      await dialog.getByText(text).first().waitFor()
    }
    await dialog.getByRole('button', { name: t.theirs }).click()
    await row.getByText('333pt (30%)').waitFor()
    expect(await row.getByLabel(t.price).count()).toBe(0)
    expect(await listingOf(page, sku)).toMatchObject({ price: 1_110, version: 2 })
    await context.close()
  },
)
