import type { Engine } from '../engine.ts'
import { type ProductSearch, searchProducts } from './find.ts'
import { offersOn, type ProductOffers, type RankedOffer } from './offers.ts'
import type { Product } from './product.ts'

/** A product as a shop shows it among others. */
export interface ShelvedProduct {
  readonly product: Product
  /** The featured offer of the best condition that has one; null when nothing can be bought. */
  readonly offer: RankedOffer | null
  /** How many offers it has that can be bought. */
  readonly offers: number
}

export interface ShelfPage {
  readonly products: readonly ShelvedProduct[]
  /** Where the next page starts; null after the last. */
  readonly next: string | null
}

/** Searches products, each with what it costs and earns at best. */
export async function searchShelf(engine: Engine, ask: ProductSearch): Promise<ShelfPage> {
  const { products, next } = await searchProducts(engine, ask)
  const offers = await offersOn(
    engine,
    products.map(({ asin }) => asin),
  )
  return {
    products: products.map((product) => shelved(product, offers.get(product.asin))),
    next,
  }
}

function shelved(product: Product, found: ProductOffers | undefined): ShelvedProduct {
  const standings = found?.groups.flatMap((group) => group.standings) ?? []
  const offer = standings.find(({ place }) => place === 'featured') ?? null
  return { product, offer, offers: standings.filter(({ place }) => place !== 'ineligible').length }
}
