import type { Sql } from '../../database/connect.ts'
import { points, type Yen, yen } from '../../rules/money/amount.ts'
import type { PointsSetting } from '../../rules/offers/offer.ts'
import { effectivePoints } from '../../rules/offers/points.ts'
import { policyVersion, type Timeline } from '../../rules/policy/timeline.ts'
import { type PointsColumns, pointsOfColumns } from '../listings/listing.ts'
import { type SellerRow, sellerFacts } from '../sellers/account.ts'
import type { SampledSale } from './figures.ts'

type SellerColumns = Pick<
  SellerRow,
  'plan' | 'standing' | 'agreement_version' | 'default_points_bps' | 'marketplace'
>

const SELLER = 's.plan, s.standing, s.agreement_version, s.default_points_bps, s.marketplace'
const POINTS = 'g.points_bps, g.points_amount, g.points_of_price'

/** The facts of somebody that the programme has never heard of: sold with, but not registered. */
const STRANGER: SellerColumns = {
  plan: 'professional',
  standing: 'good',
  agreement_version: null,
  default_points_bps: null,
  marketplace: '',
}

interface LineSample extends SellerColumns, PointsColumns {
  readonly order: string
  readonly line: number
  readonly sku: string
  readonly quantity: number
  readonly price: Yen
  readonly shipping: Yen
  readonly points_per_unit: number
  readonly category: string | null
  readonly policy_version: number
  readonly known: boolean
  readonly listed: boolean
}

/** Lines of the newest orders, as they were sold. */
export async function recentLines(sql: Sql, timeline: Timeline, count: number) {
  const { rows } = await sql.query<LineSample>({
    name: 'policy-sample-lines',
    text: `with recent as materialized (
        select book_id, order_id from event where type = 'order.placed' order by id desc limit $1)
      select o.reference as "order", l.line, l.sku, l.quantity, l.price, l.shipping,
        l.points_per_unit, l.category, o.policy_version, s.id is not null as known,
        g.id is not null as listed, ${SELLER}, ${POINTS}
      from recent r
        join orders o on o.buyer_id = r.book_id and o.id = r.order_id
        join order_line l on l.buyer_id = o.buyer_id and l.order_id = o.id
        left join seller s on s.id = l.seller_id
        left join listing g on g.seller_id = l.seller_id and g.sku = l.sku
      order by o.id desc, l.line limit $1`,
    values: [count],
  })
  return rows.map((row) => {
    const { order, line, sku, quantity, price, shipping } = row
    return { order, line, sku, quantity, price, shipping, sale: lineSale(row, timeline) }
  })
}

function lineSale(row: LineSample, timeline: Timeline): SampledSale {
  const { price, shipping, quantity, category, points_per_unit: sold } = row
  const { marketplace, ...seller } = row.known ? row : STRANGER
  const facts = sellerFacts(seller)
  // What the seller set, if that is how it was sold; else what was sold.
  const set = row.listed ? pointsOfColumns(row) : undefined
  const frozen = policyVersion(timeline, row.policy_version)
  const offer = { price, marketplace, points: set ?? null }
  const asSold = set !== undefined && effectivePoints(offer, facts, frozen).points === sold
  const setting: PointsSetting | null = asSold
    ? set
    : sold === 0
      ? { by: 'percentage', bps: 0 }
      : { by: 'amount', points: points(sold), ofPrice: yen(price) }
  return { price, shipping, quantity, category, setting, seller: facts, marketplace }
}

interface ListingSample extends SellerColumns, PointsColumns {
  readonly seller: string
  readonly sku: string
  readonly price: Yen
  readonly shipping: Yen
  readonly category: string | null
}

/** The newest listings on offer. */
export async function recentListings(sql: Sql, count: number) {
  const { rows } = await sql.query<ListingSample>({
    name: 'policy-sample-listings',
    text: `with recent as materialized (
        select * from listing where status = 'active' order by id desc limit $1)
      select s.reference as seller, g.sku, g.price, g.shipping, p.category, ${SELLER}, ${POINTS}
      from recent g join seller s on s.id = g.seller_id left join product p on p.asin = g.asin
      order by g.id desc`,
    values: [count],
  })
  return rows.map((row) => {
    const { seller, sku, price, shipping, category, marketplace } = row
    const setting = pointsOfColumns(row)
    const facts = sellerFacts(row)
    const sale = { price, shipping, quantity: 1, category, setting, seller: facts, marketplace }
    return { seller, sku, price, shipping, sale }
  })
}
