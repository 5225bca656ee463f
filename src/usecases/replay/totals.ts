import type { Sql } from '../../database/connect.ts'

/** What a replay did, in yen, points and counts. */
export interface ReplayTotals {
  readonly read: number
  readonly skipped: number
  readonly placed: number
  readonly cancelled: number
  readonly shipped: number
  readonly open: number
  readonly lines: number
  readonly sellers: number
  readonly principal: number
  readonly shipping: number
  readonly granted: number
  readonly promo: number
  readonly redeemed: number
  readonly released: number
  /** Credited to sellers for points of refunds, the shortfall included. */
  readonly returned: number
  readonly shortfall: number
  readonly points_back: number
  readonly expired: number
  readonly available: number
  readonly held: number
  readonly outstanding: number
  readonly fee_charged: number
  readonly fee_credited: number
  readonly refunded: number
  readonly cash_refunded: number
  /** What sellers were credited net, before any disbursement. */
  readonly proceeds: number
  readonly disbursed: number
}

/** Sums of postings by what they mean to a reader: the kind alone says it, or kind and unit. */
export const FIGURES = {
  principal: "kind = 'principal'",
  shipping: "kind = 'shipping'",
  granted: "kind = 'points_granted' and unit = 'PT'",
  promo: "kind = 'promotion' and unit = 'PT'",
  redeemed: "kind = 'points_redeemed' and unit = 'PT'",
  released: "kind = 'points_released'",
  returned: "credit = 'seller_proceeds' and kind in ('points_returned', 'points_shortfall')",
  shortfall: "kind = 'points_shortfall'",
  points_back: "kind = 'points_restored' and unit = 'PT'",
  expired: "kind = 'points_expired' and unit = 'PT'",
  fee_charged: "kind = 'referral_fee'",
  fee_credited: "kind = 'referral_fee_credit'",
  refunded: "kind in ('refund_principal', 'refund_shipping')",
  disbursed: "kind = 'disbursement'",
} as const

export type Figure = keyof typeof FIGURES

/** `sum(…) as name` for each figure, for a query over postings. */
export const figureColumns = (figures: readonly Figure[]): string =>
  figures
    .map((name) => `coalesce(sum(amount) filter (where ${FIGURES[name]}), 0)::bigint as ${name}`)
    .join(',\n')

/** The totals of a database that holds one replay and nothing else. */
export async function replayTotals(
  sql: Sql,
  input: { readonly read: number; readonly skipped: number },
): Promise<ReplayTotals> {
  const figures = await sql.query<Record<Figure, number>>(
    `select ${figureColumns(Object.keys(FIGURES) as Figure[])} from posting`,
  )
  const counts = await sql.query<{
    placed: number
    cancelled: number
    shipped: number
    lines: number
    sellers: number
  }>(`
    with o as (
      select bool_or(shipped_quantity > 0) as shipped,
        bool_and(cancelled_quantity = quantity) as cancelled, count(*) as lines
      from order_line group by buyer_id, order_id)
    select count(*) as placed, count(*) filter (where shipped) as shipped,
      count(*) filter (where cancelled) as cancelled, coalesce(sum(lines), 0)::bigint as lines,
      (select count(*) from seller) as sellers
    from o`)
  const books = await sql.query<{ available: number; unvested: number; held: number }>(
    `select coalesce(sum(available), 0)::bigint as available,
      coalesce(sum(unvested), 0)::bigint as unvested,
      coalesce(sum(held), 0)::bigint as held from book`,
  )
  const [money, count, book] = [figures.rows[0], counts.rows[0], books.rows[0]]
  if (!money || !count || !book) throw new Error('an aggregate without a row')
  const { placed, cancelled, shipped, lines, sellers } = count
  const { principal, shipping, granted, promo, redeemed, released, returned, shortfall } = money
  const { points_back, expired, fee_charged, fee_credited, refunded, disbursed } = money
  const { available, unvested, held } = book
  return {
    ...input,
    ...{ placed, cancelled, shipped, open: placed - cancelled - shipped, lines, sellers },
    ...{ principal, shipping, granted, promo, redeemed, released, returned, shortfall },
    ...{ points_back, expired, available, held, outstanding: available + unvested + held },
    ...{ fee_charged, fee_credited, refunded },
    cash_refunded: refunded - points_back - shortfall,
    proceeds: principal + shipping - granted - fee_charged - refunded + returned + fee_credited,
    disbursed,
  }
}
