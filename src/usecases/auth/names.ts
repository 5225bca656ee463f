import type { Pool } from '../../database/connect.ts'
import { texts } from '../../ledger/arrays.ts'

/** An id becomes a number here or nothing: what histories name may be any text. */
const numberIn = (pattern: string) => `substring(w.id from '${pattern}')::bigint`

const NAMES = `
  select w.id, coalesce(
      (select name from service_provider where reference = w.id),
      (select name from service_provider where id = ${numberIn('^tool:(\\d{1,15}):')}),
      (select name from person where id = ${numberIn('^person:(\\d{1,15})$')}
        and ($2 or role <> 'operator')),
      (select name from access_token where id = ${numberIn('^app:(\\d{1,15})$')}
        and ($2 or role <> 'operator')),
      (select name from seller where reference = w.id)) as name
  from unnest($1::text[]) as w (id)`

/**
 * What people call whoever did something, by the ids that histories keep: an app (authorised still
 * or not any more), a person, a token, a seller. Whoever is not in the answer has no name that the
 * reader may know: programs of the programme's own and, unless an operator reads, its people.
 */
export async function namesOf(
  pool: Pool,
  ids: readonly string[],
  isOperator: boolean,
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await pool.query<{ id: string; name: string | null }>({
    name: 'names-of',
    text: NAMES,
    values: [texts(ids), isOperator],
  })
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])))
}
