import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { connect, type Pool, type PoolClient, type Sql, transaction } from './connect.ts'
import { Problem, type ProblemCode, problemOf } from './problems.ts'

/** The repository's own migrations; the same place seen from src and from dist. */
export const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url))

/** The role the application runs as. Migrations grant to it by this name. */
export const APP_ROLE = 'tamaru_app'

export type Migration = { version: number; name: string; checksum: string; sql: string }

export const OLDEST_SERVER = 150_000
/** Any fixed number: whoever holds this advisory lock is migrating. */
const LOCK = 7_252_001

const FILE = /^(\d{4})_([a-z0-9_]+)\.sql$/
/** A statement of its own; `begin` in a function body has no semicolon after it. */
const OWN_TRANSACTION = /^\s*(begin|commit|rollback|abort|start\s+transaction)\b[^;\n]*;/im

/** The migrations in a folder in order; a folder that is missing or empty has none. */
export async function readMigrations(folder = MIGRATIONS): Promise<Migration[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const files = names.filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(files.map((file, index) => readMigration(folder, file, index + 1)))
}

async function readMigration(folder: string, file: string, expected: number): Promise<Migration> {
  const [, digits, name] = FILE.exec(file) ?? []
  if (!digits || !name || Number(digits) !== expected) {
    const wanted = `${String(expected).padStart(4, '0')}_name.sql`
    throw new Problem('migration-invalid', `migration ${file}: expected ${wanted}, without gaps`)
  }
  // A checkout on Windows may have other line ends; that is no edit.
  const sql = (await readFile(`${folder}/${file}`, 'utf8')).replaceAll('\r\n', '\n')
  if (sql.trim() === '') throw new Problem('migration-invalid', `migration ${file} is empty`)
  if (OWN_TRANSACTION.test(sql)) {
    throw new Problem('migration-invalid', `migration ${file} must not begin or end transactions`)
  }
  const checksum = createHash('sha256').update(sql).digest('hex')
  return { version: expected, name, checksum, sql }
}

/**
 * Brings the database at `url` (the owner's address) to the newest schema and returns what was
 * applied. Safe to run from several processes at once. Each migration is one transaction together
 * with its row in schema_migration, so a crash leaves it either done or not begun.
 */
export async function migrate(url: string, folder = MIGRATIONS): Promise<Migration[]> {
  const migrations = await readMigrations(folder)
  const pool = connect(url, { name: 'tamaru migrate', max: 2 })
  try {
    const lock = await pool.connect()
    try {
      await requireServer(lock)
      await lock.query('select pg_advisory_lock($1)', [LOCK])
      const applied = await applyPending(pool, lock, migrations)
      if (folder === MIGRATIONS) await prepareJobs(url, lock)
      return applied
    } finally {
      lock.release(true) // closing the session gives the lock back
    }
  } finally {
    await pool.end()
  }
}

/** The queue brings its own migrations; they are loaded only here, for they take a while. */
async function prepareJobs(url: string, lock: PoolClient): Promise<void> {
  const { prepareQueue } = await import('./queue.ts')
  await prepareQueue(url, lock, APP_ROLE)
}

/** Throws the problem when the server is older than PostgreSQL 15. */
export async function requireServer(sql: Sql): Promise<void> {
  const { rows } = await sql.query("select current_setting('server_version_num')::int as version")
  const version: number = rows[0].version
  if (version >= OLDEST_SERVER) return
  const found = Math.floor(version / 10_000)
  throw new Problem('database-too-old', `PostgreSQL ${found} is too old; use 15 or newer`)
}

async function applyPending(pool: Pool, lock: PoolClient, migrations: Migration[]) {
  await ensureAppRole(lock)
  await lock.query(`
    create table if not exists schema_migration (
      version    int primary key,
      name       text not null,
      checksum   text not null,
      applied_at timestamptz not null default now()
    )`)
  const pending = await pendingMigrations(lock, migrations)
  for (const migration of pending) await apply(pool, migration)
  return pending
}

/** Compares the database's record with the files. Throws when they contradict each other. */
export async function pendingMigrations(sql: Sql, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await sql.query<{ version: number; name: string; checksum: string }>(
    'select version, name, checksum from schema_migration order by version',
  )
  for (const row of rows) {
    const file = `${String(row.version).padStart(4, '0')}_${row.name}.sql`
    const migration = migrations[row.version - 1]
    if (migration === undefined) {
      throw new Problem(
        'migration-newer',
        `the database has migration ${file}, which this program does not know; update the program`,
      )
    }
    if (migration.checksum !== row.checksum) {
      throw new Problem(
        'migration-edited',
        `migration ${file} was changed after it was applied; restore the file, add a new migration`,
      )
    }
  }
  return migrations.slice(rows.length)
}

/** What is no fault of a migration's; it may well succeed the next time. */
const PASSING = new Set<ProblemCode>(['database-interrupted', 'database-unreachable', 'disk-full'])

async function apply(pool: Pool, { version, name, checksum, sql }: Migration): Promise<void> {
  try {
    await transaction(pool, async (client) => {
      await client.query(sql)
      await client.query(
        'insert into schema_migration (version, name, checksum) values ($1, $2, $3)',
        [version, name, checksum],
      )
    })
  } catch (error) {
    const file = `${String(version).padStart(4, '0')}_${name}.sql`
    const known = problemOf(error)
    if (known && PASSING.has(known.code)) {
      throw new Problem(known.code, `migration ${file}: ${known.message}`, error)
    }
    const { message, position } = error as Error & { position?: string }
    const line = position ? ` at line ${sql.slice(0, Number(position)).split('\n').length}` : ''
    throw new Problem(
      'migration-failed',
      `migration ${file} failed${line} and was rolled back: ${message}`,
      error,
    )
  }
}

/** The role must exist before migrations grant to it; the embedded server already has it. */
async function ensureAppRole(sql: Sql): Promise<void> {
  const { rowCount } = await sql.query('select from pg_roles where rolname = $1', [APP_ROLE])
  if (rowCount !== 0) return
  try {
    await sql.query(`create role ${APP_ROLE} nologin`)
  } catch (error) {
    // 42710: somebody else made it this very moment.
    if ((error as { code?: string }).code === '42710') return
    throw new Problem(
      'role-missing',
      `the role ${APP_ROLE} does not exist and this user may not create it; ` +
        `as an administrator run: create role ${APP_ROLE} nologin`,
      error,
    )
  }
}
