import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/rules/time/instant.ts'
import { BACK_OFF } from '../../src/usecases/notifications/deliver.ts'
import { listDeliveries, resendDelivery } from '../../src/usecases/notifications/deliveries.ts'
import { deleteDestination } from '../../src/usecases/notifications/destinations.ts'
import {
  deleteSubscription,
  listSubscriptions,
} from '../../src/usecases/notifications/subscriptions.ts'
import type { Owner } from '../../src/usecases/notifications/types.ts'
import { accepted, asin, fresh, furnish } from '../catalog/kit.ts'
import { testDatabase } from '../kit/database.ts'
import { START, testEngine } from '../kit/engine.ts'
import { offer } from '../pricing/kit.ts'
import { delivered, HERE, receiver, sellerOwner, subscribed } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

let owner: Owner
let product = 0
beforeAll(async () => {
  await furnish(engine, ['a', 'b', 'c'], 30)
  owner = await sellerOwner(engine, 'a')
})
beforeEach(async () => {
  product += 1
  await db.pool.query(`update subscription set deleted_at = now() where deleted_at is null`)
  await db.pool.query(`update delivery set state = 'dead' where state = 'waiting'`)
})

const price = (yen: number, of = product) => offer(engine, 'a', { sku: `a-${of}`, price: yen }, of)
const later = (ms: number) => engine.clock.set((engine.clock.now() + ms) as never)
/** The product and price in each notification received. */
const told = (received: readonly { readonly body: string }[]) =>
  received.map(({ body }) => {
    const { OfferChangeTrigger, Offers } = JSON.parse(body).Payload.AnyOfferChangedNotification
    return [OfferChangeTrigger.ASIN, Offers[0]?.ListingPrice.Amount]
  })
const log = async () => {
  const seller = owner.as === 'seller' ? owner.id : null
  return (await listDeliveries(engine, { seller })).map(({ state, attempts, answer }) => [
    ...[state, attempts, answer],
  ])
}

test('a webhook gets each change once, in order, signed so that it can tell', async () => {
  const hook = await receiver()
  const { secret } = await subscribed(engine, owner, hook.url, ['ANY_OFFER_CHANGED'])
  await price(1_000)
  await delivered(db, engine)
  await price(900)
  await price(800)
  expect(await delivered(db, engine)).toBe(1)
  expect(await delivered(db, engine)).toBe(0)
  expect(told(hook.received)).toEqual([
    [asin(product), 1_000],
    [asin(product), 800],
  ])
  const { headers, body } = hook.received[0] ?? { headers: {}, body: '' }
  const second = START / 1_000
  const v1 = createHmac('sha256', String(secret)).update(`${second}.${body}`).digest('hex')
  expect(headers['tamaru-signature']).toBe(`t=${second},v1=${v1}`)
  const { NotificationMetadata: metadata } = JSON.parse(body)
  expect(headers['tamaru-notification-id']).toBe(metadata.NotificationId)
})

test('what fails comes again after a while, the same notification, and nothing overtakes it', async () => {
  const hook = await receiver(500)
  await subscribed(engine, owner, hook.url, ['ANY_OFFER_CHANGED'])
  await price(1_000)
  expect(await delivered(db, engine)).toBe(0)
  await price(900)
  expect(await delivered(db, engine)).toBe(0)
  expect(hook.received).toHaveLength(1)
  hook.answer = 200
  later(2_000)
  expect(await delivered(db, engine)).toBe(2)
  expect(told(hook.received).map(([, amount]) => amount)).toEqual([1_000, 1_000, 900])
  const [first, again] = hook.received
  expect(again?.headers['tamaru-notification-id']).toBe(first?.headers['tamaru-notification-id'])
})

test('a notification that is refused does not hold up other products', async () => {
  const hook = await receiver(404)
  await subscribed(engine, owner, hook.url, ['ANY_OFFER_CHANGED'])
  await price(1_000)
  await delivered(db, engine)
  hook.answer = 200
  await price(1_100, product + 1)
  expect(await delivered(db, engine)).toBe(1)
  expect(told(hook.received).map(([of]) => of)).toEqual([asin(product), asin(product + 1)])
  product += 1
})

