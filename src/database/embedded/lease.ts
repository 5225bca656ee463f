import pg from 'pg'

/** Any fixed number: everybody who uses the embedded server holds this advisory lock, shared. */
const LEASE = 7_252_002

/** Somebody's use of the embedded server, held by one idle connection. */
export type Lease = {
  /** Gives the lease up; true when nobody else holds one, so that the server may be stopped. */
  isLast(): Promise<boolean>
  /** Closes the connection. */
  end(): Promise<void>
}

/**
 * Several processes may use one embedded server (the service, a command in another terminal), and
 * whoever started it may be the first to leave. So the last one out turns off the light. The
 * connection closes with its process, however that ends, so a dead one never counts.
 */
export async function takeLease(url: string): Promise<Lease> {
  const client = await open(url)
  await client.query('select pg_advisory_lock_shared($1)', [LEASE])
  return {
    async isLast() {
      try {
        await client.query('select pg_advisory_unlock_shared($1)', [LEASE])
        return await isAlone(client)
      } catch {
        // Our connection was lost, and with it the lease; perhaps the server still runs.
        const other = await open(url).catch(() => undefined)
        if (!other) return true
        const alone = await isAlone(other)
        await other.end()
        return alone
      }
    },
    end: () => client.end().catch(() => {}),
  }
}

/** Keeps newcomers waiting from here on; they are sent away when the server stops. */
async function isAlone(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query('select pg_try_advisory_lock($1) as alone', [LEASE])
  return rows[0].alone
}

async function open(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tamaru lease',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  client.on('error', () => {}) // found out at the next use
  await client.connect()
  return client
}
