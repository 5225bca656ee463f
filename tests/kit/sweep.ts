import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { unexplained } from './amounts.ts'
import { axeFindings } from './visitor.ts'

export type Surface = 'store' | 'seller' | 'operator'

/** Where a surface says which pages it has. */
const TABLES: Readonly<Record<Surface, RegExp>> = {
  store: /<Route path="([^"]+)"/g,
  seller: /'(\/seller(?:\/[^']*)?)'/g,
  operator: /'(\/operator(?:\/[^']*)?)'/g,
}

/** The addresses of all pages of a surface, from its own route table; some have parameters. */
export async function patternsOf(surface: Surface): Promise<string[]> {
  const folder = `src/web/${surface}`
  const names = await readdir(folder, { recursive: true })
  const tables = names.filter((name) => /(^|\/)(pages\.ts|store\.tsx)$/.test(name))
  const patterns = new Set(surface === 'store' ? [] : [`/${surface}`])
  for (const name of tables) {
    const text = await readFile(path.join(folder, name), 'utf8')
    for (const [, pattern] of text.matchAll(TABLES[surface])) patterns.add(pattern as string)
  }
  return [...patterns]
}

/**
 * Visits every page of a surface and says what is wrong with any: what axe finds, an amount without
 * its reason, what is wider than the screen, what moves, a page without a heading, a page that no
 * other leads to. Each page is looked at in both languages and both colours, switched on the page
 * itself; pages with parameters are found as people find them: by a link on another page. The
 * browsers share the work.
 */
export async function sweep(browsers: readonly BrowserContext[], patterns: readonly string[]) {
  const findings: string[] = []
  const links = new Set<string>()
  const waiting = new Set(patterns)
  const next = (): string | undefined => {
    for (const pattern of waiting) {
      const shape = new RegExp(`^${pattern.replace(/:\w+\*?/g, '[^/]+')}$`)
      const found = pattern.includes(':')
        ? [...links].find((link) => shape.test(link.split('?')[0] ?? ''))
        : pattern
      if (found === undefined) continue
      waiting.delete(pattern)
      return found
    }
    return undefined
  }
  const work = async (context: BrowserContext) => {
    const page = await context.newPage()
    for (let address = next(); address !== undefined; address = next()) {
      for (const finding of await inspect(page, address)) findings.push(`${address} ${finding}`)
      for (const link of await linksOn(page)) links.add(link)
    }
    await page.close()
  }
  // Twice: the last page of one may lead to a page that the other has waited for.
  for (let round = 0; round < 2; round++) await Promise.all(browsers.map(work))
  for (const pattern of waiting) findings.push(`${pattern} no page leads there`)
  return findings
}

async function inspect(page: Page, address: string): Promise<string[]> {
  await page.goto(address, { waitUntil: 'commit' })
  await quiet(page)
  const findings = await wrongWith(page)
  // Together both languages and both colours; a page is not wider for being dark.
  await page.locator('button:is([lang="en"], [lang="ja"])').click()
  await page.locator('button:is(.theme, .console-theme)').click()
  await quiet(page)
  return [...findings, ...(await wrongWith(page))]
}

async function wrongWith(page: Page): Promise<string[]> {
  const findings = [...(await axeFindings(page)), ...(await unexplained(page))]
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (wide > 0) findings.push(`${wide}px wider than the screen`)
  if ((await page.locator('h1').count()) !== 1) findings.push('has not one h1')
  // Visitors of the sweep want things to stand still.
  const moving = await page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  )
  if (moving > 0) findings.push(`moves ${moving} things`)
  const spoken = await page.evaluate(() => document.documentElement.lang)
  return findings.map((finding) => `(${spoken}) ${finding}`)
}

const linksOn = (page: Page): Promise<string[]> =>
  page
    .locator('a[href^="/"]')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).getAttribute('href') ?? ''))

/** Waits until a page has something, nothing is on its way, and its letters are there. */
async function quiet(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.evaluate(() => delete document.documentElement.dataset.asked)
  await page.waitForFunction(
    () => {
      const busy = document.querySelector('.loading, [aria-busy="true"]')
      const asked = performance.getEntriesByType('resource').length
      const before = Number(document.documentElement.dataset.asked)
      document.documentElement.dataset.asked = String(asked)
      return !busy && asked === before && document.fonts.status === 'loaded'
    },
    null,
    { polling: 100 },
  )
  await page.evaluate(() => document.fonts.ready)
}
