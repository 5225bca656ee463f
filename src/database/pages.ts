import type { PoolClient } from './connect.ts'

let cursors = 0

/**
 * The rows of a query, a page at a time, however many there are: from a cursor in the client's
 * open transaction. While the caller works on one page the server prepares the next.
 */
export async function* pages<Row extends object>(
  sql: PoolClient,
  query: { readonly text: string; readonly values?: unknown[] },
  rowsMax = 2_000,
): AsyncGenerator<readonly Row[]> {
  cursors += 1
  const name = `pages_${cursors}`
  await sql.query(`declare ${name} no scroll cursor for ${query.text}`, query.values ?? [])
  const fetch = () => {
    const page = sql.query<Row>(`fetch ${rowsMax} from ${name}`)
    // Whoever stops early never hears of a page that failed.
    page.catch(() => {})
    return page
  }
  let next = fetch()
  for (;;) {
    const { rows } = await next
    const isLast = rows.length < rowsMax
    if (!isLast) next = fetch()
    if (rows.length > 0) yield rows
    if (isLast) break
  }
  await sql.query(`close ${name}`)
}
