import type { Access } from '../../database/access.ts'
import { connect, type Pool, type PoolClient } from '../../database/connect.ts'
import { migrate } from '../../database/migrate.ts'
import { Problem, problemOf } from '../../database/problems.ts'

/** A database that holds one replay and nothing else. */
export interface Scratch {
  /** The application's address, and the schema owner's. */
  readonly url: string
  readonly ownerUrl: string
  /** Lets the next replay in. The database stays, so that it can be looked at or gone on with. */
  close(): Promise<void>
}

/** Any fixed number: whoever holds this advisory lock is replaying. */
const REPLAY_LOCK = 7_252_010
/** Bound to the lock's database by its name: `tamaru` replays in `tamaru_replay`. */
const SUFFIX = '_replay'

/**
 * The scratch database beside the real one, empty or with what an earlier run of the same input
 * left there: a replay that was cut off goes on, another input begins anew. One replay at a time.
 */
export async function openScratch(access: Access, input: string): Promise<Scratch> {
  const admin = connect(access.embedded?.adminUrl ?? access.ownerUrl, { name: 'replay', max: 2 })
  try {
    const guard = await admin.connect()
    const close = async () => {
      guard.release(true) // closing the session gives the lock back
      await admin.end()
    }
    try {
      return { ...(await guarded(admin, guard, access, input)), close }
    } catch (error) {
      guard.release(true)
      throw error
    }
  } catch (error) {
    await admin.end()
    throw problemOf(error) ?? error
  }
}

async function guarded(admin: Pool, guard: PoolClient, access: Access, input: string) {
  const held = await guard.query('select pg_try_advisory_lock($1) as got', [REPLAY_LOCK])
  if (!held.rows[0].got) {
    throw new Problem('busy-elsewhere', 'another replay is running; wait until it has ended')
  }
  const name = decodeURIComponent(new URL(access.url).pathname.slice(1)) + SUFFIX
  const url = inDatabase(access.url, name)
  const ownerUrl = inDatabase(access.ownerUrl, name)
  if (!(await holds(admin, name, ownerUrl, input))) {
    await recreate(admin, name, new URL(access.ownerUrl).username)
    await migrate(ownerUrl)
    await remember(ownerUrl, input)
  }
  return { url, ownerUrl }
}

function inDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = name
  return address.href
}

/** Whether the database exists, has today's schema and was made for this input. */
async function holds(admin: Pool, name: string, url: string, input: string): Promise<boolean> {
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [name])
  if (rowCount === 0) return false
  try {
    // One of another version of the program is no use; it is made anew below.
    if ((await migrate(url)).length > 0) return false
  } catch (error) {
    if (problemOf(error)?.code.startsWith('migration-')) return false
    throw error
  }
  const pool = connect(url, { name: 'replay', max: 1 })
  try {
    const { rows } = await pool.query("select to_regclass('replay_input') is not null as made")
    if (!rows[0].made) return false
    const found = await pool.query('select from replay_input where input = $1', [input])
    return found.rowCount === 1
  } finally {
    await pool.end()
  }
}

async function recreate(admin: Pool, name: string, owner: string): Promise<void> {
  const quoted = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`
  try {
    await admin.query(`drop database if exists ${quoted(name)} with (force)`)
    await admin.query(`create database ${quoted(name)} owner ${quoted(decodeURIComponent(owner))}`)
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new Problem(
      'permission-denied',
      `a replay needs a database of its own (${name}), and this role may not create one; ` +
        `as an administrator run: alter role ${decodeURIComponent(owner)} createdb`,
      error,
    )
  }
}

/** The last step of making it, so that a half-made one is never taken for whole. */
async function remember(url: string, input: string): Promise<void> {
  const pool = connect(url, { name: 'replay', max: 1 })
  try {
    await pool.query('create table replay_input (input text not null)')
    await pool.query('insert into replay_input values ($1)', [input])
  } finally {
    await pool.end()
  }
}
