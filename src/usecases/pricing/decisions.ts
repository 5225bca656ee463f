import type { Sql } from '../../database/connect.ts'
import { numbers } from '../../ledger/arrays.ts'
import { bigint, flag, json, moment, text } from '../../ledger/batch/columns.ts'
import { inserter } from '../../ledger/batch/statements.ts'
import { LOWERED_MAX } from '../../rules/pricing/reprice.ts'
import type { Instant } from '../../rules/time/instant.ts'

/** What happened to a rule, or to a price because of it. */
export interface PricingEntry {
  readonly listing: number
  /** Of the rule, when it happened. */
  readonly version: number
  /** `set`: the rule was made, changed, paused or resumed; the others are about the price. */
  readonly what: 'set' | 'changed' | 'held' | 'undone'
  readonly because: string
  readonly facts: object
  readonly priceBefore: number | null
  readonly price: number | null
}

interface Row extends PricingEntry {
  readonly at: Instant
  readonly now: Instant
}

/** Adds to the history of rules. */
export const recordDecisions = (
  sql: Sql,
  entries: readonly PricingEntry[],
  at: Instant,
  now: Instant,
): Promise<number> =>
  insertDecisions(
    sql,
    entries.map((entry) => ({ ...entry, at, now })),
  )

const isLower = ({ what, price, priceBefore }: PricingEntry): boolean =>
  what === 'changed' && price !== null && priceBefore !== null && price < priceBefore

const insertDecisions = inserter<Row>('pricing_decision', [
  bigint('listing_id', ({ listing }) => listing),
  bigint('rule_version', ({ version }) => version),
  text('what', ({ what }) => what),
  text('because', ({ because }) => because),
  json('facts', ({ facts }) => JSON.stringify(facts)),
  bigint('price_before', ({ priceBefore }) => priceBefore),
  bigint('price', ({ price }) => price),
  flag('lowered', isLower),
  moment('event_at', ({ at }) => at),
  moment('recorded_at', ({ now }) => now),
])

/** When rules lowered prices last, newest first, by listing. */
export async function readLowered(
  sql: Sql,
  listings: readonly number[],
): Promise<ReadonlyMap<number, readonly Instant[]>> {
  const { rows } = await sql.query<{ listing: number; moments: Instant[] }>({
    name: 'lowered-prices',
    text: `select l as listing, array(select event_at from pricing_decision
        where listing_id = l and lowered order by id desc limit ${LOWERED_MAX}) as moments
      from unnest($1::bigint[]) as l`,
    values: [numbers(listings)],
  })
  return new Map(rows.map(({ listing, moments }) => [listing, moments]))
}