test('a destination that never answers rests, is asked less and less, and holds up nobody', async () => {
  const dead = await receiver('hang')
  const alive = await receiver()
  const { id } = await subscribed(engine, owner, dead.url, ['ANY_OFFER_CHANGED'])
  const b = await sellerOwner(engine, 'b')
  await subscribed(engine, b, alive.url, ['ANY_OFFER_CHANGED'])
  await offer(engine, 'b', { sku: `b-${product}`, price: 1_000 }, product)
  await price(1_000)
  const done = delivered(db, engine)
  // The one who waits has not been given up when the other has got what is its.
  await expect.poll(() => alive.received.length, { timeout: 5_000 }).toBe(1)
  later(9_000)
  await done
  expect(await log()).toContainEqual(['waiting', 1, 'timeout'])
  // From the end of the attempt, not from its beginning.
  const { rows } = await db.pool.query(
    `select rest_until, due_at from destination t join delivery d on d.destination_id = t.id
      where t.id = $1`,
    [id],
  )
  const next = engine.clock.now() + 1_000
  expect(rows).toEqual([{ rest_until: next, due_at: next }])
}, 20_000)

test('after every attempt it is dead, and can be sent again by hand', async () => {
  const hook = await receiver(410)
  await subscribed(engine, owner, hook.url, ['ANY_OFFER_CHANGED'])
  await price(1_000)
  for (const pause of BACK_OFF.slice(0, 9)) {
    await delivered(db, engine)
    later(pause)
  }
  expect((await log())[0]).toEqual(['waiting', 9, '410'])
  later(3 * DAY)
  await delivered(db, engine)
  expect((await log())[0]).toEqual(['dead', 10, '410'])
  hook.answer = 200
  expect(await delivered(db, engine)).toBe(0)
  const seller = owner.as === 'seller' ? owner.id : null
  const [dead] = await listDeliveries(engine, { seller, state: 'dead', limit: 1 })
  accepted(await resendDelivery(engine, fresh(), seller, dead?.id ?? 0))
  expect(await delivered(db, engine)).toBe(1)
  expect((await log())[0]).toEqual(['delivered', 1, '200'])
  const other = await resendDelivery(engine, fresh(), 0, dead?.id ?? 0)
  expect(other).toMatchObject({ refused: 'delivery_not_found' })
})

/** As docs/notifications.md has them: 1 s, 5 s, 30 s, 2, 10 and 30 min, 1, 2, 4, 8 and 12 h. */
const PAUSES = [1, 5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200].map(
  (seconds) => seconds * 1_000,
)

test('a refused notification comes again after the pauses that are promised, and no sooner', async () => {
  const hook = await receiver(410)
  await subscribed(engine, owner, hook.url, ['ANY_OFFER_CHANGED'])
  await price(1_000)
  await delivered(db, engine)
  for (const [n, pause] of PAUSES.entries()) {
    later(pause - 1)
    await delivered(db, engine)
    expect(hook.received, `${pause} ms`).toHaveLength(n + 1)
    later(1)
    await delivered(db, engine)
    expect(hook.received, `${pause} ms`).toHaveLength(n + 2)
  }
  expect((await log())[0]).toEqual(['dead', PAUSES.length + 1, '410'])
  later(DAY)
  await delivered(db, engine)
  expect(hook.received).toHaveLength(PAUSES.length + 1)
})

test('what gave no answer rests as long, up to an hour, and is asked once however much waits', async () => {
  const hook = await receiver(503)
  const { id } = await subscribed(engine, owner, hook.url, ['ANY_OFFER_CHANGED'])
  await price(1_000)
  await price(1_100, product + 1)
  await delivered(db, engine)
  const rest = async () => {
    const { rows } = await db.pool.query('select rest_until from destination where id = $1', [id])
    return rows[0].rest_until === null ? null : rows[0].rest_until - engine.clock.now()
  }
  for (const [n, pause] of [...PAUSES.slice(0, 7), HOUR, HOUR].entries()) {
    expect(await rest()).toBe(pause)
    // What waits comes again after more than an hour by now; something new does not wait so long.
    if (n > 6) await price(1_000, product + n - 5)
    const asked = hook.received.length
    later(pause - 1)
    await delivered(db, engine)
    expect(hook.received).toHaveLength(asked)
    later(1)
    await delivered(db, engine)
    expect(hook.received.length).toBeGreaterThan(asked)
  }
  hook.answer = 200
  later(12 * HOUR)
  expect(await delivered(db, engine)).toBe(4)
  expect(await rest()).toBe(null)
  product += 3
})

