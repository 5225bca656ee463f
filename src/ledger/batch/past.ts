import type { PoolClient } from '../../database/connect.ts'
import type { BuyerId } from '../../rules/ids.ts'
import { numbers, texts } from '../arrays.ts'
import type { Command } from '../command.ts'
import type { Past, Working } from './working.ts'

/** What was remembered of a book is not what it is: the batch has to look again. */
export class Outdated extends Error {}

type PastRow = Past & { readonly caller: string; readonly key: string }

/** The commands that were accepted before. */
export async function readPast(
  sql: PoolClient,
  commands: readonly Command[],
): Promise<readonly PastRow[]> {
  const past = await sql.query<PastRow>({
    name: 'past',
    text: `select caller, key, encode(fingerprint, 'hex') as fingerprint, book_id as book, outcome
      from unnest($1::text[], $2::text[]) as ask (c, k)
      join journal on caller = c and key = k`,
    values: [texts(commands.map((c) => c.caller)), texts(commands.map((c) => c.key))],
  })
  return past.rows
}

/**
 * Makes sure that commands which will not be written were decided on the truth: that they were not
 * accepted before, and that their books are as remembered. Throws `Outdated` otherwise.
 */
export async function confirm(
  sql: PoolClient,
  commands: readonly Command[],
  working: Working,
): Promise<void> {
  if (commands.length === 0) return
  const buyers = [...new Set(commands.map(({ buyer }) => buyer))]
  const [past, chains] = await Promise.all([
    readPast(sql, commands),
    sql.query<{ id: BuyerId; chain: string }>({
      name: 'chains',
      text: `select id, encode(chain, 'hex') as chain from book where id = any($1::bigint[])`,
      values: [numbers(buyers)],
    }),
  ])
  const isAsRemembered = chains.rows.every(
    ({ id, chain }) => working.books.get(id)?.found === chain,
  )
  if (past.length > 0 || !isAsRemembered) throw new Outdated()
}
