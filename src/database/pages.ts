import type { Pool, PoolClient } from './connect.ts'

let cursors = 0

/** The queries under way for pages, by connection: it runs one at a time. */
const turns = new WeakMap<PoolClient, Promise<unknown>>()

function inTurn<T>(sql: PoolClient, query: () => Promise<T>): Promise<T> {
  const turn = idle(sql).then(query)
  // Whoever stops early never hears of a page that failed.
  turns.set(
    sql,
    turn.catch(() => {}),
  )
  return turn
}

/** Resolves when no page is being prepared any more; for those who stopped before the last one. */
export const idle = (sql: PoolClient): Promise<unknown> => turns.get(sql) ?? Promise.resolve()

/**
 * The rows of a query, a page at a time, however many there are: from a cursor in the client's
 * open transaction. While the caller works on one page the server prepares the next; several such
 * queries may be read side by side.
 */
export async function* pages<Row extends object>(
  sql: PoolClient,
  query: { readonly text: string; readonly values?: unknown[] },
  rowsMax = 2_000,
): AsyncGenerator<readonly Row[]> {
  cursors += 1
  const name = `pages_${cursors}`
  const declare = `declare ${name} no scroll cursor for ${query.text}`
  await inTurn(sql, () => sql.query(declare, query.values ?? []))
  const fetch = () => inTurn(sql, () => sql.query<Row>(`fetch ${rowsMax} from ${name}`))
  let next = fetch()
  try {
    for (;;) {
      const { rows } = await next
      const isLast = rows.length < rowsMax
      if (!isLast) next = fetch()
      if (rows.length > 0) yield rows
      if (isLast) break
    }
  } finally {
    await idle(sql)
  }
}

/** The same on a connection of its own, given back when the reader is done or stops. */
export async function* stream<Row extends object>(
  pool: Pool,
  query: { readonly text: string; readonly values?: unknown[] },
): AsyncGenerator<readonly Row[]> {
  const sql = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  sql.on('error', onError)
  try {
    await sql.query('begin read only')
    yield* pages<Row>(sql, query)
  } finally {
    await sql.query('rollback').catch(onError)
    sql.off('error', onError)
    sql.release(broken)
  }
}
