import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openListener } from '../../src/database/listen.ts'
import { buildApp } from '../../src/http/app.ts'
import { HOUR, instantOf } from '../../src/rules/time/instant.ts'
import { createPerson } from '../../src/usecases/auth/people.ts'
import { authoriseProvider } from '../../src/usecases/sellers/authorise-provider.ts'
import { registerProvider } from '../../src/usecases/sellers/register-provider.ts'
import { call, done, newKey, testWorld, tokenFor, UNLIMITED } from '../http/kit.ts'
import { testDatabase } from '../kit/database.ts'
import { START } from '../kit/engine.ts'

/** S8, S9: sessions, cookies, foreign pages, and changes that act on the very next request. */

const world = await testWorld({ limits: UNLIMITED })
const { app, db, engine, log, machine, tokens } = world

const empty = await testDatabase()
// Another process on the same database.
const elsewhereListener = await openListener(db.url)
const elsewhere = await buildApp({ engine, listener: elsewhereListener, machine })
afterAll(async () => {
  await elsewhere.close()
  await elsewhereListener.close()
})

const PASSWORD = 'correct horse battery'
const as = () => ({ caller: 'test', key: newKey() })
const person = (login: string, role: object) =>
  done(
    createPerson(engine, as(), {
      login,
      name: login,
      password: PASSWORD,
      ...(role as { role: 'operator' }),
    }),
  )

const login = (login: string, password = PASSWORD, headers = {}) =>
  call(app, 'POST', '/v1/session', { login, password }, { key: null, headers })

/** Logs in and returns the cookie as a browser would send it. */
async function cookieOf(name: string): Promise<string> {
  const { status, headers } = await login(name)
  expect(status).toBe(200)
  return String(headers['set-cookie']).split(';')[0] as string
}

const who = (cookie: string, on = app) =>
  call(on, 'GET', '/v1/session', undefined, { headers: { cookie } })

