import type { Clock } from '../clock/clock.ts'
import { type Access, openDatabase } from '../database/access.ts'
import { connect } from '../database/connect.ts'
import { type Listener, openListener } from '../database/listen.ts'
import { migrate, pendingMigrations, readMigrations } from '../database/migrate.ts'
import { Problem } from '../database/problems.ts'
import { type Mode, openClock, SandboxInProduction } from '../usecases/clock/open.ts'
import { buildEngine, type Engine } from '../usecases/engine.ts'
import type { Terminal } from './terminal.ts'

/** Opens the database for one command, and leaves it when the command has ended. */
export async function withDatabase<Result>(
  terminal: Terminal,
  work: (access: Access) => Promise<Result>,
): Promise<Result> {
  const access = await openDatabase(terminal.env)
  try {
    return await work(access)
  } finally {
    await access.close()
  }
}

/** An engine on the database, at the time of its clock. */
export interface Session {
  readonly access: Access
  readonly mode: Mode
  readonly engine: Engine
  readonly clock: Clock
  readonly listener: Listener
  close(): Promise<void>
}

/** The same, with an engine on a database whose schema is this program's. */
export const withEngine = <Result>(
  terminal: Terminal,
  work: (session: Session) => Promise<Result>,
): Promise<Result> =>
  withDatabase(terminal, async (access) => {
    const mode = modeOf(terminal.env)
    await requireSchema(access)
    const session = await openSession(access, mode)
    try {
      return await work(session)
    } finally {
      await session.close()
    }
  })

/** `TAMARU_MODE`; a sandbox unless told otherwise. */
export function modeOf({ TAMARU_MODE: mode = 'sandbox' }: NodeJS.ProcessEnv): Mode {
  if (mode === 'sandbox' || mode === 'production') return mode
  throw new Problem('usage-invalid', `TAMARU_MODE is "${mode}"; set it to sandbox or production`)
}

const LANES = 4

export async function openSession(access: Access, mode: Mode): Promise<Session> {
  const pool = connect(access.url)
  const commandPool = connect(access.url, { name: 'tamaru lanes', max: LANES, pipeline: true })
  const listener = await openListener(access.url)
  const close = async () => {
    await listener.close()
    await Promise.all([pool.end(), commandPool.end()])
  }
  try {
    const clock = await openClock(pool, listener, mode)
    const engine = buildEngine(pool, commandPool, clock, { lanes: LANES })
    return { access, mode, engine, clock, listener, close }
  } catch (error) {
    await close()
    if (error instanceof SandboxInProduction) throw new Problem('production-unsafe', error.message)
    throw error
  }
}

/**
 * The embedded database is brought up to date on the way; anybody else's is left alone, and
 * `migration-pending` says what to do.
 */
async function requireSchema(access: Access): Promise<void> {
  if (access.embedded) {
    await migrate(access.ownerUrl)
    return
  }
  const pool = connect(access.ownerUrl, { name: 'tamaru schema', max: 1 })
  try {
    const { rows } = await pool.query("select to_regclass('schema_migration') as made")
    const migrations = await readMigrations()
    const pending = rows[0].made ? await pendingMigrations(pool, migrations) : migrations
    if (pending.length === 0) return
    const behind = `${pending.length} of ${migrations.length} migrations are missing`
    throw new Problem('migration-pending', `${behind} in the database; run "tamaru migrate" first`)
  } finally {
    await pool.end()
  }
}
