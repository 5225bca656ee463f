import { createHash } from 'node:crypto'
import type { Points, Yen } from '../../rules/money/amount.ts'
import type { Condition, ConditionGroup, Standing } from '../../rules/offers/offer.ts'
import type { Standpoint } from '../../rules/pricing/featured.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { OfferGroup, ProductOffer, RankedOffer } from '../products/offers.ts'

export const GROUPS = ['new', 'refurbished', 'used', 'collectible'] as const

/** An offer as it is recorded: what buyers see of it, and what competing with it needs. */
export interface RecordedOffer {
  readonly listing: number
  readonly seller: number
  readonly reference: string
  readonly sku: string
  readonly condition: Condition
  readonly price: Yen
  readonly shipping: Yen
  readonly points: Points
  readonly landed: Yen
  readonly place: Standpoint<ProductOffer>['place']
  readonly because: string
  readonly by: number | null
  readonly standing: Standing
  readonly listedAt: Instant
}

/** The offers on a product, marketplace and group of conditions that could be bought at a moment. */
export interface OfferSnapshot {
  readonly asin: string
  readonly marketplace: string
  readonly condition: ConditionGroup
  readonly threshold: Yen | null
  /** All that could be bought, and those of them that could be featured. */
  readonly total: number
  readonly eligible: number
  /** The first of them, best first. */
  readonly offers: readonly RecordedOffer[]
  readonly featured: number | null
  /** Changes with anything above. */
  readonly digest: string
}

/** As many as notifications name. */
const OFFERS_MAX = 20

/** Whether a buyer can buy it now. */
const forSale = ({ offer }: RankedOffer): boolean =>
  offer.status === 'active' && offer.stock > 0 && offer.standing !== 'suspended'

export function snapshotOf(asin: string, group: OfferGroup): OfferSnapshot {
  const { marketplace, condition, threshold, featured } = group
  const shown = group.standings.filter(forSale)
  const offers = shown.slice(0, OFFERS_MAX).map(recorded)
  const eligible = shown.filter(({ place }) => place !== 'ineligible').length
  const seen = { threshold, total: shown.length, eligible, offers }
  const digest = createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, 32)
  return { asin, marketplace, condition, ...seen, featured: featured?.listing ?? null, digest }
}

function recorded(ranked: RankedOffer): RecordedOffer {
  const { offer, landed, place } = ranked
  const why = ranked.place === 'featured' ? ranked.won : ranked.lost
  return {
    ...{ listing: offer.listing, seller: offer.seller, reference: offer.sellerReference },
    ...{ sku: offer.sku, condition: offer.condition, price: offer.price },
    ...{ shipping: offer.shipping, points: offer.points, landed, place, because: why.because },
    by: 'by' in why ? why.by : null,
    ...{ standing: offer.standing, listedAt: offer.listedAt },
  }
}
