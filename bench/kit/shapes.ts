import { existsSync } from 'node:fs'
import path from 'node:path'
import type { SellerId } from '../../src/rules/ids.ts'
import { points, type Yen, yen } from '../../src/rules/money/amount.ts'
import { mulDiv, WHOLE_BPS } from '../../src/rules/money/ratio.ts'
import type { LineTerms } from '../../src/rules/orders/order.ts'
import { type OlistInput, readOlist } from '../../src/usecases/replay/olist-input.ts'
import { type Random, random } from './random.ts'

/** What an order looks like: its lines' prices, shipping and which seller, by popularity. */
export interface Shape {
  readonly lines: readonly {
    readonly price: Yen
    readonly shipping: Yen
    readonly seller: number
  }[]
}

export interface Shapes {
  readonly source: string
  readonly shapes: readonly Shape[]
  readonly sellers: number
}

/** Where the real orders lie, beside the checkout. */
const SAMPLE = path.resolve(import.meta.dirname, '../../../shared/data/olist-sample')

/** Real orders where the sample is at hand, else made-up ones of the same distribution. */
export async function orderShapes(): Promise<Shapes> {
  const input = await realOrders()
  return input ? realShapes(input) : madeUpShapes(random(11))
}

/** The sample itself; undefined where it is missing. */
export const realOrders = async (): Promise<OlistInput | undefined> =>
  existsSync(SAMPLE) ? readOlist(SAMPLE) : undefined

function realShapes({ orders, sellers }: OlistInput): Shapes {
  const ranks = new Map(sellers.map((seller, rank) => [seller, rank]))
  const shapes = orders
    .filter(({ lines }) => lines.length > 0)
    .map(({ lines }) => ({
      lines: lines.map(({ price, shipping, seller }) => ({
        price,
        shipping,
        seller: ranks.get(seller) ?? 0,
      })),
    }))
  return { source: `shapes of ${shapes.length} real orders`, shapes, sellers: sellers.length }
}

/** What the sample has, in shares: orders by number of lines, prices and shipping by quantile. */
const LINES = [0.905, 0.072, 0.013, 0.005, 0.005]
const QUANTILES = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1]
const PRICES = [87, 690, 1_200, 2_367, 4_200, 7_797, 26_970, 143_970]
const SHIPPING = [0, 266, 392, 490, 653, 1_052, 2_734, 7_882]
const SELLERS = 1_610
/** The tenth of the sellers that sells most sells 53 %. */
const POPULARITY = 3.6

function madeUpShapes(pick: Random): Shapes {
  const share = () => pick(1_000_000) / 1_000_000
  const along = (values: readonly number[]): Yen => {
    const at = share()
    const upper = QUANTILES.findIndex((quantile) => quantile > at)
    const [low, high] = [QUANTILES[upper - 1] ?? 0, QUANTILES[upper] ?? 1]
    const [from, to] = [values[upper - 1] ?? 0, values[upper] ?? 0]
    return yen(Math.round(from + ((to - from) * (at - low)) / (high - low)))
  }
  const line = () => ({
    price: along(PRICES),
    shipping: along(SHIPPING),
    seller: Math.floor(SELLERS * share() ** POPULARITY),
  })
  const shapes = Array.from({ length: 7_000 }, () => {
    let rest = share()
    const more = LINES.findIndex((part) => {
      rest -= part
      return rest < 0
    })
    return { lines: Array.from({ length: more < 0 ? LINES.length : more + 1 }, line) }
  })
  return { source: 'made-up orders, distributed like real ones', shapes, sellers: SELLERS }
}

/** The lines of an order as they are frozen; the k-th seller offers (k mod 50) + 1 percent. */
export const termsOf = ({ lines }: Shape, firstSeller: number): LineTerms[] =>
  lines.map(({ price, shipping, seller }) => ({
    seller: (firstSeller + seller) as SellerId,
    sku: `SKU-${seller}`,
    asin: 'B000000001',
    category: null,
    productType: null,
    quantity: 1,
    price,
    shipping,
    pointsPerUnit: points(mulDiv(price, ((seller % 50) + 1) * 100, WHOLE_BPS, 'half-even')),
  }))
