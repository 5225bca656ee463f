import type { Pool } from '../../database/connect.ts'
import { numbers, texts } from '../../ledger/arrays.ts'
import type { StockTake } from '../../ledger/command.ts'
import { gathered } from '../../ledger/gathered.ts'
import type { SellerId } from '../../rules/ids.ts'
import { isAmount, points, yen } from '../../rules/money/amount.ts'
import type { BasisPoints } from '../../rules/money/ratio.ts'
import { mayOfferPoints } from '../../rules/offers/eligibility.ts'
import { decideOfferPoints, effectivePoints } from '../../rules/offers/points.ts'
import type { LineTerms } from '../../rules/orders/order.ts'
import { QUANTITY_MAX } from '../../rules/orders/place.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { policyAt } from '../../rules/policy/timeline.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { LISTING_COLUMNS, type Listing, type ListingRow, listingOf } from '../listings/listing.ts'
import { type Seller, type SellerRow, sellerOf } from '../sellers/account.ts'
import { badText, LONGEST } from '../text.ts'

/** One line of a buyer's cart, by listing or by seller and SKU. */
export type CartLine = (
  | { readonly listing: number }
  | { readonly seller: string; readonly sku: string }
) & {
  readonly quantity: number
  /** What the buyer was shown for one unit: anything else by now is refused. */
  readonly seen?: {
    readonly price: number
    readonly shipping?: number
    readonly points?: number
  }
}

/** Terms that `placeOrder` freezes, with the stock they take. */
export interface ResolvedLines {
  readonly refused?: never
  readonly lines: readonly LineTerms[]
  readonly stock: readonly StockTake[]
}

/**
 * What a cart comes to at this moment: price, shipping and effective points of each listing.
 *
 * Refusals, in order, line by line: `quantity_out_of_range`, `listing_not_found`,
 * `seller_suspended`, `listing_inactive`, `out_of_stock` (all lines of a listing together),
 * `offer_changed` with the values as they are now.
 */
export async function resolveCart(
  engine: Engine,
  cart: readonly CartLine[],
): Promise<Refusal | ResolvedLines> {
  const found = await Promise.all(cart.map((line) => findOffer(engine, line)))
  const taken = new Map<number, number>()
  const lines: LineTerms[] = []
  for (const [index, ask] of cart.entries()) {
    if (!isQuantity(ask.quantity)) {
      return refuse('quantity_out_of_range', { maximum: QUANTITY_MAX })
    }
    const offer = found[index]
    if (!offer) {
      const sku = 'sku' in ask ? ask.sku : ask.listing
      return refuse('listing_not_found', { sku })
    }
    const { listing } = offer
    const units = (taken.get(listing.id) ?? 0) + ask.quantity
    const line = lineOf(offer, ask, units, await policyOf(engine, offer))
    if (isRefusal(line)) return line
    lines.push(line)
    if (listing.stock !== null) taken.set(listing.id, units)
  }
  return { lines, stock: [...taken].map(([listing, units]) => ({ listing, units })) }
}

const isQuantity = (quantity: number): boolean =>
  Number.isSafeInteger(quantity) && quantity >= 1 && quantity <= QUANTITY_MAX

function lineOf(
  { listing, seller, category, productType }: FoundOffer,
  { quantity, seen }: CartLine,
  units: number,
  policy: Policy,
): Refusal | LineTerms {
  const { sku, asin, price, shipping } = listing
  if (seller.facts.standing === 'suspended') {
    return refuse('seller_suspended', { seller: seller.reference })
  }
  if (listing.status !== 'active') return refuse('listing_inactive', { sku })
  if (listing.stock !== null && listing.stock < units) return refuse('out_of_stock', { sku })
  const offer = { ...listing, marketplace: seller.marketplace }
  const offered = effectivePoints(offer, seller.facts, policy).points
  const same =
    seen === undefined ||
    (seen.price === price &&
      (seen.shipping ?? shipping) === shipping &&
      (seen.points ?? offered) === offered)
  if (!same) return refuse('offer_changed', { sku, price, shipping, points: offered })
  return {
    ...{ seller: seller.id, sku, asin, category, productType, quantity, price },
    shipping: yen(shipping * quantity),
    pointsPerUnit: offered,
  }
}

/** A line on terms that the operator's own shop front states, without a listing here. */
export interface StatedLine {
  readonly seller: string
  readonly sku: string
  readonly asin: string
  readonly category?: string | null
  readonly productType?: string | null
  readonly quantity: number
  /** Yen per unit. */
  readonly price: number
  /** Yen for the whole line. */
  readonly shipping: number
  /** Points, in hundredths of a percent of the price; absent or 0 for none. */
  readonly pointsBps?: BasisPoints
}

/**
 * Checks stated terms by the same rules as a listing's: who may sell, who may offer points, and
 * how many.
 *
 * Refusals, in order, line by line: `quantity_out_of_range`, `amount_out_of_range`,
 * `text_out_of_range`, `seller_not_found`, `seller_suspended`, then, where points are stated,
 * those of `mayOfferPoints` and `decideOfferPoints`.
 */
export async function resolveStated(
  engine: Engine,
  stated: readonly StatedLine[],
): Promise<Refusal | ResolvedLines> {
  const { seller: look } = lookUps(engine.pool)
  const sellers = await Promise.all(stated.map((line) => look(line.seller)))
  const lines: LineTerms[] = []
  for (const [index, ask] of stated.entries()) {
    const invalid = invalidTerms(ask)
    if (invalid) return invalid
    const seller = sellers[index]
    if (!seller) return refuse('seller_not_found')
    const line = statedLine(seller, ask, await policyOf(engine, seller))
    if (isRefusal(line)) return line
    lines.push(line)
  }
  return { lines, stock: [] }
}

