import { texts } from '../../../ledger/arrays.ts'
import type { SellerId } from '../../../rules/ids.ts'
import type { Engine } from '../../../usecases/engine.ts'
import { type Failure, invalidInput } from '../failure.ts'

/** One of the items that a request names. */
export interface AskedItem {
  /** The product; undefined when there is none. */
  readonly asin: string | undefined
  /** As it was named. */
  readonly sku?: string
  readonly named?: string
}

export interface ItemsAsk {
  readonly ItemType: 'Asin' | 'Sku'
  readonly Asins: readonly string[] | undefined
  readonly Skus: readonly string[] | undefined
}

/** The products behind the ASINs or the seller's SKUs of a request, in its order. */
export async function askedItems(
  engine: Engine,
  seller: { readonly id: SellerId },
  { ItemType, Asins, Skus }: ItemsAsk,
): Promise<Failure | readonly AskedItem[]> {
  if (ItemType === 'Asin') {
    if (!Asins) return invalidInput("'Asins' is required with ItemType=Asin.")
    const { rows } = await engine.pool.query<{ asin: string }>({
      name: 'known-asins',
      text: 'select asin from product where asin = any($1::text[])',
      values: [texts(Asins)],
    })
    const known = new Set(rows.map(({ asin }) => asin))
    return Asins.map((asin) => ({ asin: known.has(asin) ? asin : undefined, named: asin }))
  }
  if (!Skus) return invalidInput("'Skus' is required with ItemType=Sku.")
  const asins = await asinsOfSkus(engine, seller.id, Skus)
  return Skus.map((sku) => ({ asin: asins.get(sku), sku }))
}

/** The products of a seller's SKUs. */
export async function asinsOfSkus(
  engine: Engine,
  seller: SellerId,
  skus: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await engine.pool.query<{ sku: string; asin: string }>({
    name: 'asins-of-skus',
    text: 'select sku, asin from listing where seller_id = $1 and sku = any($2::text[])',
    values: [seller, texts(skus)],
  })
  return new Map(rows.map(({ sku, asin }) => [sku, asin]))
}

/** How an item is named in an answer. */
export const identifiersOf = (
  MarketplaceId: string,
  SellerId: string,
  ASIN: string,
  sku: string | undefined,
) => ({
  MarketplaceASIN: { MarketplaceId, ASIN },
  ...(sku === undefined ? {} : { SKUIdentifier: { MarketplaceId, SellerId, SellerSKU: sku } }),
})
