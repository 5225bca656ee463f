import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { loginOf, type WebServer } from './web-server.ts'

export type Language = 'ja' | 'en'

export interface Visit extends BrowserContextOptions {
  readonly language?: Language
  readonly theme?: 'light' | 'dark'
  /** Logged in as the seed's person of this role. */
  readonly as?: 'buyer' | 'seller' | 'operator'
}

/**
 * A page of a browser of its own. `faults` collects every error of its pages and everything that
 * their security policy refused; it is to stay empty. The machine is in another zone than the
 * programme, so that a time shown in the machine's own is seen.
 */
export async function visit(browser: Browser, server: WebServer, how: Visit = {}) {
  const { language = 'ja', theme = 'light', as, ...options } = how
  const context = await browser.newContext({
    ...{ baseURL: server.url, locale: language === 'ja' ? 'ja-JP' : 'en-GB', colorScheme: theme },
    ...{ reducedMotion: 'reduce' as const, timezoneId: 'America/New_York' },
    viewport: { width: 1_200, height: 900 },
    ...options,
  })
  context.setDefaultTimeout(15_000)
  if (as) {
    const headers = { origin: server.url }
    const response = await context.request.post('/v1/session', { data: loginOf(as), headers })
    if (!response.ok()) throw new Error(`login: ${response.status()}`)
  }
  const page = await context.newPage()
  const faults: string[] = []
  context.on('weberror', (event) => faults.push(String(event.error())))
  context.on('console', (message) => {
    // Answers that say no, and a server that is away, are the pages' business.
    const said = /Failed to load resource|net::ERR/.test(message.text())
    if (message.type() === 'error' && !said) faults.push(message.text())
  })
  return { page, context, faults }
}

/** Waits until a page has everything: no answer, no font on its way. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => !document.querySelector('.loading, [aria-busy="true"]'))
  await page.evaluate(() => document.fonts.ready)
}

/** What axe finds wrong with a page: which rule, and where. Nothing, if all is well. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Said of what is wrong alone. To say it of each part of a long table that is right, too, takes
  // most of the time, and megabytes. In one page, which has no frames, no second page is needed to
  // put findings together.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target}`))
}
