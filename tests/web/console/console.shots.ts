/// <reference lib="dom" />
import { mkdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { testBrowser } from '../../kit/browser.ts'
import { settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'

const FOLDER = 'reports/screenshots/console'
const server = await testWebServer()
const browser = await testBrowser()
await mkdir(FOLDER, { recursive: true })

const LOOKS = (['ja', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    [1_280, 320].map((width) => [`${language} ${theme} ${width}`, language, theme, width] as const),
  ),
)

test.each(LOOKS)('%s', async (_, language, theme, width) => {
  const viewport = { width, height: width === 320 ? 640 : 900 }
  const stranger = await visit(browser, server, { language, theme, viewport })
  const seller = await visit(browser, server, { language, theme, viewport, as: 'seller' })
  const operator = await visit(browser, server, { language, theme, viewport, as: 'operator' })
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
    const file = `${FOLDER}/${name}-${language}-${theme}-${width}.png`
    await page.screenshot({ path: file, fullPage: true })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide, `${name} overflows`).toBeLessThanOrEqual(0)
  }
  for (const { context, faults } of [stranger, seller, operator]) {
    expect(faults).toEqual([])
    await context.close()
  }
})
