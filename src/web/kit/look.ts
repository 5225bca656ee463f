import { away } from './away.ts'
import { client } from './query.tsx'

/**
 * Looks whether server and database are there, and tells. When they are back, what had failed to
 * load is loaded again.
 */
export async function look(): Promise<boolean> {
  const { ok } = await fetch('/health/ready').catch(() => ({ ok: false }))
  away.set(!ok)
  if (ok) await client.refetchQueries({ predicate: ({ state }) => state.status === 'error' })
  return ok
}
