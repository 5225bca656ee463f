import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Problem } from '../../database/problems.ts'
import type { Terminal } from '../terminal.ts'

const MAIN = fileURLToPath(new URL('../../../bench/main.ts', import.meta.url))

/** `bench …`: the benchmark of a checkout, with whatever it is told, as a process of its own. */
export async function bench(terminal: Terminal, more: readonly string[]): Promise<void> {
  if (!existsSync(MAIN)) {
    throw new Problem('input-missing', `there is no benchmark at ${MAIN}; run it in a checkout`)
  }
  const args = [MAIN, ...more, ...(terminal.json ? ['--json'] : [])]
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: terminal.env })
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exit) => resolve(exit ?? 70))
  })
  // It has said itself what went wrong.
  if (code !== 0) process.exit(code)
}
