import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMonths, DAY, after as momentAfter } from '../../src/rules/time/instant.ts'
import { advanceClock } from '../../src/usecases/clock/advance.ts'
import { putListing } from '../../src/usecases/listings/change.ts'
import {
  listNotices,
  markRead,
  type NoticesAsk,
  type Recipient,
} from '../../src/usecases/notices/notices.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { registerProvider } from '../../src/usecases/sellers/register-provider.ts'
import { asin, furnish } from '../catalog/kit.ts'
import { testDatabase } from '../kit/database.ts'
import { START } from '../kit/engine.ts'
import { announce, as, done, sandboxEngine, sell } from './kit.ts'

const db = await testDatabase()
const engine = sandboxEngine(db)
afterAll(() => engine.close())

const HANAKO: Recipient = { audience: 'buyer', reference: 'hanako' }
const TEA: Recipient = { audience: 'seller', reference: 'tea' }
const read = (recipient: Recipient, ask: Partial<NoticesAsk> = {}) =>
  done(listNotices(engine, { recipient, language: 'en', ...ask }))
const textsOf = async (recipient: Recipient, language: 'en' | 'ja' = 'en') =>
  (await read(recipient, { language })).notices.map(({ text }) => text)

beforeAll(async () => {
  await furnish(engine, ['tea', 'books'])
  await registerBuyers(engine, [{ reference: 'hanako' }, { reference: 'taro' }])
  await announce(engine, START, { vesting: { trigger: 'delay', days: 14 } })
})

test('a buyer hears when points vest, before they expire, and when they have', async () => {
  await done(grantPoints(engine, as(engine), { buyer: 'hanako', points: 1_000, reason: 'gift' }))
  await sell(engine, 'hanako', 'o-1', { quantity: 2 })
  await sell(engine, 'hanako', 'o-2')
  const vests = momentAfter(START, 14 * DAY)
  const expires = addMonths(vests, 12)
  await done(advanceClock(engine, { to: expires }))
  expect(await textsOf(HANAKO)).toEqual([
    '1,600 points have expired.',
    '1,600 points expire on 2021-06-15 00:00 JST. Any order before then may keep them.',
    // Three units of two orders at one moment are one message.
    '600 points can be spent now.',
  ])
  expect(await textsOf(HANAKO, 'ja')).toEqual([
    '1,600ポイントが失効しました。',
    '1,600ポイントが2021年6月15日 00:00に失効します。',
    '600ポイントが利用できるようになりました。',
  ])
  const { notices } = await read(HANAKO)
  expect(notices.map(({ at }) => at)).toEqual([expires, momentAfter(expires, -30 * DAY), vests])
  expect(await textsOf({ audience: 'buyer', reference: 'taro' })).toEqual([])
})

test('read and unread', async () => {
  const all = await read(HANAKO)
  expect(all).toMatchObject({ unread: 3, next: null })
  const [newest, , oldest] = all.notices
  const first = await read(HANAKO, { limit: 2 })
  expect(first.next).toBe(all.notices[1]?.id)
  const rest = await read(HANAKO, { limit: 2, before: first.next ?? 0 })
  expect(rest.notices).toEqual([oldest])

  expect(await markRead(engine, HANAKO, [newest?.id ?? 0])).toEqual({ marked: 1, unread: 2 })
  expect(await markRead(engine, HANAKO, [newest?.id ?? 0])).toEqual({ marked: 0, unread: 2 })
  expect((await read(HANAKO, { unreadOnly: true })).notices).toEqual(all.notices.slice(1))
  expect((await read(HANAKO)).notices[0]?.readAt).toBe(engine.clock.now())
  // Nobody else's messages.
  const taro: Recipient = { audience: 'buyer', reference: 'taro' }
  expect(await markRead(engine, taro, [oldest?.id ?? 0])).toEqual({ marked: 0, unread: 0 })
  expect(await markRead(engine, HANAKO, 'all')).toEqual({ marked: 2, unread: 0 })
  expect((await read(HANAKO, { unreadOnly: true })).notices).toEqual([])
})

test('a seller hears whose price-only update took its points, and so does the app', async () => {
  const provider = { reference: 'sync', name: '在庫シンク', supportsPoints: false }
  await done(registerProvider(engine, as(engine), provider))
  const listing = { seller: 'tea', sku: 'TEA', asin: asin(1) }
  const points = { by: 'percentage' as const, bps: 1_000 }
  const put = (changes: object, source: 'manual' | 'app' = 'manual', by?: string) =>
    done(putListing(engine, as(engine), { ...listing, source, ...changes, ...(by ? { by } : {}) }))
  await put({ price: 1_000, points })
  await put({ price: 900 }, 'app', 'sync')
  await put({ price: 900, points })
  await put({ price: 800 })
  await relayAll(engine)
  const update = 'An update of the price alone removed the points of TEA.'
  const remedy = 'Set price and points together, or undo the reset in the inventory.'
  expect((await textsOf(TEA)).slice(0, 2)).toEqual([
    `${update} It was made by hand. ${remedy}`,
    `${update} It came from the app 在庫シンク. ${remedy}`,
  ])
  expect((await textsOf(TEA, 'ja'))[1]).toContain('更新元のアプリ: 在庫シンク。')
  const sync: Recipient = { audience: 'provider', reference: 'sync' }
  expect(await textsOf(sync)).toEqual([
    'An update of the price alone removed the points of TEA of 店 tea. Send price and points together.',
  ])
  const books: Recipient = { audience: 'seller', reference: 'books' }
  expect((await read(books)).notices.map(({ kind }) => kind)).not.toContain('listing.points_reset')
})

test('an inbox is asked for within reason', async () => {
  for (const audience of ['buyer', 'seller', 'provider'] as const) {
    const recipient = { audience, reference: 'nobody' }
    const refused = `${audience}_not_found`
    expect(await listNotices(engine, { recipient, language: 'en' })).toMatchObject({ refused })
    expect(await markRead(engine, recipient, 'all')).toMatchObject({ refused })
  }
  const ask = { recipient: HANAKO, language: 'en', limit: 501 } as const
  expect(await listNotices(engine, ask)).toMatchObject({ refused: 'page_size_out_of_range' })
})
