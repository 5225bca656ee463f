import { afterAll, expect, test } from 'vitest'
import { DAY } from '../../src/rules/time/instant.ts'
import { forgetOld } from '../../src/usecases/notices/forget.ts'
import { furnish } from '../catalog/kit.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { delivered, receiver, sellerOwner, subscribed } from '../notifications/kit.ts'
import { offer } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

test('old snapshots and deliveries are forgotten; what is now, waits or was featured stays', async () => {
  await furnish(engine, ['a'], 1)
  const hook = await receiver()
  await subscribed(engine, await sellerOwner(engine, 'a'), hook.url, ['ANY_OFFER_CHANGED'])
  for (const price of [1_000, 900, 800]) {
    await offer(engine, 'a', { price })
    await delivered(db, engine)
  }
  hook.answer = 404
  await offer(engine, 'a', { price: 700 })
  await delivered(db, engine)
  const left = async () => {
    const { rows } = await db.pool.query(
      `select (select array_agg(n order by n) from offer_change) as offers,
        (select count(*) from featured_change) as featured,
        (select array_agg(state::text) from delivery) as deliveries`,
    )
    return rows[0]
  }
  const keep = { events: 30, notices: 30, uploads: 30 }
  await forgetOld(engine, keep)
  expect(await left()).toMatchObject({ offers: [1, 2, 3, 4], featured: 1 })
  engine.clock.set((engine.clock.now() + 31 * DAY) as never)
  await forgetOld(engine, keep)
  expect(await left()).toEqual({ offers: [4], featured: 1, deliveries: ['waiting'] })
  await expect(db.pool.query('delete from offer_change')).rejects.toThrow('permission denied')
})
