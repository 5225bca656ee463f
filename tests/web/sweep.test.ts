import { expect, test } from 'vitest'
import { testBrowser } from '../kit/browser.ts'
import { patternsOf, sweep } from '../kit/sweep.ts'
import { visit } from '../kit/visitor.ts'
import { testWebServer } from '../kit/web-server.ts'
import { fillCart, lineOf, productsWithPoints } from './store/market.ts'

const server = await testWebServer()
const browser = await testBrowser()
const products = await productsWithPoints(server)

const NARROW = { viewport: { width: 320, height: 640 } }

/** On a machine that is doing other things, too; alone it takes some seconds. */
const LONG = { timeout: 300_000 }

/** Two browsers of one person, so that neither changes the other's language. */
const two = (as?: 'buyer' | 'seller' | 'operator') =>
  Promise.all([0, 1].map(() => visit(browser, server, as ? { ...NARROW, as } : NARROW)))

async function swept(visitors: Awaited<ReturnType<typeof two>>, patterns: readonly string[]) {
  const contexts = visitors.map(({ context }) => context)
  const findings = await sweep(contexts, patterns)
  await Promise.all(contexts.map((context) => context.close()))
  return [...findings, ...visitors.flatMap(({ faults }) => faults)]
}

test.each([
  ['store', 'buyer'],
  ['seller', 'seller'],
  ['operator', 'operator'],
] as const)(
  'every page of the %s is open to all and fits 320 px, in both languages and colours',
  LONG,
  async (surface, as) => {
    const visitors = await two(as)
    const cart = products.slice(0, 2).map((product) => lineOf(product))
    if (surface === 'store') for (const { context } of visitors) await fillCart(context, cart)
    const patterns = await patternsOf(surface)
    expect(patterns.length).toBeGreaterThan(1)
    expect(await swept(visitors, patterns)).toEqual([])
  },
)

test('so is what a stranger meets', LONG, async () => {
  const doors = ['/login', '/orders', '/cart', '/seller', '/operator']
  expect(await swept(await two(), doors)).toEqual([])
})
