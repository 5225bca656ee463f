import type { Sql } from '../../database/connect.ts'
import type { OrderKey } from '../../ledger/directory.ts'
import type { Instant } from '../../rules/time/instant.ts'

/** A parcel of an order, with the lines of one seller that are in it. */
export interface Parcel {
  /** Which of the order's parcels it is, from 1. */
  readonly number: number
  readonly shippedAt: Instant
  readonly carrier: string | null
  readonly tracking: string | null
  readonly items: readonly { readonly line: number; readonly quantity: number }[]
}

interface Row {
  readonly at: Instant
  readonly outcome: {
    readonly carrier?: string
    readonly tracking?: string
    readonly units: readonly { readonly line: number; readonly quantity: number }[]
  }
}

/** The parcels of an order as far as they hold some lines, the first one first. */
export async function readParcels(
  sql: Sql,
  { buyer, order }: OrderKey,
  lines: readonly number[],
): Promise<readonly Parcel[]> {
  const { rows } = await sql.query<Row>({
    name: 'parcels-of-order',
    text: `select event_at as at, outcome from journal
      where book_id = $1 and order_id = $2 and kind = 'order.shipped' order by version`,
    values: [buyer, order],
  })
  const own = rows.flatMap(({ at, outcome }) => {
    const items = outcome.units
      .filter(({ line }) => lines.includes(line))
      .map(({ line, quantity }) => ({ line, quantity }))
    const { carrier = null, tracking = null } = outcome
    return items.length === 0 ? [] : [{ shippedAt: at, carrier, tracking, items }]
  })
  return own.map((parcel, index) => ({ number: index + 1, ...parcel }))
}
