import { afterAll, beforeAll, expect, test } from 'vitest'
import { listDeadLetters, resendLetter } from '../../src/usecases/notices/dead-letters.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { followEvents } from '../../src/usecases/notifications/follow-events.ts'
import { watchOffers } from '../../src/usecases/pricing/watch-offers.ts'
import { accepted, fresh, furnish } from '../catalog/kit.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { offer } from '../pricing/kit.ts'
import { delivered, receiver, sellerOwner, subscribed } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())
beforeAll(() => furnish(engine, ['a'], 3))

/** Puts an event into the log as the relay does. */
async function happen(topic: string, payload: object): Promise<void> {
  await db.pool.query(
    `insert into outbox (topic, payload, event_at, recorded_at) select $1, $2, t, t
      from to_timestamp($3::float8 / 1000) as t`,
    [topic, JSON.stringify(payload), engine.clock.now()],
  )
  await relayAll(engine)
}

const reset = (listings: unknown) => ({ seller: 'a', by: 'x', source: 'manual', listings })
/** How often following fails until it goes on. */
async function failures(follow: () => Promise<number>): Promise<number> {
  for (let failed = 0; ; failed++) {
    try {
      while ((await follow()) > 0);
      return failed
    } catch {
      if (failed > 20) throw new Error('it does not go on')
    }
  }
}

test('an event that can not be told of is tried five times, then set aside; its neighbours are told', async () => {
  const hook = await receiver()
  await subscribed(engine, await sellerOwner(engine, 'a'), hook.url, ['POINTS_RESET'])
  await happen('listing.points_reset', reset([]))
  await happen('listing.points_reset', reset([7]))
  await happen('listing.points_reset', reset([]))
  expect(await failures(() => followEvents(engine))).toBe(4)
  expect(await delivered(db, engine)).toBe(2)

  const [letter, ...others] = await listDeadLetters(engine, 0, 10)
  expect(others).toEqual([])
  expect(letter).toMatchObject({ reader: 'notifications', topic: 'listing.points_reset' })
  expect(letter?.error).toMatch(/not iterable/)

  // Sent again and still broken, it is back; the log goes on meanwhile.
  const id = letter?.id ?? 0
  accepted(await resendLetter(engine, fresh(), id))
  expect(await listDeadLetters(engine, 0, 10)).toEqual([])
  expect(await failures(() => followEvents(engine))).toBe(0)
  expect(await listDeadLetters(engine, 0, 10)).toMatchObject([{ id }])

  // Mended, it is told of, once.
  await db.owner.query('update dead_letter set payload = $2 where id = $1', [
    id,
    JSON.stringify(reset([])),
  ])
  accepted(await resendLetter(engine, fresh(), id))
  expect(await delivered(db, engine)).toBe(1)
  expect(await delivered(db, engine)).toBe(0)
  expect(await listDeadLetters(engine, 0, 10)).toEqual([])
  const { rows } = await db.pool.query(
    `select count(*)::int as told from event where type = 'listing.points_reset'`,
  )
  expect(rows).toEqual([{ told: 3 }])
})

test('so it is with changes of offers: rules and notifications go on', async () => {
  const hook = await receiver()
  await subscribed(engine, await sellerOwner(engine, 'a'), hook.url, ['ANY_OFFER_CHANGED'])
  await happen('offer.changed', {})
  await offer(engine, 'a', { sku: 'a-2', price: 1_000 }, 2)
  await relayAll(engine)
  expect(await failures(() => watchOffers(engine))).toBe(4)
  expect(await delivered(db, engine)).toBe(1)
  expect(await listDeadLetters(engine, 0, 10)).toMatchObject([
    { reader: 'offers', topic: 'offer.changed' },
  ])
})

test('what passes by itself is not set aside', async () => {
  const before = await listDeadLetters(engine, 0, 10)
  await happen('listing.points_reset', reset([[1, 0]]))
  await db.owner.query('alter table delivery rename to delivery_elsewhere')
  for (let failed = 0; failed < 4; failed++)
    await expect(followEvents(engine)).rejects.toThrow(/delivery/)
  await db.owner.query('alter table delivery_elsewhere rename to delivery')
  expect(await failures(() => followEvents(engine))).toBe(0)
  expect(await listDeadLetters(engine, 0, 10)).toEqual(before)
})
