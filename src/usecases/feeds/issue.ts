import type { Sql } from '../../database/connect.ts'
import { numbers, texts } from '../../ledger/arrays.ts'
import { type OfferWarning, WARNINGS } from '../../rules/offers/warnings.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import { REFUSALS } from '../../rules/refusals.ts'
import type { ListingDecision } from '../listings/decide.ts'
import type { Language } from '../sentence.ts'
import type { Feed } from './feed.ts'
import type { FeedRow } from './rows.ts'

/** What was wrong with a row, or what its author should know. */
export interface FeedIssue {
  readonly row: number
  readonly sku: string
  readonly warning: boolean
  readonly code: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** The issues of rows by what was decided of those that could be read, which go side by side. */
export function issuesOf(
  rows: readonly FeedRow[],
  decided: readonly (Refusal | ListingDecision)[],
): readonly FeedIssue[] {
  let next = 0
  return rows.flatMap(({ row, sku, asks, notes = [] }): FeedIssue[] => {
    const became = isRefusal(asks) ? asks : (decided[next++] as Refusal | ListingDecision)
    const noted = notes.map((note) => ({ ...{ row, sku, warning: true }, ...codeOf(note) }))
    if (isRefusal(became)) return [{ row, sku, warning: false, ...codeOf(became) }, ...noted]
    const warned = became.warnings.map((one) => ({ row, sku, warning: true, ...warningOf(one) }))
    return [...noted, ...warned]
  })
}

const codeOf = ({ refused, facts }: Refusal) => ({ code: refused, facts })

function warningOf(warning: OfferWarning) {
  const { warning: code, ...all } = warning
  const facts = Object.entries(all).filter(([, fact]) => typeof fact !== 'object')
  return { code, facts: Object.fromEntries(facts) as Record<string, string | number> }
}

/** An issue as a sentence. */
export function sentenceOfIssue({ code, facts }: FeedIssue, language: Language): string {
  const known = { ...REFUSALS, ...WARNINGS } as Record<string, Record<Language, string>>
  return (known[code]?.[language] ?? code).replace(/\{(\w+)\}/g, (place, name) =>
    String(facts[name] ?? place),
  )
}

/** Keeps a batch's issues until the processing report is written. */
export async function keepIssues(
  sql: Sql,
  { seller, id }: Pick<Feed, 'seller' | 'id'>,
  batch: number,
  issues: readonly FeedIssue[],
): Promise<void> {
  if (issues.length === 0) return
  await sql.query({
    name: 'keep-issues',
    text: `insert into feed_issue (seller_id, feed_id, n, batch, row, sku, warning, code, facts)
      select $1, $2, $3::bigint * 100000 + ordinality, $3, row, sku, warning = 1, code, facts
      from unnest($4::bigint[], $5::text[], $6::int[], $7::text[], $8::json[])
        with ordinality as i (row, sku, warning, code, facts, ordinality)`,
    values: [
      ...[seller, id, batch],
      numbers(issues.map(({ row }) => row)),
      texts(issues.map(({ sku }) => sku)),
      numbers(issues.map(({ warning }) => (warning ? 1 : 0))),
      texts(issues.map(({ code }) => code)),
      texts(issues.map(({ facts }) => JSON.stringify(facts))),
    ],
  })
}

/** Issues of one page. */
const PAGE = 500

/** A feed's issues in the order of its rows, however many there are. */
export async function* readIssues(
  sql: Sql,
  { seller, id }: Pick<Feed, 'seller' | 'id'>,
): AsyncGenerator<readonly FeedIssue[]> {
  for (let after = 0; ; ) {
    const { rows } = await sql.query<FeedIssue & { readonly n: number }>({
      name: 'read-issues',
      text: `select n, row, sku, warning, code, facts from feed_issue
        where seller_id = $1 and feed_id = $2 and n > $3 order by n limit ${PAGE}`,
      values: [seller, id, after],
    })
    if (rows.length > 0) yield rows
    if (rows.length < PAGE) return
    after = rows.at(-1)?.n ?? after
  }
}
