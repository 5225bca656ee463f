import { execFileSync } from 'node:child_process'
import { existsSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'

/** True when a process has this number, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * True when a living process is a PostgreSQL server on the directory (a path without links).
 * Where the system does not tell, it is taken for one: wrongly so only means an error message,
 * whereas two servers on one directory would destroy it.
 */
export function servesFrom(pid: number, directory: string): boolean {
  try {
    // A server's working directory is its data directory. Unreadable means another user's process.
    if (existsSync('/proc/self/cwd')) return readlinkSync(`/proc/${pid}/cwd`) === directory
    if (process.platform === 'win32') return true
    const ps = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
    return ps.includes('postgres')
  } catch {
    return false
  }
}

/** Environment without the PG* variables that would redirect PostgreSQL's programs. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'))
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}

/** A loopback port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
