import { type Figure, figureColumns } from './totals.ts'

const ofSeller = [
  'principal',
  'shipping',
  'granted',
  'redeemed',
  'fee_charged',
  'refunded',
  'returned',
  'shortfall',
  'points_back',
  'fee_credited',
] as const satisfies readonly Figure[]

/** What each seller sold, granted, gave back and was paid: every yen and point by its line. */
export const SELLER_FIGURES = `
  with figure as (
    select l.seller_id, ${figureColumns(ofSeller)}
    from posting p join order_line l
      on l.buyer_id = p.book_id and l.order_id = p.order_id and l.line = p.line
    group by l.seller_id),
  sold as (select seller_id, count(*) as lines from order_line group by seller_id),
  paid as (
    select seller_id, sum(disbursement)::bigint as disbursed,
      (array_agg(closing order by period desc))[1] as closing
    from statement group by seller_id)
  select reference as seller, coalesce(lines, 0) as lines,
    ${ofSeller.map((name) => `coalesce(${name}, 0) as ${name}`).join(', ')},
    coalesce(refunded - points_back - shortfall, 0) as cash_refunded,
    coalesce(principal + shipping - granted - fee_charged - refunded + returned + fee_credited, 0)
      as proceeds,
    coalesce(disbursed, 0) as disbursed, coalesce(closing, 0) as closing
  from seller left join figure on figure.seller_id = id left join sold on sold.seller_id = id
    left join paid on paid.seller_id = id
  order by reference collate "C"`

const ofBuyer = ['promo', 'released', 'expired', ...ofSeller] as const satisfies readonly Figure[]

/** What each buyer ordered, earned, spent and has left. */
export const BUYER_FIGURES = `
  with figure as (select book_id, ${figureColumns(ofBuyer)} from posting group by book_id),
  one as (
    select buyer_id, bool_or(shipped_quantity > 0) as shipped,
      bool_and(cancelled_quantity = quantity) as cancelled, count(*) as lines
    from order_line group by buyer_id, order_id),
  counts as (
    select buyer_id, count(*) as placed, count(*) filter (where cancelled) as cancelled,
      count(*) filter (where shipped) as shipped, sum(lines)::bigint as lines
    from one group by buyer_id)
  select reference as buyer, placed, cancelled, shipped,
    placed - cancelled - shipped as open, lines,
    ${ofBuyer.map((name) => `coalesce(${name}, 0) as ${name}`).join(', ')},
    available, held, available + unvested + held as outstanding,
    coalesce(refunded - points_back - shortfall, 0) as cash_refunded
  from buyer join book using (id) join counts on buyer_id = id left join figure on book_id = id
  order by reference collate "C"`

/** Every line of every order, as it ended. */
export const ORDER_LINES = `
  with short as (
    select book_id, order_id, line, sum(amount)::bigint as shortfall
    from posting where kind = 'points_shortfall' group by book_id, order_id, line)
  select o.reference as "order",
    case when cancelled_quantity = quantity then 'cancelled'
      when shipped_quantity > 0 then 'shipped' else 'open' end as state,
    b.reference as buyer, l.line, s.reference as seller, sku as product,
    price as principal, shipping, points_per_unit as points, l.redeemed, fee_charged as fee,
    refunded_principal + refunded_shipping as refunded, points_due as returned,
    coalesce(shortfall, 0) as shortfall, points_back, fee_credited
  from order_line l join orders o on o.buyer_id = l.buyer_id and o.id = l.order_id
    join buyer b on b.id = l.buyer_id join seller s on s.id = l.seller_id
    left join short on short.book_id = l.buyer_id and short.order_id = l.order_id
      and short.line = l.line
  order by o.reference collate "C", l.line`
