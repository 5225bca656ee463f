import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY } from '../../src/rules/time/instant.ts'
import { advanceClock } from '../../src/usecases/clock/advance.ts'
import { listDeadLetters, resendLetter } from '../../src/usecases/notices/dead-letters.ts'
import { forgetOld } from '../../src/usecases/notices/forget.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { testDatabase } from '../kit/database.ts'
import { as, done, sandboxEngine } from './kit.ts'

const db = await testDatabase()
const engine = sandboxEngine(db)
afterAll(() => engine.close())

beforeAll(() => registerBuyers(engine, [{ reference: 'hanako' }]))

const grant = () =>
  done(grantPoints(engine, as(engine), { buyer: 'hanako', points: 5, reason: 'test' }))

const count = async (table: string) => {
  const { rows } = await db.pool.query<{ n: number }>(`select count(*)::int as n from ${table}`)
  return rows[0]?.n
}

describe('an effect that can not be relayed', () => {
  test('is set aside, and those around it are not held up', async () => {
    const before = (await count('event')) as number
    await grant()
    // What a notice is made of is no number.
    await db.pool.query(
      `insert into outbox (topic, book_id, version, payload, event_at, recorded_at)
        select 'points.vested', 1, 1, '{"points": "many"}', t, t
        from to_timestamp($1::float8 / 1000) as t`,
      [engine.clock.now()],
    )
    for (let n = 0; n < 20; n++) await grant()
    expect(await relayAll(engine)).toBe(22)
    expect(await count('outbox')).toBe(0)
    expect(await count('event')).toBe(before + 21)
    const [letter, ...others] = await listDeadLetters(engine, 0, 10)
    expect(others).toEqual([])
    expect(letter).toMatchObject({ topic: 'points.vested' })
    expect(letter?.error).toContain('bigint')
  })

  test('can be sent again; still broken, it is set aside again, and mended, it arrives', async () => {
    const [first] = await listDeadLetters(engine, 0, 10)
    await done(resendLetter(engine, as(engine), first?.id ?? 0))
    expect(await resendLetter(engine, as(engine), first?.id ?? 0)).toMatchObject({
      refused: 'letter_not_found',
    })
    await relayAll(engine)
    const [again] = await listDeadLetters(engine, 0, 10)
    expect(again?.id).toBeGreaterThan(first?.id as number)
    await db.owner.query(`update dead_letter set payload = '{"points": 7}' where id = $1`, [
      again?.id,
    ])
    const before = (await count('event')) as number
    await done(resendLetter(engine, as(engine), again?.id ?? 0))
    await relayAll(engine)
    expect(await listDeadLetters(engine, 0, 10)).toEqual([])
    expect(await count('event')).toBe(before + 1)
  })
})

test('old events and notices are forgotten when they are old enough, and never otherwise', async () => {
  const keep = { events: 30, notices: 30, uploads: 30 }
  const events = (await count('event')) as number
  const notices = (await count('notice')) as number
  expect(events).toBeGreaterThan(0)
  expect(notices).toBeGreaterThan(0)
  await done(advanceClock(engine, { by: 20 * DAY }))
  await forgetOld(engine, keep)
  expect(await count('event')).toBeGreaterThanOrEqual(events)
  await expect(db.pool.query('delete from event')).rejects.toThrow(/permission denied/)
  await expect(db.owner.query('delete from event')).rejects.toThrow(/append-only/)
  await done(advanceClock(engine, { by: 20 * DAY }))
  await forgetOld(engine, { events: 0, notices: 0, uploads: 0 })
  expect(await count('event')).toBeGreaterThanOrEqual(events)
  const journal = await count('journal')
  await grant()
  await relayAll(engine)
  await forgetOld(engine, keep)
  const old = `event where recorded_at < to_timestamp(${engine.clock.now() - 30 * DAY} / 1000.0)`
  expect(await count(old)).toBe(0)
  expect(await count('event')).toBeGreaterThan(0)
  expect(await count('event')).toBeLessThan(events)
  expect(await count('notice')).toBe(0)
  expect(await count('journal')).toBe((journal as number) + 1)
})

test('an event that was recorded as of long ago takes no younger one with it', async () => {
  await grant()
  await db.pool.query(
    `insert into outbox (topic, payload, event_at, recorded_at)
      select 'policy.in_force', '{"version": 1}', t, t
      from to_timestamp($1::float8 / 1000) as t`,
    [engine.clock.now() - 100 * DAY],
  )
  await grant()
  await relayAll(engine)
  const before = (await count('event')) as number
  await forgetOld(engine, { events: 30, notices: 30, uploads: 30 })
  expect(await count('event')).toBe(before)
})
