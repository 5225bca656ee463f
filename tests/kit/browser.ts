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

/**
 * A real browser for a test file. The files of one worker have the same, since starting it costs
 * seconds of both processors; what a file has opened in it is closed after the file's last test.
 */
export async function testBrowser(): Promise<Browser> {
  const browser = await running()
  afterAll(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
  })
  return browser
}

/** This worker's; it ends with the worker. */
let started: Promise<Browser> | undefined

/** One that has crashed is for the file to tell of in which it did, not for those that follow. */
async function running(): Promise<Browser> {
  const before = await started?.catch(() => undefined)
  if (before?.isConnected()) return before
  started = start()
  return started
}

async function start(): Promise<Browser> {
  const own = INSTALLED.find((file) => existsSync(file))
  const executablePath = own ?? (await bundled.executablePath())
  return chromium.launch({
    executablePath,
    // Not the package's own arguments: they are made for one page in one process, without the
    // security that these tests are also about.
    args: QUIET,
    headless: true,
  })
}
