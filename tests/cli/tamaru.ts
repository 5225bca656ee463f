import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runCli } from '../../src/cli/run.ts'
import type { Streams } from '../../src/cli/terminal.ts'

const MAIN = path.resolve(import.meta.dirname, '../../src/main.ts')

/** What a command ended with. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  /** What it has said so far. */
  readonly output: { readonly stdout: string; readonly stderr: string }
  readonly ended: Promise<Ended>
}

/** The variables that would make a test depend on whose machine it runs on. */
const NEUTRAL = { LANG: 'C.UTF-8', LC_ALL: '', LC_MESSAGES: '', TAMARU_DEBUG: '', DATABASE_URL: '' }

/** Starts a command as a process of its own, without a terminal. */
export function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...NEUTRAL, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...output }))
  })
  return { child, output, ended }
}

/** Runs a command in this process: the same but for what the process itself does, and quicker. */
export async function inProcess(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const output = { stdout: '', stderr: '' }
  const into = (name: keyof typeof output) => ({
    isTTY: false,
    write: (data: string | Uint8Array, written?: () => void) => {
      output[name] += data
      written?.()
      return true
    },
  })
  const streams = { stdout: into('stdout'), stderr: into('stderr') } as unknown as Streams
  const code = await runCli(args, { ...process.env, ...NEUTRAL, ...env }, streams)
  return { code, ...output }
}

/** Runs a command to its end, as a process of its own. */
export const tamaru = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  start(args, env).ended

/** Waits for the announcement on stdout. */
export async function announced({ child, output }: Running) {
  while (!output.stdout.includes('\n')) {
    if (child.exitCode !== null) throw new Error(`it ended: ${output.stderr}`)
    await sleep(20)
  }
  const announcement = JSON.parse(output.stdout)
  return announcement as { url: string; logins: { login: string; password: string }[] }
}
