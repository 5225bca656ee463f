import { describe, expect, test } from 'vitest'
import type { TabledRoute } from '../../src/http/kit/route-table.ts'
import { after, DAY } from '../../src/rules/time/instant.ts'
import { call, tokenFor } from '../http/kit.ts'
import { START } from '../kit/engine.ts'
import { bodyOf, pathOf, stored } from './requests.ts'
import { MARKS, markedWorld } from './world.ts'

/** S1: every route × {anonymous, other seller, other buyer, wrong role, expired token}. */

const world = await markedWorld()
const { app, db, engine, machine, own, routes, tokens } = world
const expired = await tokenFor(engine, { role: 'operator' }, { expiresAt: after(START, DAY) })
machine.set(after(START, 2 * DAY))

const ask = (route: TabledRoute, token?: string) =>
  call(app, route.method as 'GET', pathOf(route), bodyOf(route), token ? { token } : {})

const named = routes.map((route) => ({ name: `${route.method} ${route.url}`, route }))

/** What anyone may use, by name: a new public route has to be put here. */
const PUBLIC = [
  'GET /docs',
  'GET /docs.css',
  'GET /health/live',
  'GET /health/ready',
  'GET /openapi.json',
  'GET /v1/products',
  'GET /v1/products/:asin',
  'GET /v1/products/:asin/explanation',
  'GET /v1/products/:asin/offers',
  'GET /v1/shelf',
  'GET /v1/time',
  'POST /v1/cart-lines',
  'POST /v1/quotes',
  'POST /v1/session',
]

/** What answers everybody with what is theirs alone. */
const OWN_VIEW = [
  'DELETE /v1/session',
  'GET /v1/deliveries',
  'GET /v1/destinations',
  'GET /v1/subscriptions',
  'POST /v1/destinations',
  'GET /v1/applications/:application',
  'GET /v1/claims',
  'GET /v1/clock',
  'GET /v1/events',
  'GET /v1/notices',
  'GET /v1/orders',
  'GET /v1/policies',
  'GET /v1/providers',
  'GET /v1/session',
  'GET /v1/tokens',
  'POST /v1/notices/read',
]

const NO = [401, 403, 404]

test('the public routes are those listed here', () => {
  const open = named.filter(({ route }) => route.access.to === 'anyone').map(({ name }) => name)
  expect(open.sort()).toEqual(PUBLIC)
})

describe.each(named)('$name', ({ name, route }) => {
  test('shows a stranger nothing', async () => {
    const { status, raw } = await ask(route)
    if (!PUBLIC.includes(name)) expect(status).toBe(401)
    expectNoMarks(status, raw)
  })

  test('shows an expired token nothing', async () => {
    expect((await ask(route, expired)).status).toBe(401)
  })

  test.each([
    ['another seller', tokens.bookHouse],
    ['another buyer', tokens.taro],
  ])('shows %s nothing', async (_, token) => {
    const { status, raw } = await ask(route, token)
    if (!PUBLIC.includes(name) && !OWN_VIEW.includes(name)) expect(NO, raw).toContain(status)
    expectNoMarks(status, raw)
  })

  test('is closed to the roles it is not for', async () => {
    const { to } = route.access
    if (to === 'anyone') return
    const others = (['buyer', 'seller', 'operator'] as const).filter((role) => !to.includes(role))
    for (const role of others) {
      const { status, body } = await ask(route, own[role])
      expect({ status, code: body.code }).toEqual({ status: 403, code: 'role_not_allowed' })
    }
  })

  test('needs its scope of an app', async () => {
    const { to, scope } = route.access
    if (scope === undefined || to === 'anyone') return
    const role = to[0] === 'buyer' ? 'buyer' : to[0] === 'seller' ? 'seller' : 'operator'
    const party = role === 'operator' ? {} : role === 'buyer' ? { buyer: 'MARK-BUYER' } : SELLER
    const scopes = [scope === 'reports' ? 'pricing' : 'reports']
    const poor = await tokenFor(engine, { role, ...party }, { scopes })
    const { status, body } = await ask(route, poor)
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'scope_missing' })
  })
})

const SELLER = { seller: 'tea-house' }

test('none of that changed anything', async () => {
  const before = await stored(db)
  const strangers = [undefined, expired, tokens.bookHouse, tokens.taro]
  const foreign = named.filter(({ name }) => !OWN_VIEW.includes(name) && !PUBLIC.includes(name))
  for (const { route } of foreign) for (const token of strangers) await ask(route, token)
  expect(await stored(db)).toEqual(before)
})

test('the marks are where they belong, so that the tests above can fail', async () => {
  const order = await call(app, 'GET', '/v1/orders/MARK-ORDER', undefined, { token: own.buyer })
  const events = await call(app, 'GET', '/v1/events', undefined, { token: own.operator })
  const people = await call(app, 'GET', '/v1/people', undefined, { token: own.operator })
  const found = MARKS.filter((mark) =>
    [order, events, people].some(({ raw }) => raw.includes(mark)),
  )
  expect(found).toEqual(MARKS)
})

/** An answer that says no may repeat what was asked; one that says yes may not bear a mark. */
function expectNoMarks(status: number, raw: string): void {
  const seen = status < 300 ? MARKS.filter((mark) => raw.includes(mark)) : []
  expect(seen).toEqual([])
}
