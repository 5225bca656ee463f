import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { type HappenedLine, happeningOf, linesOf, type OutcomeOf } from './history.ts'

/** Where the list stands: the entry that a page ended with. */
export interface ReversalPlace {
  readonly recorded: number
  readonly book: number
  readonly version: number
}

/** A claim or a chargeback that took proceeds from a seller, as far as it is the seller's. */
export interface Reversal {
  readonly order: string
  readonly cause: 'guarantee_claim' | 'chargeback'
  readonly at: Instant
  readonly reason: string | null
  readonly lines: readonly HappenedLine[]
  /** In yen; and points that came back to the seller, which with most policies none do. */
  readonly refunded: number
  readonly pointsToSeller: number
  readonly feeCredit: number
}

export interface ReversalsAsk {
  readonly seller: string
  readonly after?: ReversalPlace
  readonly limit: number
}

interface Row extends ReversalPlace {
  readonly order: string
  readonly what: 'order.claimed' | 'order.charged_back'
  readonly at: Instant
  readonly outcome: OutcomeOf
  readonly own: readonly number[]
}

const KINDS = ['claim_principal', 'claim_shipping', 'chargeback_principal', 'chargeback_shipping']
  .map((kind) => `'${kind}'`)
  .join(', ')

/** What claims and chargebacks took from a seller, newest first. Refusal: `seller_not_found`. */
export async function listReversals(
  { pool, directory }: Engine,
  { seller: reference, after, limit }: ReversalsAsk,
): Promise<
  Refusal | { readonly reversals: readonly Reversal[]; readonly next: ReversalPlace | null }
> {
  const seller = await directory.seller(reference)
  if (seller === undefined) return refuse('seller_not_found')
  const { recorded = Number.POSITIVE_INFINITY, book = 0, version = 0 } = after ?? {}
  const { rows } = await pool.query<Row>({
    name: 'list-reversals',
    text: `select o.reference as "order", j.kind as what, j.event_at as at, j.outcome, p.own,
        p.recorded_at as recorded, p.book_id as book, p.version
      from (
        select recorded_at, book_id, version, array_agg(distinct line::int) as own from posting
        where seller_id = $1 and kind in (${KINDS})
          and (recorded_at, book_id, version) < (to_timestamp($2::float8 / 1000), $3, $4)
        group by recorded_at, book_id, version
        order by recorded_at desc, book_id desc, version desc limit $5) p
      join journal j on j.book_id = p.book_id and j.version = p.version
      join orders o on o.buyer_id = j.book_id and o.id = j.order_id
      order by p.recorded_at desc, p.book_id desc, p.version desc`,
    values: [seller, recorded, book, version, limit + 1],
  })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const next = last ? { recorded: last.recorded, book: last.book, version: last.version } : null
  return { reversals: shown.map(reversalOf), next }
}

function reversalOf({ order, what, at, outcome, own }: Row): Reversal {
  const lines = linesOf(outcome).filter(({ line }) => own.includes(line))
  const happened = happeningOf({ what, at, outcome }, lines)
  const sum = (of: 'refunded' | 'pointsToSeller' | 'feeCredit') =>
    happened.lines.reduce((all, line) => all + (line[of] ?? 0), 0)
  return {
    ...{ order, at, reason: happened.reason, lines: happened.lines },
    cause: what === 'order.claimed' ? 'guarantee_claim' : 'chargeback',
    refunded: sum('refunded'),
    pointsToSeller: sum('pointsToSeller'),
    feeCredit: sum('feeCredit'),
  }
}
