/// <reference lib="dom" />
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { loginOf, type WebServer } from '../../kit/web-server.ts'

export interface Visit extends BrowserContextOptions {
  readonly language?: 'ja' | 'en'
  readonly theme?: 'light' | 'dark'
  /** Logged in as the seed's person of this role. */
  readonly as?: 'buyer' | 'seller' | 'operator'
}

/**
 * A page of its own browser, on which every error of the page, every refused load and every failed
 * request counts: `faults` is to stay empty.
 */
export async function visit(browser: Browser, server: WebServer, how: Visit = {}) {
  const { language = 'ja', theme = 'light', as, ...options } = how
  const locale = language === 'ja' ? 'ja-JP' : 'en-GB'
  const context = await browser.newContext({
    ...{ baseURL: server.url, locale, colorScheme: theme, timezoneId: 'America/New_York' },
    ...{ reducedMotion: 'reduce' as const, viewport: { width: 1_200, height: 900 } },
    ...options,
  })
  context.setDefaultTimeout(10_000)
  if (as) {
    const headers = { origin: server.url }
    const response = await context.request.post('/v1/session', { data: loginOf(as), headers })
    if (!response.ok()) throw new Error(`login: ${response.status()}`)
  }
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    // Who is not logged in is told so with 401, and the browser writes that down.
    const expected = /status of 40[139]|status of 4(04|22)|ERR_CONNECTION/.test(message.text())
    if (message.type() === 'error' && !expected) faults.push(message.text())
  })
  return { page, context, faults }
}

/** Waits until a page has everything: no spinner, no font on its way. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => !document.querySelector('.loading, [aria-busy="true"]'))
  await page.evaluate(() => document.fonts.ready)
}
