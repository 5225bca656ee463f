import { randomBytes } from 'node:crypto'
import { mkdir, readlink, realpath, stat, symlink } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '../problems.ts'
import { isReachable, type SystemUser } from './user.ts'

const ELSEWHERE = '/var/lib/tamaru'

/**
 * Where the data of `directory` really lies. Normally there; but when root starts the server in a
 * place that the server's user cannot enter (a checkout in /root), `directory` becomes a link to a
 * place of its own under /var/lib. Returns a path without links.
 */
export async function settle(directory: string, user: SystemUser): Promise<string> {
  const parent = path.dirname(directory)
  await mkdir(parent, { recursive: true })
  const place = path.join(await realpath(parent), path.basename(directory))
  const linked = await readlink(place).catch(() => undefined)
  if (linked !== undefined) return realpathOrMake(path.resolve(parent, linked))
  if (isReachable(path.dirname(place), user)) return place
  if (await stat(place).catch(() => undefined)) {
    throw new Problem(
      'permission-denied',
      `root cannot run PostgreSQL, and the user it would run as cannot enter ${place}; ` +
        'run as an ordinary user, or choose another directory with TAMARU_DATA',
    )
  }
  await mkdir(ELSEWHERE, { recursive: true, mode: 0o755 })
  const elsewhere = path.join(ELSEWHERE, `postgres-${randomBytes(6).toString('hex')}`)
  try {
    await symlink(elsewhere, place)
  } catch (error) {
    // Another process was a moment faster; its place is ours too.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return settle(directory, user)
  }
  return elsewhere
}

/** The linked place may not exist yet when a first start was cut short. */
async function realpathOrMake(place: string): Promise<string> {
  const parent = path.dirname(place)
  await mkdir(parent, { recursive: true, mode: 0o755 })
  return path.join(await realpath(parent), path.basename(place))
}
