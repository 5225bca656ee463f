import { test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { album, looks } from '../../kit/looks.ts'
import { settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()
const shoot = await album('console')

test.concurrent.for(looks())('%s', async ([, look], { expect }) => {
  const stranger = await visit(browser, server, look)
  const seller = await visit(browser, server, { ...look, as: 'seller' })
  const operator = await visit(browser, server, { ...look, as: 'operator' })
  const shots = [
    ['login', '/seller', stranger],
    ['seller', '/seller', seller],
    ['operator', '/operator', operator],
    ['not-yours', '/operator', seller],
    ['missing', '/seller/none', seller],
  ] as const
  for (const [name, path, { page }] of shots) {
    await page.goto(path)
    await settled(page)
    expect.soft(await shoot(page, name, look), `${name} overflows`).toBeLessThanOrEqual(0)
  }
  for (const { context, faults } of [stranger, seller, operator]) {
    expect(faults).toEqual([])
    await context.close()
  }
})
