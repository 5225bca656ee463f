import { describe, expect, test } from 'vitest'
import { DAY, instantOf } from '../../src/rules/time/instant.ts'
import { createPerson } from '../../src/usecases/auth/people.ts'
import { call, done, newKey, testWorld, UNLIMITED } from '../http/kit.ts'

/** S7: points over a limit need a second person, and every operator's write is in the audit log. */

const world = await testWorld({ limits: UNLIMITED, approvalLimit: 1_000 })
const { app, db, engine, tokens } = world

const PASSWORD = 'a long password'

async function operator(login: string) {
  const person = { login, name: login, password: PASSWORD, role: 'operator' } as const
  await done(createPerson(engine, { caller: 'test', key: newKey() }, person))
  const body = { login, password: PASSWORD }
  const { headers } = await call(app, 'POST', '/v1/session', body, { key: null })
  const cookie = String(headers['set-cookie']).split(';')[0] as string
  return { cookie, origin: 'https://localhost:80' }
}

const aiko = await operator('aiko')
const ben = await operator('ben')

type Headers = Record<string, string>
const as = (headers: Headers, key = newKey()) => ({ headers, key })

const give = (who: Headers, points: number, key = newKey(), path = 'grants') =>
  call(app, 'POST', `/v1/buyers/taro/${path}`, { points, reason: 'test' }, as(who, key))

const decide = (who: Headers, approval: number, approved = true) =>
  call(app, 'POST', `/v1/approvals/${approval}/decision`, { approved }, as(who))

const balance = async () =>
  (await call(app, 'GET', '/v1/buyers/taro/points', undefined, { token: tokens.taro })).body
    .available

