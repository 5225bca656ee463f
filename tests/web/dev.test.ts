import { spawn } from 'node:child_process'
import { utimes } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/clock/clock.ts'
import { testBrowser } from '../kit/browser.ts'
import { visit } from '../kit/visitor.ts'
import { loginOf, testWebServer } from '../kit/web-server.ts'

const server = await testWebServer()
const browser = await testBrowser()
const EDITED = 'src/web/seller/home/home-page.tsx'

/** `npm run dev` before the test's server; answers where its pages are. */
async function develop(): Promise<string> {
  const child = spawn(process.execPath, ['tools/dev.ts'], {
    env: { ...process.env, TAMARU_URL: server.url, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout })) {
    const [url] = /http:\/\/localhost:\d+/.exec(line) ?? []
    if (url) return url
  }
  throw new Error('it ended before it served')
}

test('while developing, a login works and an edited file is shown without a reload', async () => {
  const url = await develop()
  const { page, context, faults } = await visit(browser, { ...server, url })
  await page.goto('/seller')
  const { login, password } = loginOf('seller')
  await page.getByLabel('ログインID', { exact: true }).fill(login)
  await page.getByLabel('パスワード', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'ログイン', exact: true }).click()
  await page.getByText('今日の作業と').waitFor()
  const updated = page.waitForEvent('console', (message) =>
    message.text().includes(EDITED.slice(8)),
  )
  await page.evaluate(() => Object.assign(window, { same: true }))
  // Its content stays, for others build from it meanwhile.
  const at = systemClock.now() / 1_000
  await utimes(EDITED, at, at)
  expect((await updated).text()).toContain('hot updated')
  expect(await page.evaluate(() => 'same' in window)).toBe(true)
  expect(faults).toEqual([])
  await context.close()
})
