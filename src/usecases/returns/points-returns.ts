import type { Sql } from '../../database/connect.ts'
import { texts } from '../../ledger/arrays.ts'
import { readTimeline } from '../../ledger/policies.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Yen } from '../../rules/money/amount.ts'
import type { PointsSetting } from '../../rules/offers/offer.ts'
import { pointsAt } from '../../rules/offers/points.ts'
import { policyAt, type Timeline } from '../../rules/policy/timeline.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { after, DAY, type Instant, instantOf, later } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { type PointsColumns, pointsOfColumns } from '../listings/listing.ts'
import { featuredShare, type OfferStates, readOfferStates } from './featured-share.ts'
import { type Sales, type SkuSales, type Stretch, salesBySku, salesInStretches } from './sales.ts'

/** What a stretch of time brought a SKU. */
export interface Brought extends Sales {
  /**
   * Share of the time in which the offer was featured, in basis points; null when it was not there.
   */
  readonly featuredBps: number | null
}

/** The newest change of a SKU's points, with as much time before as after it. */
export interface PointsChange {
  readonly at: Instant
  readonly by: string
  readonly reason: string
  /** Points of one unit at the price of then. */
  readonly before: number
  readonly after: number
  /** How long both stretches are, in ms; 0 when it has only just been made. */
  readonly length: number
  readonly sales: { readonly before: Brought; readonly after: Brought }
}

export interface PointsReturn extends Brought {
  readonly sku: string
  readonly asin: string
  readonly titleJa: string | null
  readonly titleEn: string | null
  readonly change: PointsChange | null
}

/** Most SKUs of one answer. */
const SKUS_MAX = 100
/** A change is looked at for at most this long, before and after. */
const LONGEST = 28 * DAY

/**
 * What points cost a seller and what they came with, for the SKUs whose points cost most in the
 * last `days`: units, proceeds and the share of time being featured, also before and after the
 * newest change of the points. It says what happened, not why. Refusals: `seller_not_found`.
 */
export async function pointsReturns(
  engine: Engine,
  ask: { readonly seller: string; readonly days: number },
): Promise<Refusal | { readonly refused?: never; readonly items: readonly PointsReturn[] }> {
  const seller = await engine.directory.seller(ask.seller)
  if (seller === undefined) return refuse('seller_not_found')
  const sql = engine.pool
  const to = engine.clock.now()
  const whole = { from: after(to, -ask.days * DAY), to: after(to, 1) }
  const sold = await salesBySku(sql, seller, whole, SKUS_MAX)
  const asins = [...new Set(sold.map(({ asin }) => asin))]
  const [timeline, states, titles, changes] = await Promise.all([
    readTimeline(sql),
    readOfferStates(sql, asins),
    readTitles(sql, asins),
    readChanges(sql, seller, sold, whole.from),
  ])
  const spans = sold.flatMap(({ sku }) => {
    const change = changes.get(sku)
    return change ? stretchesOf(sku, change.at, whole) : []
  })
  const compared = await salesInStretches(sql, seller, whole, spans)
  const share = shareOf(seller, states, timeline)
  const brought = spans.map((span, index) => ({ span, sales: compared[index] as Sales }))
  return {
    items: sold.map((one) => ({
      ...one,
      featuredBps: share(one.asin, one.sku, whole),
      ...(titles.get(one.asin) ?? { titleJa: null, titleEn: null }),
      change: changeOf(one, changes.get(one.sku), brought, share, timeline),
    })),
  }
}

type ShareOf = (asin: string, sku: string, span: Stretch) => number | null

const shareOf =
  (seller: SellerId, states: OfferStates, timeline: Timeline): ShareOf =>
  (asin, sku, span) =>
    featuredShare(states.get(asin) ?? [], { seller, sku }, span, timeline)

/** As long before the change as after it, within what was asked for. */
function stretchesOf(sku: string, at: Instant, whole: Stretch) {
  const length = Math.min(at - whole.from, whole.to - at, LONGEST)
  return [
    { sku, from: instantOf(at - length), to: at },
    { sku, from: at, to: instantOf(at + length) },
  ]
}

function changeOf(
  { sku, asin }: SkuSales,
  change: ChangeRow | undefined,
  brought: readonly { readonly span: Stretch & { readonly sku: string }; readonly sales: Sales }[],
  share: ShareOf,
  timeline: Timeline,
): PointsChange | null {
  const [before, afterwards] = brought.filter(({ span }) => span.sku === sku)
  if (!change || !before || !afterwards) return null
  const { rounding } = policyAt(timeline, change.at).terms
  const points = (price: Yen, setting: PointsSetting | null) =>
    setting === null ? 0 : pointsAt(price, setting, rounding)
  const with_ = ({ span, sales }: typeof before): Brought => ({
    ...sales,
    featuredBps: share(asin, sku, span),
  })
  return {
    ...{ at: change.at, by: change.by, reason: change.reason },
    before: points(change.price_before, settingBefore(change)),
    after: points(change.price, pointsOfColumns(change)),
    length: before.span.to - before.span.from,
    sales: { before: with_(before), after: with_(afterwards) },
  }
}

interface ChangeRow extends PointsColumns {
  readonly sku: string
  readonly at: Instant
  readonly by: string
  readonly reason: string
  readonly price: Yen
  readonly price_before: Yen
  readonly points_bps_before: PointsColumns['points_bps']
  readonly points_amount_before: PointsColumns['points_amount']
  readonly points_of_price_before: PointsColumns['points_of_price']
}

const settingBefore = (row: ChangeRow): PointsSetting | null =>
  pointsOfColumns({
    points_bps: row.points_bps_before,
    points_amount: row.points_amount_before,
    points_of_price: row.points_of_price_before,
  })

/** The newest change of the points of each SKU since a moment. */
async function readChanges(
  sql: Sql,
  seller: SellerId,
  sold: readonly SkuSales[],
  since: Instant,
): Promise<ReadonlyMap<string, ChangeRow>> {
  const { rows } = await sql.query<ChangeRow>(
    `select distinct on (h.listing_id) l.sku, h.event_at as at, h.changed_by as by, h.reason,
        h.price, h.points_bps, h.points_amount, h.points_of_price, h.price_before,
        h.points_bps_before, h.points_amount_before, h.points_of_price_before
      from listing l join listing_history h on h.listing_id = l.id
      where l.seller_id = $1 and l.sku = any($2::text[]) and h.price_before is not null
        and h.event_at >= to_timestamp($3::float8 / 1000)
        and (h.points_bps, h.points_amount) is distinct from
          (h.points_bps_before, h.points_amount_before)
      order by h.listing_id, h.version desc`,
    [seller, texts(sold.map(({ sku }) => sku)), later(since, 0 as Instant)],
  )
  return new Map(rows.map((row) => [row.sku, row]))
}

interface Titles {
  readonly titleJa: string | null
  readonly titleEn: string | null
}

async function readTitles(
  sql: Sql,
  asins: readonly string[],
): Promise<ReadonlyMap<string, Titles>> {
  const { rows } = await sql.query<Titles & { readonly asin: string }>(
    `select asin, title_ja as "titleJa", title_en as "titleEn" from product
      where asin = any($1::text[])`,
    [texts(asins)],
  )
  return new Map(rows.map(({ asin, ...titles }) => [asin, titles]))
}