test('what waits for a destination that is taken away is dead, and is not sent again', async () => {
  const hook = await receiver(500)
  const { id: destination } = await subscribed(engine, owner, hook.url, ['ANY_OFFER_CHANGED'])
  await price(1_000)
  await delivered(db, engine)
  const seller = owner.as === 'seller' ? owner.id : null
  for (const { id } of await listSubscriptions(engine, owner, seller))
    accepted(await deleteSubscription(engine, fresh(), owner, id))
  accepted(await deleteDestination(engine, fresh(), owner, destination))
  hook.answer = 200
  later(DAY)
  expect(await delivered(db, engine)).toBe(0)
  const [dead] = await listDeliveries(engine, { seller, destination })
  expect(dead).toMatchObject({ state: 'dead', answer: 'destination_deleted' })
  const again = await resendDelivery(engine, fresh(), seller, dead?.id ?? 0)
  expect(again).toMatchObject({ refused: 'destination_not_found' })
  expect(hook.received).toHaveLength(1)
})

test('a redirect is an answer like any other, and is not followed', async () => {
  const hook = await receiver(302)
  await subscribed(engine, owner, hook.url, ['ANY_OFFER_CHANGED'])
  await price(1_000)
  expect(await delivered(db, engine)).toBe(0)
  expect((await log())[0]).toEqual(['waiting', 1, '302'])
})

test('where this machine is not allowed, nothing is sent to it, by address or by name', async () => {
  const hook = await receiver()
  await subscribed(engine, owner, hook.url, ['ANY_OFFER_CHANGED'])
  const b = await sellerOwner(engine, 'b')
  await subscribed(engine, b, hook.url.replace('127.0.0.1', 'localhost'), ['ANY_OFFER_CHANGED'])
  await price(1_000)
  await offer(engine, 'b', { sku: `b-${product}`, price: 1_000 }, product)
  expect(await delivered(db, engine, { ...HERE, reach: 'public' })).toBe(0)
  expect(hook.received).toEqual([])
  const { rows } = await db.pool.query(
    `select distinct answer from delivery where state = 'waiting'`,
  )
  expect(rows).toEqual([{ answer: 'address_not_allowed' }])
})

test('what a filter expression does not want is not sent', async () => {
  const hook = await receiver()
  const cheap = 'AnyOfferChangedNotification.Offers.exists(o, o.ListingPrice.Amount < 1000)'
  await subscribed(engine, owner, hook.url, ['ANY_OFFER_CHANGED'], {
    directive: { filterExpression: cheap },
  })
  for (const yen of [1_000, 900, 1_100]) {
    await price(yen)
    await delivered(db, engine)
  }
  expect(told(hook.received)).toEqual([[asin(product), 900]])
})

test.each([
  ['FiveMinutes', 5],
  ['TenMinutes', 10],
] as const)('gathered by %s, a product has one in so many: its last', async (period, minutes) => {
  const hook = await receiver()
  const directive = {
    eventFilter: {
      eventFilterType: 'ANY_OFFER_CHANGED',
      aggregationSettings: { aggregationTimePeriod: period },
    },
  } as const
  later(HOUR - (engine.clock.now() % HOUR))
  await subscribed(engine, owner, hook.url, ['ANY_OFFER_CHANGED'], { directive })
  for (let minute = 0; minute < minutes; minute++) {
    await price(1_000 - minute)
    await price(2_000 - minute, product + 1)
    expect(await delivered(db, engine), `minute ${minute}`).toBe(0)
    later(MINUTE)
  }
  expect(await delivered(db, engine)).toBe(2)
  // What comes after the period begins the next one.
  await price(700)
  expect(await delivered(db, engine)).toBe(0)
  later(minutes * MINUTE)
  expect(await delivered(db, engine)).toBe(1)
  const all = told(hook.received)
  expect(all.slice(0, 2).sort()).toEqual([
    [asin(product), 1_001 - minutes],
    [asin(product + 1), 2_001 - minutes],
  ])
  expect(all.slice(2)).toEqual([[asin(product), 700]])
  product += 1
})
