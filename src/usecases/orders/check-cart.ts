import { texts } from '../../ledger/arrays.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { offersOn, type RankedOffer } from '../products/offers.ts'
import { PRODUCT_COLUMNS, type Product } from '../products/product.ts'
import { type CartLine, resolveCart } from './resolve-lines.ts'

/** A line of a cart as it stands now. */
export interface CheckedLine {
  readonly product: Product | null
  /** The offer as buyers see it now; null when the listing is gone. */
  readonly offer: RankedOffer | null
  /** Why it can not be ordered as it is; null when it can. */
  readonly no: Refusal | null
}

export type NamedLine = CartLine & { readonly seller: string; readonly sku: string }

/**
 * Looks at each line of a cart by itself: what it is, what it costs and earns now, and whether it
 * can be ordered. Unlike a quote it does not stop at the first line that can not.
 */
export async function checkCart(
  engine: Engine,
  cart: readonly NamedLine[],
): Promise<readonly CheckedLine[]> {
  const [products, judged] = await Promise.all([
    productsOf(engine, cart),
    Promise.all(cart.map((line) => resolveCart(engine, [line]))),
  ])
  const asins = new Set([...products.values()].map(({ asin }) => asin))
  const offers = await offersOn(engine, [...asins])
  return cart.map((line, index) => {
    const product = products.get(keyOf(line)) ?? null
    const standings = offers.get(product?.asin ?? '')?.groups.flatMap((group) => group.standings)
    const offer = standings?.find(
      (one) => one.offer.sellerReference === line.seller && one.offer.sku === line.sku,
    )
    const verdict = judged[index]
    const no = verdict && isRefusal(verdict) ? verdict : null
    return { product, offer: offer ?? null, no }
  })
}

const keyOf = ({ seller, sku }: { readonly seller: string; readonly sku: string }): string =>
  JSON.stringify([seller, sku])

/** What the listings of a cart sell, by seller and SKU. */
async function productsOf(
  engine: Engine,
  cart: readonly NamedLine[],
): Promise<ReadonlyMap<string, Product>> {
  const { rows } = await engine.pool.query<Product & { seller: string; sku: string }>({
    name: 'products-of-cart',
    text: `select s.reference as seller, l.sku, ${PRODUCT_COLUMNS}
      from unnest($1::text[], $2::text[]) as c (seller, sku)
      join seller s on s.reference = c.seller
      join listing l on l.seller_id = s.id and l.sku = c.sku
      join product p on p.asin = l.asin`,
    values: [texts(cart.map(({ seller }) => seller)), texts(cart.map(({ sku }) => sku))],
  })
  return new Map(
    rows.map(({ seller, sku, ...product }) => [keyOf({ seller, sku }), product as Product]),
  )
}
