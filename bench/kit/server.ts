import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { connect, type Pool } from '../../src/database/connect.ts'
import { type Embedded, startEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'

/** A database of one row of the benchmark. */
export interface BenchDatabase {
  /** The application's address. */
  readonly url: string
  /** The schema owner's, for filling tables. */
  readonly owner: Pool
  readonly drop: () => Promise<void>
}

/**
 * The benchmark's own PostgreSQL: durable as in production, with the embedded server's settings.
 */
export interface Server {
  readonly version: string
  /** A migrated, empty database. */
  readonly database: (name: string) => Promise<BenchDatabase>
  /** The owner's address of an empty database without our schema. */
  readonly emptyDatabase: (name: string) => Promise<string>
  /** Writes all dirty pages, so that the next measurement does not pay for the one before. */
  readonly settleDown: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Settings without which a figure would not count: a commit survives a power cut. */
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }

export async function startServer(): Promise<Server> {
  const folder = path.resolve('.tamaru', `bench-${process.pid}`)
  await mkdir(folder, { recursive: true })
  const embedded = await startEmbedded({ directory: path.join(folder, 'postgres') })
  const admin = connect(embedded.adminUrl, { name: 'bench admin', max: 2 })
  const stop = async () => {
    await admin.end()
    await embedded.stop()
    await rm(embedded.directory, { recursive: true, force: true })
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await migrate(embedded.ownerUrl)
    const version = await durableVersion(admin)
    const settleDown = async () => {
      await admin.query('checkpoint')
    }
    return { version, stop, settleDown, ...databases(embedded, admin) }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The server's version, once it is sure that its commits are durable. */
async function durableVersion(admin: Pool): Promise<string> {
  const setting = async (name: string) => {
    const { rows } = await admin.query('select current_setting($1) as value', [name])
    return String(rows[0]?.value)
  }
  for (const [name, wanted] of Object.entries(DURABLE)) {
    if ((await setting(name)) !== wanted) throw new Error(`${name} must be ${wanted}`)
  }
  return setting('server_version')
}

function databases(embedded: Embedded, admin: Pool) {
  const at = (url: string, database: string): string => {
    const address = new URL(url)
    address.pathname = database
    return address.href
  }
  return {
    async database(name: string): Promise<BenchDatabase> {
      await admin.query(`create database ${name} template tamaru owner tamaru_owner`)
      const owner = connect(at(embedded.ownerUrl, name), { name: 'bench owner', max: 2 })
      const drop = async () => {
        await owner.end()
        await admin.query(`drop database ${name} with (force)`)
      }
      return { url: at(embedded.url, name), owner, drop }
    },
    async emptyDatabase(name: string): Promise<string> {
      await admin.query(`create database ${name} owner tamaru_owner`)
      return at(embedded.ownerUrl, name)
    },
  }
}
