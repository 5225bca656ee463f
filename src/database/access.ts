import { connect } from './connect.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import { requireServer } from './migrate.ts'
import { Problem, problemOf } from './problems.ts'

/** Where the database is and how to leave it. */
export type Access = {
  /** The application's address. */
  url: string
  /** The schema owner's address, for migrations. */
  ownerUrl: string
  /** Present when the server is the embedded one. */
  embedded?: Embedded
  /** Stops the embedded server if nobody else uses it; does nothing to anybody else's server. */
  close(): Promise<void>
}

/**
 * The database this process is to use: DATABASE_URL (and TAMARU_MIGRATION_URL, when the schema's
 * owner is another role), else the embedded server. Throws a Problem when it cannot be reached.
 */
export async function openDatabase(env: NodeJS.ProcessEnv = process.env): Promise<Access> {
  if (!env.DATABASE_URL) {
    const embedded = await startEmbedded(env.TAMARU_DATA ? { directory: env.TAMARU_DATA } : {})
    const { url, ownerUrl } = embedded
    return { url, ownerUrl, embedded, close: () => embedded.stop() }
  }
  const url = env.DATABASE_URL
  const ownerUrl = env.TAMARU_MIGRATION_URL || url
  for (const address of new Set([url, ownerUrl])) await probe(address)
  return { url, ownerUrl, close: async () => {} }
}

/** One connection, to say now and in one line what would otherwise fail later and in many. */
async function probe(url: string): Promise<void> {
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new Problem(
      'database-address-invalid',
      'DATABASE_URL is not an address; write postgres://user:password@host:5432/database',
    )
  }
  let pool: ReturnType<typeof connect> | undefined
  try {
    pool = connect(url, { name: 'tamaru probe', max: 1, connectTimeout: 5_000 })
    await requireServer(pool)
  } catch (error) {
    throw problemOf(error) ?? error
  } finally {
    await pool?.end()
  }
}
