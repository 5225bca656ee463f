import type { Condition } from '../../rules/offers/offer.ts'
import { isRefusal } from '../../rules/refusal.ts'
import { formatTokyo, type Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import {
  type ListedListing,
  type ListingCursor,
  type ListingSearch,
  searchListings,
} from '../listings/search.ts'
import { sellerReference } from '../sellers/reference.ts'
import { record } from './record.ts'
import type { Report } from './report.ts'

/** The header of the Japanese marketplace's listings report, in its order. */
const MERCHANT_LISTINGS = [
  ...['商品名', '出品ID', '出品者SKU', '価格', '数量', '出品日', '商品IDタイプ'],
  ...['コンディション説明', 'コンディション', '国外へ配送可', '迅速な配送', '商品ID', '在庫数'],
  ...['フルフィルメント・チャンネル', 'merchant-shipping-group', 'ポイント', 'ステータス'],
]

const OPEN_LISTINGS = ['出品者SKU', 'ASIN', '価格', '数量', 'ポイント']

/** The numbers of conditions in these files. */
const CONDITIONS: Readonly<Record<Condition, number>> = {
  used_like_new: 1,
  used_very_good: 2,
  used_good: 3,
  used_acceptable: 4,
  collectible_like_new: 5,
  collectible_very_good: 6,
  collectible_good: 7,
  collectible_acceptable: 8,
  refurbished: 10,
  new: 11,
}

/** Every listing of a seller, sold or not, with the points that one unit earns. */
export async function* merchantListings(engine: Engine, report: Report): AsyncGenerator<string> {
  yield record(MERCHANT_LISTINGS)
  for await (const page of listingsOf(engine, report, {})) {
    yield page.map((listing) => record(merchantCells(listing))).join('')
  }
}

const merchantCells = (listing: ListedListing): readonly (string | number | null)[] => [
  ...[listing.titleJa ?? listing.asin, listing.id, listing.sku, listing.price],
  ...[listing.stock, dateTime(listing.createdAt), 1, '', CONDITIONS[listing.condition]],
  ...['', '', listing.asin, listing.stock, 'DEFAULT', ''],
  ...[listing.effectivePoints, listing.status === 'active' ? 'Active' : 'Inactive'],
]

/** What is on sale now. */
export async function* openListings(engine: Engine, report: Report): AsyncGenerator<string> {
  yield record(OPEN_LISTINGS)
  for await (const page of listingsOf(engine, report, { status: 'active' })) {
    yield page
      .map(({ sku, asin, price, stock, effectivePoints }) =>
        record([sku, asin, price, stock, effectivePoints]),
      )
      .join('')
  }
}

async function* listingsOf(
  engine: Engine,
  report: Report,
  filter: Pick<ListingSearch, 'status'>,
): AsyncGenerator<readonly ListedListing[]> {
  const seller = await sellerReference(engine.pool, report.seller)
  const read = (cursor?: ListingCursor) => {
    const ask = { seller, limit: 500, ...filter, ...(cursor ? { cursor } : {}) }
    const page = searchListings(engine, ask)
    // Awaited later, or never where the report has failed meanwhile.
    page.catch(() => {})
    return page
  }
  let coming: ReturnType<typeof read> | undefined = read()
  while (coming) {
    const page: Awaited<typeof coming> = await coming
    if (isRefusal(page)) throw new Error(`a report of a seller that is not there: ${seller}`)
    // The database finds the next page while this one is written.
    coming = page.next === null ? undefined : read(page.next)
    yield page.listings
  }
}

const dateTime = (at: Instant): string =>
  `${formatTokyo(at).slice(0, 19).replaceAll('-', '/').replace('T', ' ')} JST`
