import type { Sql } from '../../database/connect.ts'
import { texts } from '../../ledger/arrays.ts'
import { PROCEEDS } from '../../ledger/statements.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Instant } from '../../rules/time/instant.ts'

/** What some sales came to; all in whole yen, but for the units. */
export interface Sales {
  readonly units: number
  /** Price and shipping of what shipped. */
  readonly sales: number
  /** Points granted less those that came back. */
  readonly pointsCost: number
  /** Referral fees less their credits. */
  readonly fees: number
  /** Given back by refunds, returns, claims and chargebacks. */
  readonly refunds: number
  /** What all that left on the seller's proceeds. */
  readonly proceeds: number
}

const NO_SALES: Sales = {
  ...{ units: 0, sales: 0, pointsCost: 0, fees: 0, refunds: 0, proceeds: 0 },
}

const sum = (value: string, ...kinds: readonly string[]) =>
  `coalesce(sum(${value}) filter (where kind in (${kinds.map((kind) => `'${kind}'`).join()})), 0)::bigint`

/** The columns of `Sales`, over movements on proceeds joined with their order line `l`. */
const SALES = `${sum('amount / l.price', 'principal')} as units,
  ${sum('amount', 'principal', 'shipping')} as sales,
  ${sum('-signed', 'points_granted', 'points_returned', 'points_shortfall')} as "pointsCost",
  ${sum('-signed', 'referral_fee', 'referral_fee_credit')} as fees,
  ${sum(
    '-signed',
    ...['refund_principal', 'refund_shipping', 'claim_principal', 'claim_shipping'],
    ...['chargeback_principal', 'chargeback_shipping'],
  )} as refunds,
  coalesce(sum(signed), 0)::bigint as proceeds`

const MOVED = `(
    select book_id, order_id, line, kind, amount, ${PROCEEDS} as signed,
      extract(epoch from recorded_at)::float8 * 1000 as at
    from posting where seller_id = $1 and order_id is not null
      and recorded_at >= to_timestamp($2::float8 / 1000)
      and recorded_at < to_timestamp($3::float8 / 1000)
  ) as p join order_line l
    on l.buyer_id = p.book_id and l.order_id = p.order_id and l.line = p.line`

export interface Stretch {
  readonly from: Instant
  readonly to: Instant
}

export interface DaySales extends Sales {
  /** The start of the stretch of `step` ms that it is about, counted from `from`. */
  readonly at: Instant
}

/** A seller's sales in equal steps; steps without any are left out. */
export async function salesByStep(
  sql: Sql,
  seller: SellerId,
  { from, to }: Stretch,
  step: number,
): Promise<readonly DaySales[]> {
  const { rows } = await sql.query<DaySales>(
    `select ($2 + floor((at - $2) / $4) * $4)::bigint as at, ${SALES}
      from ${MOVED} group by 1 order by 1`,
    [seller, from, to, step],
  )
  return rows
}

export interface SkuSales extends Sales {
  readonly sku: string
  readonly asin: string
}

/** The SKUs whose points cost a seller most in a stretch, dearest first. */
export async function salesBySku(
  sql: Sql,
  seller: SellerId,
  { from, to }: Stretch,
  max: number,
): Promise<readonly SkuSales[]> {
  const { rows } = await sql.query<SkuSales>(
    `select l.sku, min(l.asin) as asin, ${SALES} from ${MOVED}
      group by l.sku order by "pointsCost" desc, units desc, l.sku limit $4`,
    [seller, from, to, max],
  )
  return rows
}

/** What some SKUs sold in stretches of their own: the n-th SKU in the n-th stretch. */
export async function salesInStretches(
  sql: Sql,
  seller: SellerId,
  whole: Stretch,
  asked: readonly (Stretch & { readonly sku: string })[],
): Promise<readonly Sales[]> {
  if (asked.length === 0) return []
  const { rows } = await sql.query<Sales & { readonly n: number }>(
    `select w.n, ${SALES} from ${MOVED}
      join unnest($4::text[], $5::float8[], $6::float8[]) with ordinality as w (sku, a, b, n)
        on w.sku = l.sku and p.at >= w.a and p.at < w.b
      group by w.n`,
    [
      ...[seller, whole.from, whole.to, texts(asked.map(({ sku }) => sku))],
      ...[asked.map(({ from }) => from), asked.map(({ to }) => to)],
    ],
  )
  const byNumber = new Map(rows.map(({ n, ...sales }) => [n, sales]))
  return asked.map((_, index) => byNumber.get(index + 1) ?? NO_SALES)
}
