import type { Page } from 'playwright-core'
import { isRefusal } from '../../../src/rules/refusal.ts'
import { changeListing } from '../../../src/usecases/listings/change.ts'
import type { ListingAsk } from '../../../src/usecases/listings/decide.ts'
import { putListings } from '../../../src/usecases/listings/put.ts'
import type { WebServer } from '../../kit/web-server.ts'

/** The seller of the sandbox's login. */
export const SELLER = 'S-AOZORA'

let keys = 0
const intent = () => ({ caller: 'test', key: `offers-${++keys}` })

/** Makes offers of the seller, on products of the seed. */
export async function offer(
  { engine, url }: WebServer,
  listings: readonly Partial<ListingAsk>[],
): Promise<void> {
  const { items } = (await (await fetch(`${url}/v1/products?limit=50`)).json()) as {
    items: { asin: string }[]
  }
  const asks = listings.map((ask, n) => ({
    ...{ sku: `T-${n}`, asin: items[n % items.length]?.asin ?? '', price: 1_000 },
    ...ask,
  }))
  const ask = { seller: SELLER, source: 'manual', listings: asks } as const
  const put = await putListings(engine, intent(), ask)
  if (isRefusal(put)) throw new Error(put.refused)
  const { refused } = put.outcome
  if (refused.length > 0) throw new Error(JSON.stringify(refused))
}

/** Somebody else changes an offer: another tab, or an app. */
export async function change({ engine }: WebServer, ask: ListingAsk, by?: string): Promise<void> {
  const source = by === undefined ? 'manual' : 'app'
  const author = { seller: SELLER, source, ...(by === undefined ? {} : { by }) } as const
  const changed = await changeListing(engine, intent(), { ...ask, ...author })
  if (isRefusal(changed)) throw new Error(changed.refused)
}

/** An offer as the server has it. */
export async function listingOf(page: Page, sku: string) {
  const path = `/v1/sellers/${SELLER}/listings/${encodeURIComponent(sku)}`
  return (await page.request.get(path)).json()
}

export const rowOf = (page: Page, sku: string) =>
  page.getByRole('row').filter({ has: page.getByText(sku, { exact: true }) })

export const PERCENT = (bps: number) => ({ by: 'percentage', bps }) as const

/** The text of something without what an amount says of its reasons. */
export const plain = (text: string): string =>
  text.replace(/ ?[（(](なぜこの数字？|why this number\?)[）)]/g, '').replace(/\s+/g, ' ')