function invalidTerms(ask: StatedLine): Refusal | undefined {
  if (!isQuantity(ask.quantity)) return refuse('quantity_out_of_range', { maximum: QUANTITY_MAX })
  if (!isAmount(ask.price) || ask.price < 1 || !isAmount(ask.shipping)) {
    return refuse('amount_out_of_range')
  }
  return badText({
    sku: [ask.sku, LONGEST.sku],
    asin: [ask.asin, LONGEST.asin],
    category: [ask.category, LONGEST.reference],
    productType: [ask.productType, LONGEST.reference],
  })
}

function statedLine(seller: Seller, ask: StatedLine, policy: Policy): Refusal | LineTerms {
  const { facts, id, reference, marketplace } = seller
  if (facts.standing === 'suspended') return refuse('seller_suspended', { seller: reference })
  const price = yen(ask.price)
  const { sku, asin, quantity, category = null, productType = null, pointsBps = 0 } = ask
  const shipping = yen(ask.shipping)
  const terms = { seller: id, sku, asin, category, productType, quantity, price, shipping }
  if (pointsBps === 0) return { ...terms, pointsPerUnit: points(0) }
  const no = mayOfferPoints(facts, marketplace, policy)
  if (no) return no
  const decided = decideOfferPoints(price, { by: 'percentage', bps: pointsBps }, policy)
  return isRefusal(decided) ? decided : { ...terms, pointsPerUnit: decided.points }
}

interface FoundOffer {
  readonly listing: Listing
  readonly seller: Seller
  readonly category: string | null
  readonly productType: string | null
  /** Number of the newest policy version. */
  readonly newest: number | null
}

type FoundSeller = Seller & { readonly newest: number | null }

const policyOf = async (engine: Engine, { newest }: { readonly newest: number | null }) =>
  policyAt(await engine.timelineOf(engine.pool, newest), engine.clock.now())

async function findOffer(engine: Engine, ask: CartLine): Promise<FoundOffer | undefined> {
  const { listing, offer } = lookUps(engine.pool)
  if ('listing' in ask) return listing(ask.listing)
  const seller = await engine.directory.seller(ask.seller)
  return seller === undefined ? undefined : offer(keyOf(seller, ask.sku))
}

const keyOf = (seller: SellerId, sku: string): string => `${seller} ${sku}`

/** The look-ups of orders that arrive together share their queries; one set for each pool. */
const LOOK_UPS = new WeakMap<Pool, ReturnType<typeof makeLookUps>>()

function lookUps(pool: Pool) {
  const made = LOOK_UPS.get(pool) ?? makeLookUps(pool)
  LOOK_UPS.set(pool, made)
  return made
}

function makeLookUps(pool: Pool) {
  return {
    listing: gathered<number, FoundOffer>(async (ids) => {
      const rows = await readOffers(pool, 'l.id = any($1::bigint[])', [numbers(ids)])
      return new Map(rows.map((row) => [row.id, foundOffer(row)]))
    }),
    offer: gathered<string, FoundOffer>(async (keys) => {
      const pairs = keys.map((key) => key.split(/ (.*)/s) as [seller: string, sku: string])
      const rows = await readOffers(
        pool,
        '(l.seller_id, l.sku) in (select * from unnest($1::bigint[], $2::text[]))',
        [numbers(pairs.map(([seller]) => Number(seller))), texts(pairs.map(([, sku]) => sku))],
      )
      return new Map(rows.map((row) => [keyOf(row.seller_id, row.sku), foundOffer(row)]))
    }),
    seller: gathered<string, FoundSeller>(async (references) => {
      const { rows } = await pool.query<SellerRow & { readonly newest: number | null }>({
        name: 'sellers-of-lines',
        text: `select *, (select max(version) from policy) as newest from seller
          where reference = any($1::text[])`,
        values: [texts(references)],
      })
      return new Map(rows.map((row) => [row.reference, { ...sellerOf(row), newest: row.newest }]))
    }),
  }
}

type OfferRow = ListingRow &
  Omit<SellerRow, keyof ListingRow> & {
    readonly seller_since: SellerRow['created_at']
    readonly category: string | null
    readonly product_type: string | null
    readonly newest: number | null
  }

async function readOffers(pool: Pool, condition: string, values: string[]): Promise<OfferRow[]> {
  const { rows } = await pool.query<OfferRow>({
    name: `offers-of-lines ${values.length}`,
    text: `select ${LISTING_COLUMNS}, s.reference, s.name, s.plan, s.standing, s.marketplace,
        s.agreement_version, s.agreed_at, s.agreed_by, s.default_points_bps,
        s.created_at as seller_since, p.category, p.product_type,
        (select max(version) from policy) as newest
      from listing l join seller s on s.id = l.seller_id left join product p on p.asin = l.asin
      where ${condition}`,
    values,
  })
  return rows
}

const foundOffer = (row: OfferRow): FoundOffer => ({
  listing: listingOf(row),
  seller: sellerOf({ ...row, id: row.seller_id, created_at: row.seller_since }),
  category: row.category,
  productType: row.product_type,
  newest: row.newest,
})
