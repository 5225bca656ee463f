import { expect, test } from 'vitest'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { call } from '../http/kit.ts'
import { callOperation, JAPAN, toolWorld } from './kit.ts'

const world = await toolWorld()

test('what a program reads, it reads behind its seller’s wall: with a broken one it finds nothing', async () => {
  const lines = [{ seller: 'tea-house', sku: 'TEA', quantity: 1 }]
  const placed = await call(
    world.app,
    'POST',
    '/v1/orders',
    { buyer: 'hanako', lines },
    { token: world.tokens.operator },
  )
  expect(placed.status).toBe(201)
  await relayAll(world.engine)
  const query = { MarketplaceIds: JAPAN, CreatedAfter: '2020-05-01T00:00:00Z' }
  const orders = async () =>
    (await callOperation(world, 'getOrders', { query })).json.payload.Orders.length
  expect(await orders()).toBe(1)
  await world.db.owner.query('drop policy wall on order_line')
  await world.db.owner.query('create policy wall on order_line using ((select wall_open()))')
  expect(await orders()).toBe(0)
  // The operator's own API has no wall.
  const all = await call(world.app, 'GET', '/v1/orders', undefined, {
    token: world.tokens.operator,
  })
  expect(all.body.items).toHaveLength(1)
})
