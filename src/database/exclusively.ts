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
  // Without its connection the holder has lost the lock too; closing the session gives it back.
  client.on('error', () => {})
  try {
    const { rows } = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock($1) as got',
      [lock],
    )
    return rows[0]?.got ? await work() : undefined
  } finally {
    client.release(true)
  }
}
