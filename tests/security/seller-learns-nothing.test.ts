import { describe, expect, test } from 'vitest'
import { after, DAY } from '../../src/rules/time/instant.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { call, testWorld, type World } from '../http/kit.ts'
import { START } from '../kit/engine.ts'
import { PARAMS, type Schema } from './requests.ts'

/**
 * S11: two markets live the same life, but in one the buyer pays with points. Every answer that a
 * seller gets is compared field by field.
 */

type Points = { readonly redeem: number; readonly payment: 'prepaid' | 'cod' }

async function lived({ redeem, payment }: Points): Promise<World> {
  const world = await testWorld()
  const { app, engine, tokens } = world
  const write = async (who: keyof World['tokens'], path: string, body: object, key: string) => {
    const done = await call(app, 'POST', path, body, { token: tokens[who], key })
    expect(done.status, done.raw).toBeLessThan(300)
  }
  const line = (quantity: number) => [{ seller: 'tea-house', sku: 'TEA', quantity }]
  for (const [index, order] of ['o-1', 'o-2', 'o-3', 'o-4'].entries()) {
    const lines = [...line(2), { seller: 'book-house', sku: 'BOOK', quantity: 1 }]
    const body = {
      buyer: 'hanako',
      reference: order,
      lines,
      payment,
      redeem: index < 2 ? redeem : 0,
    }
    await write('hanako', '/v1/orders', body, `place-${order}`)
  }
  const units = [{ line: 1, quantity: 1 }]
  await write('teaHouse', '/v1/orders/o-1/shipments', { units, tracking: 'T1' }, 'ship-1')
  await write('teaHouse', '/v1/orders/o-1/cancellations', { units }, 'cancel-1')
  await write('teaHouse', '/v1/orders/o-2/shipments', {}, 'ship-2')
  await write('teaHouse', '/v1/orders/o-3/shipments', {}, 'ship-3')
  // What the buyer earned is spent elsewhere in the one market, so that refunds fall short.
  const spent = {
    buyer: 'hanako',
    reference: 'o-5',
    lines: line(1),
    redeem: redeem === 0 ? 0 : 'max',
  }
  await write('hanako', '/v1/orders', spent, 'place-o-5')
  await write('teaHouse', '/v1/orders/o-2/refunds', {}, 'refund-2')
  const tenth = { lines: [{ line: 1, ask: { of: 'percentage', bps: 1_000 } }] }
  await write('teaHouse', '/v1/orders/o-3/refunds', tenth, 'refund-3')
  await write('operator', '/v1/orders/o-3/claims', {}, 'claim-3')
  const asked = { lines: [1], reason: 'The rest never came' }
  await write('hanako', '/v1/orders/o-1/claim-requests', asked, 'ask-1')
  await write('operator', '/v1/claims/1/decision', { granted: true, ...tenth }, 'decide-1')
  engine.clock.set(after(START, 20 * DAY))
  await settleThrough(engine, engine.clock.now())
  await relayAll(engine)
  return world
}

const PAGES: readonly string[] = ['o-1', 'o-2', 'o-3', 'o-4', 'o-5']

/** Every reading that a seller may do, with each order, and in pages of one. */
function readings(world: World): string[] {
  return (
    world.routes
      .filter(
        ({ method, access }) =>
          method === 'GET' && access.to !== 'anyone' && access.to.includes('seller'),
      )
      // What the seller's own apps asked, and how long that took, is nothing of the buyer's.
      .filter(({ url }) => !url.endsWith('/app-requests'))
      .flatMap(({ url, schema }) => {
        const query = schema.querystring as Schema & { required?: readonly string[] }
        const orders = url.includes(':order') ? PAGES : ['']
        const words = query.required?.map(
          (name) => query.properties?.[name]?.enum ?? [PARAMS[name]],
        )
        const queries = words?.[0]?.map((word) => `?${query.required?.[0]}=${word}`) ?? ['']
        const paged = 'cursor' in (query.properties ?? {}) ? ['?limit=1'] : []
        const path = (order: string) =>
          url.replace(/:(\w+)/g, (_, name) => (name === 'order' ? order : (SAME[name] ?? 'x')))
        return orders.flatMap((order) => [...queries, ...paged].map((part) => path(order) + part))
      })
  )
}

