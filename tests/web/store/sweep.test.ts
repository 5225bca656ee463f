import { expect, test } from 'vitest'
import { LONG, sweeper } from '../../kit/swept.ts'
import { fillCart, lineOf, productsWithPoints } from './market.ts'

const { server, two, every, swept } = await sweeper()
const products = await productsWithPoints(server)

test('every page is open to all and fits 320 px, in both languages and colours', LONG, async () => {
  const visitors = await two('buyer')
  const cart = products.slice(0, 2).map((product) => lineOf(product))
  for (const { context } of visitors) await fillCart(context, cart)
  await every('store', visitors)
})

test('so is what a stranger meets', LONG, async () => {
  const doors = ['/login', '/orders', '/cart', '/seller', '/operator']
  expect(await swept(await two(), doors)).toEqual([])
})
