import pg from 'pg'

/**
 * Names that one process at a time holds, on a connection of their own: whoever is killed lets all
 * of its names go at once, and no clock decides who is dead.
 */
export interface Locks {
  /** Whether the name is ours now; false while anybody, we included, holds it. */
  take(name: string): Promise<boolean>
  give(name: string): Promise<void>
  close(): Promise<void>
}

/** Opens the connection when it is first needed, and again after it broke. */
export function openLocks(url: string): Locks {
  let client: Promise<pg.Client> | undefined
  let held = new Set<string>()

  const connected = () => {
    client ??= connect(url, () => {
      // Its names are free with it; what was begun under them may come twice, never get lost.
      client = undefined
      held = new Set()
    })
    return client
  }

  return {
    async take(name) {
      if (held.has(name)) return false
      const mine = held
      mine.add(name)
      try {
        const { rows } = await (await connected()).query<{ got: boolean }>(
          'select pg_try_advisory_lock(hashtextextended($1, 0)) as got',
          [name],
        )
        const got = rows[0]?.got === true
        if (!got) mine.delete(name)
        return got
      } catch (error) {
        mine.delete(name)
        throw error
      }
    },
    async give(name) {
      if (!held.delete(name) || !client) return
      await (await client).query('select pg_advisory_unlock(hashtextextended($1, 0))', [name])
    },
    async close() {
      const open = client
      client = undefined
      await (await open?.catch(() => undefined))?.end().catch(() => {})
    },
  }
}

async function connect(url: string, onBroken: () => void): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tamaru locks',
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    keepAlive: true,
  })
  client.on('error', onBroken)
  client.on('end', onBroken)
  try {
    await client.connect()
  } catch (error) {
    onBroken()
    throw error
  }
  return client
}