const SAME: Readonly<Record<string, string>> = { ...PARAMS, period: 'PERIOD' }

/** What a seller reads, page after page; what names the request itself is left out. */
async function read(world: World, path: string): Promise<unknown[]> {
  const token = world.tokens.teaHouse
  const pages: unknown[] = []
  let cursor: string | null | undefined
  do {
    const from = cursor ? `&cursor=${cursor}` : ''
    const { status, raw, body, headers } = await call(world.app, 'GET', path + from, undefined, {
      token,
    })
    const { request = '', ...shown } = (body ?? {}) as { readonly request?: string }
    const length = raw.length - request.length
    pages.push({ status, etag: headers.etag, length, shown: body ? shown : raw })
    cursor = path.includes('limit=1') && body?.items?.length ? body.next : null
  } while (cursor && pages.length < 60)
  return pages
}

async function statementPeriod(world: World): Promise<string> {
  const token = world.tokens.teaHouse
  const found = await call(world.app, 'GET', '/v1/sellers/tea-house/statements', undefined, {
    token,
  })
  return String(found.body.items[0].period)
}

describe('a seller can not tell whether points were redeemed', async () => {
  const without = await lived({ redeem: 0, payment: 'prepaid' })
  const withPoints = await lived({ redeem: 250, payment: 'prepaid' })
  const period = await statementPeriod(without)

  test.each(readings(without).map((path) => path.replace('PERIOD', period)))(
    'in %s',
    async (path) => {
      expect(await read(withPoints, path)).toEqual(await read(without, path))
    },
  )

  test('not even in what its own writes answered', async () => {
    for (const [path, body, key] of [
      ['/v1/orders/o-1/shipments', { units: [{ line: 1, quantity: 1 }], tracking: 'T1' }, 'ship-1'],
      ['/v1/orders/o-1/cancellations', { units: [{ line: 1, quantity: 1 }] }, 'cancel-1'],
      ['/v1/orders/o-2/refunds', {}, 'refund-2'],
    ] as const) {
      const answers = await Promise.all(
        [without, withPoints].map(({ app, tokens }) =>
          call(app, 'POST', path, body, { token: tokens.teaHouse, key }),
        ),
      )
      expect(answers[0]?.headers['idempotent-replayed']).toBe('true')
      expect(answers[1]?.body).toEqual(answers[0]?.body)
    }
  })

  test('nor in a preview of a refund', async () => {
    const ask = [withPoints, without].map(({ app, tokens }) =>
      call(app, 'POST', '/v1/orders/o-1/refund-previews', {}, { token: tokens.teaHouse }),
    )
    const [one, other] = await Promise.all(ask)
    expect(one?.status).toBe(200)
    expect(one?.body).toEqual(other?.body)
  })

  test('the two lives do differ where it may be seen', async () => {
    const seen = [without, withPoints].map(({ app, tokens }) =>
      call(app, 'GET', '/v1/orders/o-2', undefined, { token: tokens.hanako }),
    )
    const [one, other] = await Promise.all(seen)
    expect(one?.body.redeemed).toBe(0)
    expect(other?.body.redeemed).toBe(250)
  })
})

test('with cash on delivery a seller sees what is prepaid and what to collect, and no points', async () => {
  const { app, tokens } = await lived({ redeem: 250, payment: 'cod' })
  const seen = await call(app, 'GET', '/v1/orders/o-2', undefined, { token: tokens.teaHouse })
  const { prepaid, collect } = seen.body
  expect(prepaid).toBeGreaterThan(0)
  expect(prepaid + collect).toBe(2_680)
  expect(Object.keys(seen.body).sort()).toEqual(
    [
      'collect',
      'lines',
      'order',
      'payment',
      'placedAt',
      'policyVersion',
      'prepaid',
      'status',
      'total',
    ].sort(),
  )
})
