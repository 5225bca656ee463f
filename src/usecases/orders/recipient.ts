import type { Sql } from '../../database/connect.ts'
import { numbers } from '../../ledger/arrays.ts'
import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { badText } from '../text.ts'

/** Whom an order goes to, as an address in Japan is written. */
export interface Recipient {
  readonly name: string
  readonly line1: string
  readonly line2?: string
  readonly line3?: string
  readonly city?: string
  readonly prefecture: string
  readonly postalCode: string
  readonly phone?: string
}

const LONGEST = 200

/**
 * Records whom an order goes to, in place of what was known. It is the operator's to say, and
 * reaches a seller's tool only under a token for personal data.
 * Refusals: `order_not_found`, `text_out_of_range`.
 */
export const recordRecipient = (
  engine: Engine,
  intent: Intent,
  order: string,
  to: Recipient,
): Promise<Refusal | Accepted<{ readonly order: string }>> =>
  once(engine, intent, 'order.recipient', { order, to }, async ({ sql }) => {
    const key = await engine.directory.order(order)
    if (!key) return refuse('order_not_found')
    const fields = Object.entries(to).flatMap(([field, text]): [string, [string, number]][] =>
      text === undefined ? [] : [[field, [text, LONGEST]]],
    )
    const bad = badText(Object.fromEntries(fields))
    if (bad) return bad
    await writeRecipient(sql, key, to)
    return { order }
  })

const writeRecipient = (
  sql: Sql,
  { buyer, order }: { readonly buyer: number; readonly order: number },
  to: Recipient,
) =>
  sql.query({
    name: 'write-recipient',
    text: `insert into order_recipient
        (buyer_id, order_id, name, line_1, line_2, line_3, city, prefecture, postal_code, phone)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      on conflict (buyer_id, order_id) do update set name = excluded.name,
        line_1 = excluded.line_1, line_2 = excluded.line_2, line_3 = excluded.line_3,
        city = excluded.city, prefecture = excluded.prefecture,
        postal_code = excluded.postal_code, phone = excluded.phone`,
    values: [
      ...[buyer, order, to.name, to.line1, to.line2 ?? null, to.line3 ?? null],
      ...[to.city ?? null, to.prefecture, to.postalCode, to.phone ?? null],
    ],
  })

/** What is personal about an order. */
export interface Personal {
  readonly buyerName: string | null
  readonly recipient: Recipient | null
}

interface Row extends Recipient {
  readonly order: number
  readonly buyerName: string | null
}

/** The personal data of orders, by our number of the order. */
export async function readPersonal(
  sql: Sql,
  orders: readonly { readonly buyer: number; readonly order: number }[],
): Promise<ReadonlyMap<number, Personal>> {
  const { rows } = await sql.query<Row>({
    name: 'personal-of-orders',
    text: `select k.o as order, b.name as "buyerName", r.name, r.line_1 as line1, r.line_2 as line2,
        r.line_3 as line3, r.city, r.prefecture, r.postal_code as "postalCode", r.phone
      from unnest($1::bigint[], $2::bigint[]) as k (b, o) join buyer b on b.id = k.b
      left join order_recipient r on r.buyer_id = k.b and r.order_id = k.o`,
    values: [numbers(orders.map(({ buyer }) => buyer)), numbers(orders.map(({ order }) => order))],
  })
  return new Map(
    rows.map(({ order, buyerName, ...recipient }) => [
      order,
      { buyerName, recipient: recipient.name === null ? null : recipient },
    ]),
  )
}
