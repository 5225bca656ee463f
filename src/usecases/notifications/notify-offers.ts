import type { Sql } from '../../database/connect.ts'
import { numbers, texts } from '../../ledger/arrays.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { OfferChange } from '../pricing/record-changes.ts'
import type { RecordedOffer } from '../pricing/snapshot.ts'
import {
  anyOfferChanged,
  b2bAnyOfferChanged,
  isUncompetitive,
  pricingHealth,
} from './payloads/offers.ts'
import { type Notification, queueNotifications, type Subscriber, subscribersOf } from './queue.ts'
import { wanted } from './wanted.ts'

const TYPES = ['ANY_OFFER_CHANGED', 'B2B_ANY_OFFER_CHANGED', 'PRICING_HEALTH'] as const

/**
 * Tells everybody who sells a product, and subscribed, that its offers have changed; and whose
 * offer's price keeps it from being featured now. In the transaction that records the changes.
 */
export async function notifyOffers(
  sql: Sql,
  changes: readonly OfferChange[],
  now: Instant,
): Promise<void> {
  if (changes.length === 0) return
  const sellers = new Set(
    changes.flatMap(({ group }) => group.standings.map((s) => s.offer.seller)),
  )
  const subscribers = await subscribersOf(sql, TYPES, [...sellers])
  if (subscribers.length === 0) return
  const bySeller = Map.groupBy(subscribers, ({ seller }) => seller)
  const uncompetitive = await newlyUncompetitive(sql, changes)
  const notifications = changes.flatMap((change) => {
    const own = new Set(change.group.standings.map(({ offer }) => offer.seller as number))
    const told = [...own].flatMap((seller) => bySeller.get(seller) ?? [])
    return told.flatMap((to) => notificationsOf(change, to, uncompetitive))
  })
  await queueNotifications(sql, wanted(notifications), now)
}

function notificationsOf(
  change: OfferChange,
  to: Subscriber,
  uncompetitive: ReadonlySet<RecordedOffer>,
): readonly Notification[] {
  const { asin, offers } = change.snapshot
  const marketplaces = to.directive?.eventFilter?.marketplaceIds
  if (marketplaces && !marketplaces.includes(to.marketplace ?? '')) return []
  const told = (payload: object): Notification => ({
    to,
    thread: asin,
    payload,
    at: change.touch.at,
  })
  if (to.type === 'ANY_OFFER_CHANGED') return [told(anyOfferChanged(change, to))]
  if (to.type === 'B2B_ANY_OFFER_CHANGED') return [told(b2bAnyOfferChanged(change, to))]
  return offers
    .filter((offer) => offer.seller === to.seller && uncompetitive.has(offer))
    .map((own) => told(pricingHealth(change, own, to)))
}

/** Offers above the threshold that were not, or not at this price, at the change before. */
async function newlyUncompetitive(
  sql: Sql,
  changes: readonly OfferChange[],
): Promise<ReadonlySet<RecordedOffer>> {
  const concerned = changes.filter(({ snapshot }) => snapshot.offers.some(isUncompetitive))
  if (concerned.length === 0) return new Set()
  const { rows } = await sql.query<{ offers: readonly RecordedOffer[] }>({
    name: 'changes-before',
    text: `select c.offers from unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
        as n (asin, marketplace, cond, n)
      join offer_change c on c.asin = n.asin and c.marketplace = n.marketplace
        and c.condition = n.cond::condition_group
        and c.n = n.n - 1`,
    values: [
      texts(concerned.map(({ snapshot }) => snapshot.asin)),
      texts(concerned.map(({ snapshot }) => snapshot.marketplace)),
      texts(concerned.map(({ snapshot }) => snapshot.condition)),
      numbers(concerned.map(({ n }) => n)),
    ],
  })
  const known = new Set(rows.flatMap(({ offers }) => offers.filter(isUncompetitive).map(keyOf)))
  return new Set(
    concerned.flatMap(({ snapshot }) =>
      snapshot.offers.filter((offer) => isUncompetitive(offer) && !known.has(keyOf(offer))),
    ),
  )
}

const keyOf = ({ listing, landed }: RecordedOffer): string => `${listing} ${landed}`
