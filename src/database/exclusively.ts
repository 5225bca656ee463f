import type { Pool } from './connect.ts'

/**
 * Runs `work` unless another process or task is running under the same number; then, returns
 * undefined at once. The lock is the connection's: it ends with the process, however that ends.
 */
export async function exclusively<T>(
  pool: Pool,
  lock: number,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const client = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    const { rows } = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock($1) as got',
      [lock],
    )
    if (!rows[0]?.got) return undefined
    try {
      return await work()
    } finally {
      // A connection that can not give the lock back takes it along when it is closed.
      await client.query('select pg_advisory_unlock($1)', [lock]).catch(onError)
    }
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}
