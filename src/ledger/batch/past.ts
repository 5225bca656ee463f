import type { PoolClient } from '../../database/connect.ts'
import { numbers, texts } from '../arrays.ts'
import type { Command } from '../command.ts'
import { type Statement, UNDONE } from './statements.ts'
import type { Past, Working } from './working.ts'

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
    values: keysOf(commands),
  })
  return past.rows
}

const keysOf = (commands: readonly Command[]) => [
  texts(commands.map(({ caller }) => caller)),
  texts(commands.map(({ key }) => key)),
]

/**
 * Makes sure that commands which will not be written were decided on the truth: that they were not
 * accepted before, and that their books are as remembered. Undone as outdated otherwise.
 */
export function confirming(commands: readonly Command[], { books }: Working): readonly Statement[] {
  if (commands.length === 0) return []
  const buyers = [...new Set(commands.map(({ buyer }) => buyer))].filter((id) => books.has(id))
  return [
    {
      name: 'not-in-the-past',
      text: `select must(not exists (select from unnest($1::text[], $2::text[]) as ask (c, k)
        join journal on caller = c and key = k), '${UNDONE.outdated}')`,
      values: keysOf(commands),
    },
    {
      name: 'as-remembered',
      text: `select must(count(*) = $3, '${UNDONE.outdated}')
        from unnest($1::bigint[], $2::text[]) as ask (buyer, found)
        join book on book.id = ask.buyer and book.chain = decode(ask.found, 'hex')`,
      values: [
        numbers(buyers),
        texts(buyers.map((id) => books.get(id)?.found ?? '')),
        buyers.length,
      ],
    },
  ]
}
