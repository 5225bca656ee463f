import { isRefusal, type Refusal, refuse } from '../../../rules/refusal.ts'
import type { Engine } from '../../engine.ts'
import { NOTIFICATION_TYPES, type NotificationType } from '../types.ts'
import type { Doing, Picked } from './doing.ts'
import { changeOffer, loseFeature, resetPoints } from './offers.ts'
import { orderAndShip } from './orders.ts'
import { feedFile, requestReport } from './processing.ts'
import { announceChange, letPointsExpire } from './programme.ts'

export const TRIGGERS = Object.keys(NOTIFICATION_TYPES) as readonly NotificationType[]

export interface TriggerAsk {
  readonly type: NotificationType
  /** Whose listing, order, feed or report; the programme's own need none. */
  readonly seller?: string
  /** The first active one in stock unless named. */
  readonly sku?: string
}

/**
 * Does a real thing in a sandbox, after which a notification of the type follows.
 * Refusals: `seller_not_found`, `listing_not_found`, and whatever the thing itself is refused with.
 */
export async function trigger(engine: Engine, ask: TriggerAsk): Doing {
  const { type } = ask
  if (type === 'POINTS_POLICY_CHANGE') return announceChange(engine)
  if (type === 'POINTS_EXPIRING') return letPointsExpire(engine)
  const listing = await pick(engine, ask)
  return isRefusal(listing) ? listing : OF_A_SELLER[type](engine, listing)
}

type OfASeller = Exclude<NotificationType, 'POINTS_POLICY_CHANGE' | 'POINTS_EXPIRING'>

const OF_A_SELLER: Readonly<Record<OfASeller, (engine: Engine, listing: Picked) => Doing>> = {
  ANY_OFFER_CHANGED: changeOffer,
  B2B_ANY_OFFER_CHANGED: changeOffer,
  PRICING_HEALTH: loseFeature,
  ORDER_CHANGE: orderAndShip,
  FEED_PROCESSING_FINISHED: feedFile,
  REPORT_PROCESSING_FINISHED: requestReport,
  POINTS_RESET: resetPoints,
}

/** Whether a type is about one seller, who then has to be named. */
export const needsSeller = (type: NotificationType): boolean => Object.hasOwn(OF_A_SELLER, type)

async function pick(engine: Engine, { seller, sku }: TriggerAsk): Promise<Refusal | Picked> {
  const id = seller === undefined ? undefined : await engine.directory.seller(seller)
  if (id === undefined) return refuse('seller_not_found')
  const { rows } = await engine.pool.query<Omit<Picked, 'seller'>>({
    name: 'pick-listing',
    text: `select l.seller_id as "sellerId", s.marketplace, l.sku, l.asin, l.price, l.shipping
      from listing l join seller s on s.id = l.seller_id
      where l.seller_id = $1 and l.status = 'active' and (l.stock is null or l.stock > 0)
        and ($2::text is null or l.sku = $2) order by l.sku limit 1`,
    values: [id, sku ?? null],
  })
  const [row] = rows
  return row
    ? { ...row, seller: seller as string }
    : refuse('listing_not_found', { sku: sku ?? '*' })
}