describe('points over the limit', () => {
  test('do not move until another person approves, and then once', async () => {
    const before = await balance()
    const asked = await give(aiko, 1_001)
    expect(asked).toMatchObject({ status: 202, body: { state: 'waiting', points: 1_001 } })
    const { approval } = asked.body
    expect(await balance()).toBe(before)
    expect(await decide(aiko, approval)).toMatchObject({
      status: 403,
      body: { code: 'second_operator_needed' },
    })
    const app_ = { authorization: `Bearer ${tokens.operator}` }
    expect((await decide(app_, approval)).body.code).toBe('second_operator_needed')
    expect(await balance()).toBe(before)
    expect((await decide(ben, approval)).status).toBe(200)
    expect(await balance()).toBe(before + 1_001)
    expect((await decide(ben, approval)).body.code).toBe('approval_decided')
    expect(await balance()).toBe(before + 1_001)
  })

  test('are approved a dozen at the same moment, and none waits for another for ever', async () => {
    const before = await balance()
    const asked = await Promise.all(Array.from({ length: 12 }, () => give(aiko, 2_000)))
    const approvals = asked.map(({ body }) => body.approval as number)
    const decided = await Promise.all(approvals.map((approval) => decide(ben, approval)))
    expect(decided.map(({ status }) => status)).toEqual(approvals.map(() => 200))
    expect(await balance()).toBe(before + 24_000)
  })

  test('that are declined never move', async () => {
    const before = await balance()
    const { approval } = (await give(aiko, 5_000, newKey(), 'adjustments')).body
    expect((await decide(ben, approval, false)).status).toBe(200)
    expect((await decide(ben, approval)).body.code).toBe('approval_decided')
    expect(await balance()).toBe(before)
  })

  test('are over it in parts, too, within a day; also taken, also by an app that one made', async () => {
    engine.clock.set(instantOf(engine.clock.now() + 2 * DAY))
    expect((await give(ben, 600)).status).toBe(201)
    expect((await give(ben, 400, newKey(), 'adjustments')).status).toBe(201)
    expect((await give(ben, 1)).status).toBe(202)
    expect((await give(ben, -1, newKey(), 'adjustments')).status).toBe(202)
    const ask = { name: 'tool', role: 'operator', scopes: ['points'] }
    const made = await call(app, 'POST', '/v1/tokens', ask, as(ben))
    const tool = { authorization: `Bearer ${made.body.secret}` }
    const byTool = await give(tool, 1)
    expect(byTool.status).toBe(202)
    expect((await decide(ben, byTool.body.approval)).body.code).toBe('second_operator_needed')
    expect((await give(aiko, 1)).status).toBe(201)
    engine.clock.set(instantOf(engine.clock.now() + DAY))
    expect((await give(ben, 1)).status).toBe(201)
  })

  test('asked for again under the same key are the same request', async () => {
    engine.clock.set(instantOf(engine.clock.now() + 2 * DAY))
    const keys = [newKey(), newKey()] as const
    const small = await give(aiko, 900, keys[0])
    const much = await give(aiko, 900, keys[1])
    expect([small.status, much.status]).toEqual([201, 202])
    const before = await balance()
    expect((await give(aiko, 900, keys[0])).body).toEqual(small.body)
    expect((await give(aiko, 900, keys[1])).body).toEqual(much.body)
    expect(await balance()).toBe(before)
    const { rows } = await db.pool.query('select count(*) as n from approval where points = 900')
    expect(rows[0].n).toBe(1)
  })

  test('approved by two people at once move once', async () => {
    const cho = await operator('cho')
    const before = await balance()
    const { approval } = (await give(aiko, 2_000)).body
    const answers = await Promise.all([decide(ben, approval), decide(cho, approval)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await balance()).toBe(before + 2_000)
  })
})

describe('the audit log', () => {
  const logged = async () =>
    (await call(app, 'GET', '/v1/audit?limit=200', undefined, as(aiko))).body.items

  test('has every write of an operator, refused ones too, without secrets', async () => {
    const before = (await logged()).length
    const person = { login: 'dai', name: 'Dai', password: 'a secret password', role: 'operator' }
    await call(app, 'POST', '/v1/people', person, as(aiko))
    await call(app, 'POST', '/v1/people', { login: 'x' }, as(aiko))
    await call(app, 'PUT', '/v1/sellers/nobody/plan', { plan: 'individual' }, as(aiko))
    await call(app, 'GET', '/v1/people', undefined, as(aiko))
    const [third, second, first, ...rest] = await logged()
    expect(rest).toHaveLength(before)
    expect(first).toMatchObject({
      action: 'POST /v1/people',
      asked: { login: 'dai', name: 'Dai', password: '…' },
      status: 201,
      code: null,
    })
    expect(second).toMatchObject({ status: 400, code: 'validation' })
    expect(third).toMatchObject({
      action: 'PUT /v1/sellers/:seller/plan',
      target: { seller: 'nobody' },
      status: 404,
      code: 'seller_not_found',
    })
    expect(new Set([first.caller, second.caller, third.caller]).size).toBe(1)
  })

  test('has what an app of the operator did, but for orders that it relays', async () => {
    const before = (await logged()).length
    const token = tokens.operator
    const order = { buyer: 'hanako', lines: [{ seller: 'tea-house', sku: 'TEA', quantity: 1 }] }
    const placed = await call(app, 'POST', '/v1/orders', order, { token })
    await call(app, 'POST', `/v1/orders/${placed.body.order}/cancellations`, {}, { token })
    expect((await logged()).length).toBe(before + 1)
    await call(app, 'POST', '/v1/orders', order, as(aiko))
    expect((await logged()).length).toBe(before + 2)
  })

  test('can not be changed by the application', async () => {
    for (const text of ['update operator_action set caller = 1', 'delete from operator_action']) {
      await expect(db.pool.query(text)).rejects.toThrow(/permission denied/)
      await expect(db.owner.query(text)).rejects.toThrow(/append-only/)
    }
  })

  test('that can not be written lets nothing be answered', async () => {
    await db.owner.query('revoke insert on operator_action from tamaru_app')
    const refused = await give(aiko, 1)
    expect(refused.status).toBeGreaterThanOrEqual(500)
    await db.owner.query('grant insert on operator_action to tamaru_app')
  })
})
