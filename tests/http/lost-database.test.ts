import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { connect } from '../../src/database/connect.ts'
import { openListener } from '../../src/database/listen.ts'
import { buildApp } from '../../src/http/app.ts'
import { buildEngine } from '../../src/usecases/engine.ts'
import { call, newKey, testWorld, UNLIMITED } from './kit.ts'

/** The database goes away and comes back under a serving application. */

const world = await testWorld({ limits: UNLIMITED })
const { db, machine, tokens } = world

/** A way to PostgreSQL that can be shut: then nobody answers there, and who was in is out. */
async function wayTo(url: string) {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = dial(Number(port), hostname)
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.on('error', () => to.destroy()).on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  const open = (at: number) =>
    new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve))
  await open(0)
  const own = (server.address() as AddressInfo).port
  const through = new URL(url)
  through.port = String(own)
  return {
    url: through.href,
    open: () => open(own),
    async shut() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      sockets.clear()
      await closed
    },
  }
}

// An application of its own pools, whose patience a test can wait for.
const way = await wayTo(db.url)
const pool = connect(way.url, { name: 'lost', connectTimeout: 500 })
const commandPool = connect(way.url, {
  ...{ name: 'lost lanes', max: 4, pipeline: true },
  connectTimeout: 500,
})
const engine = buildEngine(pool, commandPool, world.engine.clock, { patienceMs: 300 })
const listener = await openListener(way.url)
const app = await buildApp({ engine, listener, machine, settings: { limits: UNLIMITED } })
afterAll(async () => {
  await app.close()
  await listener.close()
  await Promise.all([pool.end(), commandPool.end()])
  await way.shut()
})

const order = { buyer: 'taro', lines: [{ seller: 'tea-house', sku: 'TEA', quantity: 1 }] }

test('while the database is away every answer is 503; back again, the same requests succeed', async () => {
  const token = tokens.taro
  const key = newKey()
  expect((await call(app, 'GET', '/v1/orders', undefined, { token })).status).toBe(200)
  await way.shut()
  try {
    const asks = [
      call(app, 'GET', '/v1/orders', undefined, { token }),
      call(app, 'GET', '/v1/products'),
      call(app, 'GET', '/health/ready'),
      call(app, 'POST', '/v1/orders', order, { token, key }),
      call(app, 'POST', '/v1/session', { login: 'someone', password: 'x' }, { key: null }),
    ]
    for (const answer of await Promise.all(asks)) {
      expect(answer).toMatchObject({
        status: 503,
        headers: { 'retry-after': '1' },
        body: { code: 'unavailable', status: 503 },
      })
      expect(answer.raw).not.toMatch(/postgres|terminat|ECONN|at .*\.ts/)
    }
    expect((await call(app, 'GET', '/health/live')).status).toBe(200)
  } finally {
    await way.open()
  }
  await expect
    .poll(async () => (await call(app, 'GET', '/health/ready')).status, { timeout: 10_000 })
    .toBe(200)
  const first = await call(app, 'POST', '/v1/orders', order, { token, key })
  const again = await call(app, 'POST', '/v1/orders', order, { token, key })
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.body).toEqual(first.body)
})

test('while nobody can tell of revoked access, nothing is remembered', async () => {
  const token = tokens.hanako
  expect((await call(app, 'GET', '/v1/orders', undefined, { token })).status).toBe(200)
  await way.shut()
  await db.owner.query(
    `update access_token set revoked_at = now()
      where buyer_id in (select id from buyer where reference = 'hanako')`,
  )
  // Nothing was heard of it, and nothing can be asked: no answer is better than an old one.
  expect((await call(app, 'GET', '/v1/orders', undefined, { token })).status).toBe(503)
  await way.open()
  await expect
    .poll(async () => (await call(app, 'GET', '/v1/orders', undefined, { token })).status)
    .toBe(401)
})

test('closing lets what is under way finish, and turns away what comes after', async () => {
  const closing = await buildApp({ engine, listener, machine })
  const started = Promise.withResolvers<void>()
  closing.addHook('preHandler', async () => {
    started.resolve()
    await new Promise((resolve) => setTimeout(resolve, 100))
  })
  const address = await closing.listen({ port: 0, host: '127.0.0.1' })
  const headers = {
    authorization: `Bearer ${tokens.taro}`,
    'idempotency-key': newKey(),
    'content-type': 'application/json',
  }
  const asked = fetch(`${address}/v1/orders`, {
    method: 'POST',
    headers,
    body: JSON.stringify(order),
  })
  await started.promise
  const closed = closing.close()
  expect((await asked).status).toBe(201)
  await closed
  await expect(fetch(`${address}/health/live`)).rejects.toThrow()
})
