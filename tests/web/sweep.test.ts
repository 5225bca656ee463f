import { expect, test } from 'vitest'
import { testBrowser } from '../kit/browser.ts'
import { patternsOf, sweep } from '../kit/sweep.ts'
import { visit } from '../kit/visitor.ts'
import { testWebServer } from '../kit/web-server.ts'
import { fillCart, lineOf, productsWithPoints } from './store/market.ts'

const server = await testWebServer()
const browser = await testBrowser()
const products = await productsWithPoints(server)

/** Together both languages and both colours; a page is not wider for being dark. */
const LOOKS = [
  { language: 'ja', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const

/** On a machine that is doing other things, too; alone it takes a few seconds. */
const LONG = { timeout: 240_000 }

const NARROW = { viewport: { width: 320, height: 640 } }

const EVERY = (['store', 'seller', 'operator'] as const).flatMap((surface) =>
  LOOKS.map((look) => ({ surface, ...look })),
)

/** Whose surface it is. */
const PERSON = { store: 'buyer', seller: 'seller', operator: 'operator' } as const

test.each(EVERY)(
  'every page of the $surface fits 320 px and is open to all, $language and $theme',
  LONG,
  async ({ surface, ...look }) => {
    const visitor = await visit(browser, server, { ...look, ...NARROW, as: PERSON[surface] })
    if (surface === 'store')
      await fillCart(
        visitor.context,
        products.slice(0, 2).map((p) => lineOf(p)),
      )
    const patterns = await patternsOf(surface)
    expect(patterns.length).toBeGreaterThan(0)
    expect(await sweep(visitor.context, patterns)).toEqual([])
    expect(visitor.faults).toEqual([])
    await visitor.context.close()
  },
)

test.each(LOOKS)('so is what a stranger meets, $language and $theme', LONG, async (look) => {
  const { context, faults } = await visit(browser, server, { ...look, ...NARROW })
  const doors = ['/login', '/orders', '/cart', '/seller', '/operator']
  expect(await sweep(context, doors)).toEqual([])
  expect(faults).toEqual([])
  await context.close()
})
