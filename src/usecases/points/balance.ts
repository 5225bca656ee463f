import { type BookFacts, readBook } from '../../ledger/order-facts.ts'
import { type Points, points } from '../../rules/money/amount.ts'
import { mature, type Ripening } from '../../rules/points/mature.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { addMonths, after, DAY, type Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** Points that will vest or lapse at a moment, if the buyer does nothing until then. */
export interface PointsMoment {
  readonly at: Instant
  readonly points: Points
}

export interface PointsBalance {
  readonly refused?: never
  readonly buyer: string
  readonly at: Instant
  /** Can be spent now. */
  readonly available: Points
  /** 仮ポイント: promised by orders that have not shipped yet. */
  readonly pending: Points
  /** Earned by shipped orders, not yet spendable. */
  readonly unvested: Points
  /** Set aside for orders that have not shipped. */
  readonly held: Points
  /** The next available points to lapse; null when none will. */
  readonly nextExpiry: PointsMoment | null
  /** The next points to become spendable by time alone; null when none will. */
  readonly nextVesting: PointsMoment | null
}

/** Longer than any points live: 120 months, and a year more for late returns. */
const MONTHS_AHEAD = 132

/** A buyer's points now. Refusal: `buyer_not_found`. */
export async function pointsBalance(
  engine: Engine,
  buyer: string,
): Promise<Refusal | PointsBalance> {
  const id = await engine.directory.buyer(buyer)
  const facts = id && (await readBook(engine.pool, id, engine.clock.now()))
  if (!facts) return refuse('buyer_not_found')
  const { rows } = await engine.pool.query<{ pending: number }>({
    name: 'points-pending',
    text: `select coalesce(sum(points_per_unit
          * (quantity - shipped_quantity - cancelled_quantity)), 0)::bigint as pending
      from order_line where buyer_id = $1`,
    values: [id],
  })
  const { book, at } = facts
  const moments = momentsAhead(facts, addMonths(at, MONTHS_AHEAD))
  return {
    buyer,
    at,
    available: book.available,
    pending: points(rows[0]?.pending ?? 0),
    unvested: book.unvested,
    held: book.held,
    nextExpiry: moments.expiring[0] ?? null,
    nextVesting: moments.vesting[0] ?? null,
  }
}

export interface PointsAhead {
  readonly refused?: never
  readonly buyer: string
  readonly until: Instant
  readonly expiring: readonly PointsMoment[]
  readonly vesting: readonly PointsMoment[]
}

/** Ten years. */
const DAYS_MAX = 3_653

/**
 * What time will do to a buyer's points within some days, if nothing else happens: exactly what
 * the ledger would enter, announced policies included.
 * Refusals: `buyer_not_found`, `days_out_of_range`.
 */
export async function pointsAhead(
  engine: Engine,
  buyer: string,
  days: number,
): Promise<Refusal | PointsAhead> {
  if (!Number.isInteger(days) || days < 1 || days > DAYS_MAX) {
    return refuse('days_out_of_range', { maximum: DAYS_MAX })
  }
  const id = await engine.directory.buyer(buyer)
  const facts = id && (await readBook(engine.pool, id, engine.clock.now()))
  if (!facts) return refuse('buyer_not_found')
  const until = after(facts.at, days * DAY)
  return { buyer, until, ...momentsAhead(facts, until) }
}

/** Lives the book through to a later moment, in memory. */
function momentsAhead({ book, waiting, timeline }: BookFacts, until: Instant) {
  const { ripenings } = mature(book, waiting, timeline, until)
  return {
    expiring: summed(
      ripenings.flatMap((one) =>
        one.did === 'expire' ? [{ at: one.at, points: one.points }] : [],
      ),
    ),
    vesting: summed(ripenings.flatMap((one) => (one.did === 'vest' ? [vestingOf(one)] : []))),
  }
}

const vestingOf = ({ at, line }: Extract<Ripening, { did: 'vest' }>): PointsMoment => ({
  at,
  points: line.points,
})

/** One entry a moment. */
function summed(moments: readonly PointsMoment[]): PointsMoment[] {
  const sums = new Map<Instant, number>()
  for (const { at, points: amount } of moments) sums.set(at, (sums.get(at) ?? 0) + amount)
  return [...sums].map(([at, sum]) => ({ at, points: points(sum) }))
}
