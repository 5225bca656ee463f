import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/http/kit/settings.ts'
import { createPerson } from '../../src/usecases/auth/people.ts'
import { call, done, newKey, testWorld, tokenFor } from '../http/kit.ts'

/** S5: limits per seller, buyer, address and login; forwarding headers of strangers are ignored. */

const FEW = {
  ...DEFAULT_LIMITS,
  address: 30,
  buyer: 6,
  seller: 8,
  loginOfAddress: 9,
  loginOfPerson: 3,
}
const world = await testWorld({ limits: FEW })
const { app, engine, tokens } = world

/** Asks until the answer is no; returns how many were answered. */
async function answered(ask: (n: number) => ReturnType<typeof call>, most = 100): Promise<number> {
  for (let n = 0; n < most; n++) {
    const { status, body, headers } = await ask(n)
    if (status !== 429) continue
    expect(body).toMatchObject({
      code: 'rate_limited',
      detail: expect.stringMatching(/\d seconds/),
    })
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    return n
  }
  return most
}

const get = (token: string, headers = {}) =>
  call(app, 'GET', '/v1/orders', undefined, { token, headers })

describe('a minute’s limit', () => {
  test('counts all apps of a buyer together, and no other buyer’s', async () => {
    const second = await tokenFor(engine, { role: 'buyer', buyer: 'hanako' })
    expect(await answered((n) => get(n % 2 ? tokens.hanako : second))).toBe(FEW.buyer)
    expect((await get(tokens.taro)).status).toBe(200)
  })

  test('counts all apps of a seller together', async () => {
    const second = await tokenFor(engine, { role: 'seller', seller: 'tea-house' })
    expect(await answered((n) => get(n % 2 ? tokens.teaHouse : second))).toBe(FEW.seller)
    expect((await get(tokens.bookHouse)).status).toBe(200)
  })

  test('does not depend on the route or the method', async () => {
    const token = await tokenFor(engine, { role: 'buyer', buyer: 'taro' })
    const asks = ['/v1/orders', '/v1/notices', '/v1/tokens', '/v1/clock'] as const
    const ask = (n: number) => call(app, 'GET', asks[n % 4] as string, undefined, { token })
    expect(await answered(ask)).toBeLessThanOrEqual(FEW.buyer)
  })
})

describe('logging in', async () => {
  const person = { login: 'op@example.jp', name: 'op', password: 'a long password' }
  await done(
    createPerson(engine, { caller: 'test', key: newKey() }, { ...person, role: 'operator' }),
  )

  const login = (name: string, password: string, from = '10.0.0.1') =>
    app
      .inject({
        method: 'POST',
        url: '/v1/session',
        payload: { login: name, password },
        remoteAddress: from,
      })
      .then((r) => ({ status: r.statusCode, body: r.json(), headers: r.headers, raw: r.body }))

  test('as one person is limited, from wherever it is tried, the right password too', async () => {
    const from = (n: number) => `10.1.0.${n}`
    expect(await answered((n) => login('OP@example.jp', 'wrong password', from(n)))).toBe(3)
    expect((await login('op@example.jp', 'a long password', '10.2.0.1')).status).toBe(429)
  })

  test('from one address is limited, as whomever it is tried', async () => {
    expect(await answered((n) => login(`person-${n}`, 'x', '10.3.0.1'))).toBe(FEW.loginOfAddress)
    expect((await login('person-x', 'x', '10.3.0.2')).status).toBe(401)
  })
})

describe('an address', () => {
  const anonymous = (remoteAddress: string, headers = {}) =>
    app
      .inject({ method: 'GET', url: '/v1/products', remoteAddress, headers })
      .then((r) => ({ status: r.statusCode, body: r.json(), headers: r.headers, raw: r.body }))

  test('is limited, and a forwarding header makes it no other', async () => {
    const forged = (n: number) => ({
      'x-forwarded-for': `1.2.3.${n}`,
      forwarded: `for=1.2.3.${n}`,
      'x-real-ip': `1.2.3.${n}`,
    })
    expect(await answered((n) => anonymous('10.4.0.1', forged(n)))).toBe(FEW.address)
    expect((await anonymous('10.4.0.2')).status).toBe(200)
  })

  test('of IPv6 is a network, as a customer has one', async () => {
    expect(await answered((n) => anonymous(`2001:db8:1:2::${n + 1}`))).toBe(FEW.address)
    expect((await anonymous('2001:db8:1:3::1')).status).toBe(200)
  })

  test('that guesses tokens is limited by address', async () => {
    const guess = (n: number) =>
      app
        .inject({
          url: '/v1/orders',
          remoteAddress: '10.5.0.1',
          headers: { authorization: `Bearer tamaru_${n}` },
        })
        .then((r) => ({ status: r.statusCode, body: r.json(), headers: r.headers, raw: r.body }))
    expect(await answered(guess)).toBe(FEW.address)
  })

  test('that asks for what is not there is limited, too', async () => {
    const ask = () =>
      app
        .inject({ url: '/nowhere', remoteAddress: '10.6.0.1' })
        .then((r) => ({ status: r.statusCode, body: r.json(), headers: r.headers, raw: r.body }))
    expect(await answered(ask)).toBe(FEW.address)
  })
})

test('a body is limited', async () => {
  const big = { buyer: 'hanako', lines: [], note: 'x'.repeat(70_000) }
  const token = await tokenFor(engine, { role: 'operator' })
  expect(await call(app, 'POST', '/v1/orders', big, { token })).toMatchObject({
    status: 413,
    body: { code: 'too_large', maximum: 65_536 },
  })
})
