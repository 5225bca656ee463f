import type { Condition } from '../../rules/offers/offer.ts'
import type { PointsAsk } from '../../rules/offers/points.ts'
import type { ListingAsk } from '../listings/decide.ts'
import { CATALOGUE, type CatalogueItem } from './catalogue.ts'
import { SELLERS, type SeedSeller, USED_SHOPS } from './parties.ts'
import { type Draw, drawFrom } from './random.ts'

/** A seller's offer, as it is first listed. */
export interface SeedOffer extends ListingAsk {
  readonly seller: string
  readonly price: number
  readonly points: PointsAsk
  readonly stock: number | null
}

/** What the sandbox's sellers offer: most products by several of them, at different terms. */
export const OFFERS: readonly SeedOffer[] = inventedOffers(drawFrom(20_200_601))

function inventedOffers(draw: Draw): SeedOffer[] {
  return CATALOGUE.flatMap((item) => {
    if (item.category === null) return [giftCardOffer(item)]
    const shops = SELLERS.filter((seller) => seller.sells.includes(item.category ?? ''))
    const first = draw.below(shops.length)
    const count = Math.min(shops.length, 2 + draw.below(3))
    return Array.from({ length: count }, (_, index) =>
      offerOf(shops[(first + index) % shops.length] as SeedSeller, item, draw),
    )
  })
}

function offerOf(seller: SeedSeller, item: CatalogueItem, draw: Draw): SeedOffer {
  const percent = seller.level + draw.below(9) - 4
  const price = Math.max(80, Math.round((item.usualPrice * percent) / 1_000) * 10)
  return {
    seller: seller.reference,
    sku: `${seller.reference.slice(2, 5)}-${item.asin.slice(-6)}`,
    asin: item.asin,
    condition: conditionOf(seller, draw),
    price,
    shipping: price >= 5_000 ? 0 : draw.of([0, 340, 340, 500]),
    points: seller.agreed ? pointsOf(price, draw) : { by: 'none' },
    stock: draw.chance(4) ? draw.below(3) : draw.chance(20) ? null : 30 + draw.below(200),
    status: draw.chance(3) ? 'inactive' : 'active',
  }
}

function conditionOf({ reference }: SeedSeller, draw: Draw): Condition {
  if (!USED_SHOPS.has(reference)) return 'new'
  return draw.of(['used_like_new', 'used_very_good', 'used_good', 'new'])
}

/** Most offers have points, most of those a small percentage, a few an amount. */
function pointsOf(price: number, draw: Draw): PointsAsk {
  const percent = draw.of([1, 1, 2, 3, 5, 5, 10, 10, 15, 20])
  if (!draw.chance(70)) return { by: 'none' }
  if (price >= 500 && draw.chance(15)) {
    return { by: 'amount', points: Math.round((price * percent) / 1_000) * 10 || 10 }
  }
  return { by: 'percentage', bps: percent * 100 }
}

function giftCardOffer({ asin, usualPrice }: CatalogueItem): SeedOffer {
  return {
    seller: 'S-AOZORA',
    sku: `GIFT-${usualPrice}`,
    asin,
    condition: 'new',
    price: usualPrice,
    shipping: 0,
    points: { by: 'none' },
    stock: null,
    status: 'active',
  }
}

/** Offers that never run out in the sandbox's history. */
export const PLENTIFUL: readonly SeedOffer[] = OFFERS.filter(
  ({ stock, status }) => status === 'active' && (stock === null || stock >= 30),
)
