import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../problems.ts'
import type { Binaries } from './binaries.ts'
import { cleanEnvironment, isAlive, servesFrom } from './processes.ts'
import type { SystemUser } from './user.ts'

/** A server as postmaster.pid describes it. */
export type Postmaster = { pid: number; port: number; isReady: boolean }

const POLL = 10 // ms
/** Replaying the log of a crashed server can take minutes; a server that is merely slow may too. */
const START_TIMEOUT = 300_000 // ms
const STOP_TIMEOUT = 120_000 // ms
const LOG_SIZE_MAX = 10_000_000 // bytes

const pidFile = (directory: string) => path.join(directory, 'postmaster.pid')

/** What postmaster.pid says, whether or not it is still true. */
function readPidFile(directory: string): Postmaster | undefined {
  try {
    const lines = readFileSync(pidFile(directory), 'utf8').split('\n')
    const isReady = lines[7]?.trim() === 'ready'
    return { pid: Number(lines[0]), port: Number(lines[3]), isReady }
  } catch {
    return undefined
  }
}

/**
 * The living server of this directory. A process number alone proves nothing: in containers, and
 * after a reboot, the number a dead server left soon belongs to something else.
 */
export function findPostmaster(directory: string): Postmaster | undefined {
  const found = readPidFile(directory)
  return found && isAlive(found.pid) && servesFrom(found.pid, directory) ? found : undefined
}

/** The same, once it has finished starting or stopping. */
export async function settledPostmaster(directory: string): Promise<Postmaster | undefined> {
  for (let waited = 0; waited < START_TIMEOUT; waited += POLL) {
    const found = findPostmaster(directory)
    if (!found || found.isReady) return found
    await sleep(POLL)
  }
  throw notReady(directory)
}

/**
 * Starts the server and returns it when it takes connections, or what it wrote to its log when it
 * ended instead. It is a process of its own: Ctrl-C in the terminal does not reach it, and it
 * outlives a killed Tamaru, whose next start finds it again.
 */
export async function startPostmaster(
  directory: string,
  binaries: Binaries,
  user: SystemUser,
): Promise<Postmaster | string> {
  await forgetStranger(directory)
  const logFile = path.join(directory, 'server.log')
  const size = await rotate(logFile)
  const log = await open(logFile, 'a', 0o600)
  const child = spawn(binaries.postgres, ['-D', directory], {
    ...user,
    cwd: '/',
    env: cleanEnvironment(),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  let failure: Error | undefined
  child.on('error', (error) => {
    failure = error
  })
  child.unref()
  await log.close()
  for (let waited = 0; waited < START_TIMEOUT; waited += POLL) {
    if (failure) throw failure
    if (child.exitCode !== null || child.signalCode !== null) {
      return (await readFile(logFile)).subarray(size).toString()
    }
    const found = readPidFile(directory)
    if (found?.isReady && found.pid === child.pid) return found
    await sleep(POLL)
  }
  throw notReady(directory)
}

function notReady(directory: string): Problem {
  return new Problem(
    'database-start-failed',
    `PostgreSQL is still not ready after ${START_TIMEOUT / 60_000} minutes; ` +
      `see ${path.join(directory, 'server.log')}`,
  )
}

/** PostgreSQL takes any living process with the old number for itself and refuses to start. */
async function forgetStranger(directory: string): Promise<void> {
  const found = readPidFile(directory)
  if (!found || !isAlive(found.pid) || findPostmaster(directory)) return
  await rm(pidFile(directory), { force: true })
}

/** Keeps one older log. Returns how long the log is that will be appended to. */
async function rotate(logFile: string): Promise<number> {
  const size = await stat(logFile).then(
    (file) => file.size,
    () => 0,
  )
  if (size < LOG_SIZE_MAX) return size
  await rename(logFile, `${logFile}.1`)
  return 0
}

/** Writes a file of the server's that it alone may read; unchanged files are left alone. */
export async function writeConfiguration(directory: string, text: string): Promise<void> {
  const file = path.join(directory, 'postgresql.conf')
  const old = await readFile(file, 'utf8').catch(() => '')
  // The file is initdb's, so its owner and mode are already right.
  if (old !== text) await writeFile(file, text, { flush: true })
}

/** Disconnects everybody, writes everything down and ends. Waits until that is done. */
export async function stopPostmaster(directory: string, binaries: Binaries): Promise<void> {
  const found = findPostmaster(directory)
  if (!found) return
  if (process.platform === 'win32') {
    // No signals there; pg_ctl knows the server's own way.
    spawn(binaries.pgCtl, ['stop', '-D', directory, '-m', 'fast', '--no-wait'])
  } else {
    process.kill(found.pid, 'SIGINT')
  }
  for (let waited = 0; waited < STOP_TIMEOUT; waited += POLL) {
    if (findPostmaster(directory)?.pid !== found.pid) return
    await sleep(POLL)
  }
  throw new Problem(
    'database-start-failed',
    `PostgreSQL (process ${found.pid}) does not end; see ${path.join(directory, 'server.log')}`,
  )
}