describe('logging in', async () => {
  await person('hanako@example.jp', { role: 'buyer', buyer: 'hanako' })

  test('sets a cookie that only this host gets, over https, and no script reads', async () => {
    const { headers, body } = await login('Hanako@example.jp')
    const cookie = String(headers['set-cookie'])
    expect(cookie).toMatch(/^__Host-tamaru=[\w-]{43};/)
    for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax', 'Max-Age=43200']) {
      expect(cookie).toContain(part)
    }
    expect(cookie).not.toContain('Domain')
    expect(headers['cache-control']).toBe('no-store')
    expect(body).toEqual({ expiresAt: '2020-06-01T12:00:00+09:00' })
  })

  test('says the same of a wrong password and of nobody', async () => {
    const wrong = await login('hanako@example.jp', 'wrong horse battery')
    const nobody = await login('nobody@example.jp')
    expect(wrong).toMatchObject({ status: 401, body: { code: 'login_failed' } })
    const { request: _, ...shown } = wrong.body
    expect(nobody.body).toMatchObject(shown)
  })

  test('keeps no password and no secret: neither in the database nor in the log', async () => {
    const cookie = await cookieOf('hanako@example.jp')
    const token = await tokenFor(engine, { role: 'buyer', buyer: 'hanako' })
    await call(app, 'GET', '/v1/orders', undefined, { token })
    await call(
      app,
      'PATCH',
      '/v1/people/1',
      { password: 'another password' },
      { token: tokens.operator },
    )
    await call(app, 'PATCH', '/v1/people/1', { password: PASSWORD }, { token: tokens.operator })
    const secrets = [PASSWORD, 'another password', cookie.split('=')[1] as string, token]
    const { rows } = await db.owner.query(
      `select string_agg(t::text, ' ') as text from (
        select p::text as t from person p union all select s::text from session s
        union all select a::text from access_token a union all select o::text from operator_action o
        union all select r::text from request r) as everything`,
    )
    for (const secret of secrets) {
      expect(rows[0].text).not.toContain(secret)
      expect(log.join('\n')).not.toContain(secret)
    }
    const stored = await db.owner.query('select password from person where id = 1')
    expect(stored.rows[0].password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('ends by itself after twelve hours', async () => {
    const cookie = await cookieOf('hanako@example.jp')
    machine.set(instantOf(START + 11 * HOUR))
    expect((await who(cookie)).status).toBe(200)
    machine.set(instantOf(START + 12 * HOUR))
    expect((await who(cookie)).status).toBe(401)
  })

  test('a session that is over still sees what is open to anyone', async () => {
    const headers = { cookie: '__Host-tamaru=over' }
    const products = await call(app, 'GET', '/v1/products', undefined, { headers })
    expect(products.status).toBe(200)
    expect((await login('hanako@example.jp', PASSWORD, headers)).status).toBe(200)
  })
})

describe('a change of access acts on the very next request, to whichever process it goes', async () => {
  await person('op@example.jp', { role: 'operator' })
  const operator = { token: tokens.operator }
  const idOf = async (login: string) => {
    const { rows } = await db.pool.query('select id from person where login = $1', [login])
    return rows[0].id as number
  }

  test('logging out', async () => {
    const cookie = await cookieOf('hanako@example.jp')
    for (const on of [app, elsewhere]) expect((await who(cookie, on)).status).toBe(200)
    const out = await call(app, 'DELETE', '/v1/session', undefined, {
      key: null,
      headers: { cookie },
    })
    expect(out.status).toBe(204)
    expect(String(out.headers['set-cookie'])).toMatch(/^__Host-tamaru=; Max-Age=0;/)
    expect((await who(cookie)).status).toBe(401)
    expect((await who(cookie, elsewhere)).status).toBe(401)
  })

  test.each([
    ['a new role', { role: { role: 'seller', seller: 'tea-house' } }],
    ['a new password', { password: 'another password' }],
    ['a ban', { disabled: true }],
  ])('%s', async (what, change) => {
    const name = `${what.replaceAll(' ', '-')}@example.jp`
    await person(name, { role: 'buyer', buyer: 'taro' })
    const cookie = await cookieOf(name)
    for (const on of [app, elsewhere]) expect((await who(cookie, on)).body.role).toBe('buyer')
    const id = await idOf(name)
    const changed = await call(app, 'PATCH', `/v1/people/${id}`, change, operator)
    expect(changed.status).toBe(200)
    expect((await who(cookie)).status).toBe(401)
    expect((await who(cookie, elsewhere)).status).toBe(401)
  })

  test('a revoked token', async () => {
    const token = await tokenFor(engine, { role: 'seller', seller: 'tea-house' })
    const read = (on: typeof app) => call(on, 'GET', '/v1/orders', undefined, { token })
    for (const on of [app, elsewhere]) expect((await read(on)).status).toBe(200)
    const { rows } = await db.pool.query('select max(id) as id from access_token')
    const shop = { token: tokens.teaHouse }
    const gone = await call(app, 'DELETE', `/v1/tokens/${rows[0].id}`, undefined, shop)
    expect(gone.status).toBe(200)
    expect((await read(app)).status).toBe(401)
    expect((await read(elsewhere)).status).toBe(401)
  })

  test('a service provider that the seller sends away, or gives less', async () => {
    const provider = { reference: 'tool', name: 'Tool', supportsPoints: false }
    await done(registerProvider(engine, as(), provider))
    const scopes = ['listings', 'orders'] as const
    await done(authoriseProvider(engine, as(), { seller: 'tea-house', provider: 'tool', scopes }))
    const owner = { role: 'seller', seller: 'tea-house' } as const
    const token = await tokenFor(engine, owner, {
      provider: 'tool',
      scopes: ['listings', 'orders'],
    })
    const read = (on: typeof app) => call(on, 'GET', '/v1/orders', undefined, { token })
    const shop = { token: tokens.teaHouse }
    const path = '/v1/sellers/tea-house/providers/tool'
    for (const on of [app, elsewhere]) expect((await read(on)).status).toBe(200)
    await call(app, 'PUT', path, { scopes: ['listings'] }, shop)
    expect((await read(app)).body.code).toBe('scope_missing')
    expect((await read(elsewhere)).body.code).toBe('scope_missing')
    await call(app, 'DELETE', path, undefined, shop)
    expect((await read(app)).status).toBe(401)
    expect((await read(elsewhere)).status).toBe(401)
  })
})

describe('a page of somebody else', async () => {
  await person('shop@example.jp', { role: 'seller', seller: 'tea-house' })
  let cookie = ''
  beforeAll(async () => {
    cookie = await cookieOf('shop@example.jp')
  })
  const change = (headers: Record<string, string>, key: string | null = newKey()) =>
    call(
      app,
      'PATCH',
      '/v1/sellers/tea-house/listings/TEA',
      { stock: 5 },
      {
        key,
        headers: { cookie, host: 'market.example', ...headers },
      },
    )

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['the same host without https', { origin: 'http://market.example' }],
    ['nowhere', { origin: 'null' }],
  ])('from %s can not write with a session', async (_, headers) => {
    expect(await change(headers)).toMatchObject({
      status: 403,
      body: { code: 'origin_not_allowed' },
    })
  })

  test('can not do it without a header that foreign pages may not send, either', async () => {
    expect(await change({}, null)).toMatchObject({
      status: 400,
      body: { code: 'idempotency_key_missing' },
    })
  })

  test('can not log anybody out, nor in', async () => {
    const headers = { cookie, 'sec-fetch-site': 'cross-site' }
    const out = await call(app, 'DELETE', '/v1/session', undefined, { key: null, headers })
    expect(out.body.code).toBe('origin_not_allowed')
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const sent = await call(app, 'POST', '/v1/session', 'login=a&password=b', { headers: form })
    expect(sent).toMatchObject({ status: 415, body: { code: 'unsupported_media' } })
  })

  test('but a page of the server can', async () => {
    expect((await change({ origin: 'https://market.example' })).status).toBe(200)
  })
})

test('a production without https does not start', async () => {
  const settings = { mode: 'production', https: false } as const
  await expect(buildApp({ ...world.deps, settings })).rejects.toThrow(/https/)
})

test('a sandbox without https has a cookie that browsers take', async () => {
  const settings = { mode: 'sandbox', https: false } as const
  const sandbox = await buildApp({ ...world.deps, settings })
  const body = { login: 'shop@example.jp', password: PASSWORD }
  const { headers } = await call(sandbox, 'POST', '/v1/session', body, { key: null })
  expect(String(headers['set-cookie'])).toMatch(/^tamaru=/)
  expect(String(headers['set-cookie'])).not.toContain('Secure')
  await sandbox.close()
})

test('there is no default account: a new database knows nobody', async () => {
  const { rows } = await empty.owner.query(
    'select (select count(*) from person) as people, (select count(*) from access_token) as tokens',
  )
  expect(rows).toEqual([{ people: 0, tokens: 0 }])
})
