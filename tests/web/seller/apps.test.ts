import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { isRefusal } from '../../../src/rules/refusal.ts'
import { createDestination } from '../../../src/usecases/notifications/destinations.ts'
import { createSubscription } from '../../../src/usecases/notifications/subscriptions.ts'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, type Language, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { change, listingOf, offer, PERCENT, plain } from './offers.ts'

const server = await testWebServer()
const browser = await testBrowser()
const OWN = '/v1/sellers/S-AOZORA'

async function open(path: string, language: Language) {
  const visited = await visit(browser, server, { language, as: 'seller' })
  await visited.page.goto(path)
  await settled(visited.page)
  return visited
}

const rowOf = (page: Page, text: string) =>
  page.locator('tbody tr').filter({ hasText: text }).first()

interface ConnectedApp {
  readonly reference: string
  readonly name: string
  readonly supportsPoints: boolean
}

test.each([
  ['ja', '変更内容', 'ポイントのリセット', 'のポイントを元に戻す', '変更履歴'],
  ['en', 'What it changed', 'Points reset', 'Set the points of', 'History of'],
] as const)(
  'what an app changed is listed from what to what, and its resets come back (%s)',
  async (language, did, resets, undo, history) => {
    const sku = `TOOL-${language}`
    const { page, context, faults } = await open('/seller/apps', language)
    const connected = (await (await page.request.get(`${OWN}/providers`)).json()).items
    const app = connected.find((one: ConnectedApp) => !one.supportsPoints) as ConnectedApp
    await offer(server, [{ sku, price: 1_000, points: PERCENT(1_000), stock: 3 }])
    await change(server, { sku, price: 900, stock: 5 }, app.reference)
    await page.getByRole('link', { name: `${did} ${app.name}` }).click()
    await page.waitForURL(`**/seller/app-changes?app=${app.reference}`)
    const row = rowOf(page, sku)
    const text = plain(await row.innerText())
    for (const said of [app.name, '￥1,000 → ￥900', '10% →', '3 → 5']) expect(text).toContain(said)
    await page.getByRole('button', { name: resets }).click()
    await page.waitForURL('**resets=true')
    await settled(page)
    if (language === 'ja') expect(await axeFindings(page)).toEqual([])
    // The SKU opens its history; the reset is undone where it is seen.
    await row.getByRole('button', { name: history }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('.changed-fields').first().waitFor()
    expect(plain(await dialog.innerText())).toContain('￥1,000 → ￥900')
    await page.keyboard.press('Escape')
    await row.getByRole('button', { name: undo }).click()
    await row.getByRole('button', { name: undo }).waitFor({ state: 'detached' })
    expect(await listingOf(page, sku)).toMatchObject({ effectivePoints: 90, pointsReset: null })
    expect(faults).toEqual([])
    await context.close()
  },
)

const WORDS = {
  ja: {
    ...{ addPlace: '送信先を登録', name: '名前', url: 'URL', register: '登録', once: '今だけ' },
    ...{ close: '閉じる', add: '通知を追加', confirm: '追加', type: '通知タイプ', to: '送信先' },
    ...{ added: '通知を追加しました。', app: 'アプリの送信先', never: 'まだありません' },
    ...{ end: '停止', ended: '通知を停止しました。', remove: '削除', removed: '削除しました' },
  },
  en: {
    ...{
      addPlace: 'Add a destination',
      name: 'Name',
      url: 'URL',
      register: 'Add',
      once: 'never again',
    },
    ...{ close: 'Close', add: 'Subscribe', confirm: 'Subscribe', type: 'Type', to: 'Destination' },
    ...{ added: 'Subscribed.', app: 'The app’s own', never: 'None yet' },
    ...{ end: 'End', ended: 'The subscription is ended.', remove: 'Remove', removed: 'is removed' },
  },
} as const

test.each(['ja', 'en'] as const)(
  'a destination is made and subscribed, an app’s subscription is seen, and both end (%s)',
  async (language) => {
    const t = WORDS[language]
    const { page, context, faults } = await open('/seller/notifications', language)
    const providers = (await (await page.request.get(`${OWN}/providers`)).json()).items
    const [app] = providers as readonly ConnectedApp[]
    await subscribeApp(app?.reference as string, language)
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: t.addPlace }).click()
    const place = `Hook ${language}`
    await dialog.getByLabel(t.name).fill(place)
    await dialog.getByLabel(t.url).fill('not an address')
    await dialog.getByRole('button', { name: t.register, exact: true }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel(t.url).fill('ｈｔｔｐｓ://shop.example/hook')
    await dialog.getByRole('button', { name: t.register, exact: true }).click()
    await dialog.getByText(t.once).waitFor()
    expect(await dialog.locator('pre').innerText()).toMatch(/^whsec_/)
    await page.keyboard.press('Escape')
    await rowOf(page, place).getByText('https://shop.example/hook').waitFor()

    await page.getByRole('button', { name: t.add, exact: true }).click()
    await dialog.getByRole('button', { name: t.type }).click()
    await page.getByRole('option', { name: 'POINTS_RESET' }).click()
    await dialog.getByRole('button', { name: t.to }).click()
    await page.getByRole('option', { name: place }).click()
    await dialog.getByRole('button', { name: t.confirm, exact: true }).click()
    await page.getByText(t.added).waitFor()
    const own = page
      .locator('tbody tr')
      .filter({ hasText: 'POINTS_RESET' })
      .filter({ hasText: place })
    await own.getByText(t.never).waitFor()
    const ofApp = page.locator('tbody tr').filter({ hasText: t.app }).first()
    expect(await ofApp.innerText()).toContain(app?.name)
    expect(await ofApp.getByRole('button').count()).toBe(0)
    expect(await page.locator('#console-content').innerText()).not.toContain('app.example')
    await settled(page)
    if (language === 'en') expect(await axeFindings(page)).toEqual([])

    // A destination in use stays; both go in the other order.
    const places = page.locator('tbody tr').filter({ hasText: 'https://shop.example/hook' })
    const remove = places.filter({ hasText: place }).getByRole('button', { name: t.remove })
    await remove.click()
    await page.getByRole('alert').first().waitFor()
    await own.getByRole('button', { name: t.end }).click()
    await page.getByText(t.ended).waitFor()
    await remove.click()
    await page.getByText(t.removed).waitFor()
    await places.filter({ hasText: place }).waitFor({ state: 'detached' })
    expect(faults).toEqual([])
    await context.close()
  },
)

/** An app of the seller is told of its orders, at a place of the app's own. */
async function subscribeApp(reference: string, key: string): Promise<void> {
  const { engine } = server
  const owner = { as: 'provider', id: reference } as const
  const url = `https://app.example/${key}`
  const made = await createDestination(
    engine,
    { caller: 'app', key: `place ${key}` },
    owner,
    { name: 'Secret place', resource: { kind: 'webhook', url } },
    'public',
  )
  if (isRefusal(made)) throw new Error(made.refused)
  const seller = await engine.directory.seller('S-AOZORA')
  const { id: destination } = made.outcome
  const ask = { type: 'ORDER_CHANGE', destination, payloadVersion: '1.0' } as const
  const intent = { caller: 'app', key: `told ${key}` }
  const told = await createSubscription(engine, intent, owner, seller as number, ask)
  if (isRefusal(told) && told.refused !== 'subscription_exists') throw new Error(told.refused)
}
