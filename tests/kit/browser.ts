import { existsSync } from 'node:fs'
import bundled from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'
import { afterAll } from 'vitest'

/** Chromiums that a machine may have; the packages bring one where it has none. */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Nothing but loopback is to be reached, and nothing is to be looked up outside. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A real browser for a test file; it is closed after the file's last test. */
export async function testBrowser(): Promise<Browser> {
  const own = INSTALLED.find((file) => existsSync(file))
  const executablePath = own ?? (await bundled.executablePath())
  const browser = await chromium.launch({
    executablePath,
    // Not the package's own arguments: they are made for one page in one process, without the
    // security that these tests are also about.
    args: QUIET,
    headless: true,
  })
  afterAll(() => browser.close())
  return browser
}
