import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { Embedded } from '../../src/database/embedded.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** A folder for one test, without links in its path, removed when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'tamaru-test-')))
  await chmod(folder, 0o755) // root's server runs as another user
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** A process that uses the embedded server; see hold-database.ts. */
export type Holder = {
  child: ChildProcess
  /** What it said, or undefined when it ended without a word. */
  server: Omit<Embedded, 'stop'> | undefined
  /** Lets it leave in good order. Returns its exit code. */
  leave(): Promise<number | null>
}

export function spawnHolder(directory: string): ChildProcess {
  const script = path.join(ROOT, 'tests/kit/hold-database.ts')
  return spawn(process.execPath, [script, directory], { stdio: ['pipe', 'pipe', 'inherit'] })
}

export async function holdDatabase(directory: string): Promise<Holder> {
  const child = spawnHolder(directory)
  const exited = once(child, 'exit')
  if (!child.stdout) throw new Error('no output')
  const lines = createInterface(child.stdout)
  const line = await Promise.race([once(lines, 'line'), exited.then(() => [])])
  return {
    child,
    server: line[0] === undefined ? undefined : JSON.parse(line[0]),
    async leave() {
      child.stdin?.end()
      await exited
      return child.exitCode
    },
  }
}

/** Ends a process of ours as a power cut would, and waits until it is gone. */
export async function killHard(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL')
  for (let tries = 0; tries < 500; tries += 1) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await sleep(2)
  }
}
