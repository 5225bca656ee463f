import { execFileSync, spawnSync } from 'node:child_process'
import { stat } from 'node:fs/promises'

/** The system user PostgreSQL runs as; undefined means the user of this process. */
export type SystemUser = { uid: number; gid: number } | undefined

/**
 * PostgreSQL refuses to run as root. A process of root (as in most containers) therefore starts it
 * as the owner of the data directory or, the first time, as `postgres` or else `nobody`, one of
 * which every system has. No user is ever created: that is not ours to do.
 */
export async function serverUser(dataDirectory: string): Promise<SystemUser> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(dataDirectory).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const user = lookUp(name)
    if (user) return user
  }
  return undefined // PostgreSQL itself will say that it cannot run as root
}

function lookUp(name: string): SystemUser {
  const id = (what: string) =>
    Number(
      execFileSync('id', [what, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    )
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

/**
 * True when the user can enter the directory or execute the file. The system is asked, because
 * parents, groups and access lists all have a say: /root, for one, is closed to everybody else.
 */
export function isReachable(path: string, user: SystemUser): boolean {
  if (user === undefined) return true
  const test = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...user, cwd: '/' })
  return test.status === 0
}
