import { execFileSync, spawn } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../src/database/embedded/processes.ts'
import { LONG } from '../kit/counts.ts'
import { temporaryFolder } from '../kit/processes.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** What somebody gets who clones the last commit. */
function clone(to: string): void {
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${ROOT}`, to])
  // A long run installs the packages too, as on a machine that has nothing.
  if (!LONG) symlinkSync(path.join(ROOT, 'node_modules'), path.join(to, 'node_modules'))
}

test(
  'npm start in a fresh clone serves a seeded market',
  async () => {
    const folder = path.join(await temporaryFolder(), 'tamaru')
    clone(folder)
    const port = await freePort()
    const env = { ...process.env, PORT: String(port), DATABASE_URL: '', TAMARU_DATA: '' }
    const stdio = ['ignore', 'pipe', 'pipe'] as const
    const server = spawn('npm', ['start'], { cwd: folder, env, stdio: [...stdio], detached: true })
    let said = ''
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    const ended = new Promise((resolve) => server.on('close', resolve))
    onTestFinished(async () => {
      // As the terminal does: npm, its shell and the server all hear of it.
      if (server.exitCode === null) process.kill(-(server.pid ?? 0), 'SIGINT')
      await ended
    })
    const announced = (async () => {
      for await (const line of createInterface(server.stdout)) {
        if (line.includes('/docs')) return line
      }
      throw new Error(`it ended: ${said}`)
    })()
    expect(await announced).toContain(`http://127.0.0.1:${port}/docs`)
    const health = await fetch(`http://127.0.0.1:${port}/health/ready`)
    expect(await health.json()).toEqual({ status: 'ok' })
    const found = await fetch(`http://127.0.0.1:${port}/v1/products?query=抹茶`)
    expect(JSON.stringify(await found.json())).toContain('宇治抹茶')
  },
  LONG ? 600_000 : 60_000,
)
