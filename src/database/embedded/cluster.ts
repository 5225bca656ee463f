import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '../problems.ts'
import { type Binaries, MAJOR } from './binaries.ts'
import { cleanEnvironment, freePort, isAlive } from './processes.ts'
import { ACCESS } from './settings.ts'
import type { SystemUser } from './user.ts'

/** Who there is: the administrator, the owner of the schema, the application. */
export const ROLES = { admin: 'postgres', owner: 'tamaru_owner', app: 'tamaru_app' } as const
export const DATABASE = 'tamaru'

/** tamaru.json in the data directory, readable by its owner only. */
export type Identity = { port: number; passwords: Record<keyof typeof ROLES, string> }

const identityFile = (directory: string) => path.join(directory, 'tamaru.json')

/** True when there is something in the directory. */
export async function isOccupied(directory: string): Promise<boolean> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    if (error.code === 'ENOTDIR') throw foreign(directory, 'is a file')
    throw error
  })
  return names.length > 0
}

/** Reads who we are there. Throws the problem when the directory is not ours to use. */
export async function readIdentity(directory: string): Promise<Identity> {
  const version = await readFile(path.join(directory, 'PG_VERSION'), 'utf8').catch(ifMissing)
  if (version === undefined) throw foreign(directory, 'holds something else')
  const text = await readFile(identityFile(directory), 'utf8').catch(ifMissing)
  if (text === undefined) throw foreign(directory, 'holds a PostgreSQL that Tamaru did not make')
  if (version.trim() !== String(MAJOR)) {
    throw new Problem(
      'data-directory-version',
      `${directory} holds data of PostgreSQL ${version.trim()}, this is ${MAJOR}; dump it with ` +
        'the release that wrote it and restore it here, or choose another with TAMARU_DATA',
    )
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Problem('data-directory-corrupt', `${identityFile(directory)} is not readable`, error)
  }
}

export async function writeIdentity(directory: string, identity: Identity, user: SystemUser) {
  const file = identityFile(directory)
  await writeFile(`${file}.new`, JSON.stringify(identity), { mode: 0o600, flush: true })
  if (user) await chown(`${file}.new`, user.uid, user.gid)
  await rename(`${file}.new`, file)
}

/**
 * Makes a complete cluster, roles and database included, beside the directory and renames it into
 * place as the last step. Whatever interrupts it, the directory either has everything or nothing.
 * When another process was first, its cluster stays and ours is dropped.
 */
export async function createCluster(directory: string, binaries: Binaries, user: SystemUser) {
  const staging = `${directory}.new-${process.pid}`
  const password = () => randomBytes(24).toString('base64url')
  const passwords = { admin: password(), owner: password(), app: password() }
  try {
    await mkdir(staging, { mode: 0o700 })
    if (user) await chown(staging, user.uid, user.gid)
    await run(binaries.initdb, INITDB(staging), '', user)
    await run(binaries.postgres, SINGLE_USER(staging), statements(passwords), user)
    await writeFile(path.join(staging, 'pg_hba.conf'), ACCESS)
    await writeIdentity(staging, { port: await freePort(), passwords }, user)
    await rmdir(directory).catch(ifMissing)
    await rename(staging, directory)
  } catch (error) {
    if (await isOccupied(directory)) return
    throw error
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

// The builtin locale sorts the same on every system. Nobody can log in before ACCESS replaces
// pg_hba.conf, because no server runs; so `trust` spares a file with a password in it.
const INITDB = (directory: string) => [
  `--pgdata=${directory}`,
  `--username=${ROLES.admin}`,
  '--auth=trust',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
]

const SINGLE_USER = (directory: string) => [
  ...['--single', '-D', directory],
  ...['-c', 'exit_on_error=on', '-c', 'log_checkpoints=off', 'postgres'],
]

/** One statement a line, as single-user mode reads them. */
function statements(passwords: Identity['passwords']): string {
  return [
    `alter role ${ROLES.admin} password '${passwords.admin}'`,
    `create role ${ROLES.owner} login password '${passwords.owner}'`,
    `create role ${ROLES.app} login password '${passwords.app}'`,
    `create database ${DATABASE} owner ${ROLES.owner}`,
    '',
  ].join('\n')
}

function run(program: string, args: string[], input: string, user: SystemUser): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...user, cwd: '/', env: cleanEnvironment() })
    let output = ''
    child.stdout.resume()
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stdin.on('error', () => {}) // it ended early; its exit code says why
    child.stdin.end(input)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(failed(path.basename(program), output, code ?? signal))
    })
  })
}

function failed(program: string, output: string, code: number | string | null): Problem {
  const lines = output.trim().split('\n')
  const reason = lines.find((line) => /error|FATAL|PANIC/i.test(line)) ?? lines.at(-1)
  if (/No space left|disk quota/i.test(output)) {
    return new Problem('disk-full', `the disk is full (${reason}); free some space and start again`)
  }
  return new Problem('database-start-failed', `${program} failed (${code}): ${reason}`)
}

/**
 * Removes what processes that were killed in the middle of createCluster left behind. What cannot
 * be removed (their initdb is still writing there) is left to the next start.
 */
export async function removeLeftovers(directory: string): Promise<void> {
  const start = `${path.basename(directory)}.new-`
  const parent = path.dirname(directory)
  for (const name of await readdir(parent)) {
    if (!name.startsWith(start) || isAlive(Number(name.slice(start.length)))) continue
    await rm(path.join(parent, name), { recursive: true, force: true }).catch(() => {})
  }
}

function foreign(directory: string, what: string): Problem {
  return new Problem(
    'data-directory-in-use',
    `${directory} ${what}; choose another directory with TAMARU_DATA`,
  )
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

/** True when the server's own files are there at all. */
export function isWhole(directory: string): boolean {
  return existsSync(path.join(directory, 'global', 'pg_control'))
}
