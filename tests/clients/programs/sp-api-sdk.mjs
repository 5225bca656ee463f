import { SellingPartnerApiAuth } from '@sp-api-sdk/auth'
import { FeedsApiClient } from '@sp-api-sdk/feeds-api-2021-06-30'
import { FinancesApiClient } from '@sp-api-sdk/finances-api-v0'
import { ListingsItemsApiClient } from '@sp-api-sdk/listings-items-api-2021-08-01'
import { OrdersApiClient } from '@sp-api-sdk/orders-api-v0'
import { ProductPricingApiClient } from '@sp-api-sdk/product-pricing-api-v0'
import { ReportsApiClient } from '@sp-api-sdk/reports-api-2021-06-30'
import {
  clientId,
  clientSecret,
  JAPAN,
  newFeed,
  newListing,
  newPrice,
  refreshToken,
  SETTLEMENT,
  SINCE,
  sellerId,
  serve,
  shipment,
  upload,
} from './serve.mjs'

const auth = new SellingPartnerApiAuth({ clientId, clientSecret, refreshToken })
const where = { auth, region: 'fe' }
const listings = new ListingsItemsApiClient(where)
const pricing = new ProductPricingApiClient(where)
const orders = new OrdersApiClient(where)
const feeds = new FeedsApiClient(where)
const finances = new FinancesApiClient(where)
const reports = new ReportsApiClient(where)
const data = async (answer) => (await answer).data
const own = (sku) => ({ sellerId, sku, marketplaceIds: [JAPAN] })

serve({
  list: ({ sku, ...ask }) => data(listings.putListingsItem({ ...own(sku), body: newListing(ask) })),
  price: ({ sku, ...ask }) =>
    data(listings.patchListingsItem({ ...own(sku), body: newPrice(ask) })),
  item: ({ sku }) =>
    data(listings.getListingsItem({ ...own(sku), includedData: ['offers', 'issues'] })),
  offers: async ({ sku }) => {
    const asked = { sellerSKU: sku, marketplaceId: JAPAN, itemCondition: 'New' }
    return (await data(pricing.getListingOffers(asked))).payload
  },
  ship: async ({ order: orderId }) => {
    const asked = { marketplaceIds: [JAPAN], createdAfter: SINCE, orderStatuses: ['Unshipped'] }
    const { payload } = await data(orders.getOrders(asked))
    const found = payload.Orders.find(({ AmazonOrderId }) => AmazonOrderId === orderId)
    const { OrderItems } = (await data(orders.getOrderItems({ orderId }))).payload
    await orders.confirmShipment({ orderId, payload: shipment(found, OrderItems) })
    return OrderItems
  },
  finances: async ({ order: orderId }) =>
    (await data(finances.listFinancialEventsByOrderId({ orderId }))).payload.FinancialEvents,
  feed: async ({ type, content }) => {
    const contentType = 'text/tab-separated-values; charset=UTF-8'
    const { url, feedDocumentId } = await data(feeds.createFeedDocument({ body: { contentType } }))
    await upload(url, content, contentType)
    return (await data(feeds.createFeed({ body: newFeed(type, feedDocumentId) }))).feedId
  },
  processed: async ({ feedId }) => {
    const { resultFeedDocumentId: feedDocumentId } = await data(feeds.getFeed({ feedId }))
    const { url } = await data(feeds.getFeedDocument({ feedDocumentId }))
    return (await fetch(url)).text()
  },
  settlement: async () => {
    const found = await data(reports.getReports({ reportTypes: [SETTLEMENT] }))
    const { reportDocumentId } = found.reports[0]
    const document = await data(reports.getReportDocument({ reportDocumentId }))
    return textOf(document)
  },
})

async function textOf({ url, compressionAlgorithm }) {
  const { body } = await fetch(url)
  const plain =
    compressionAlgorithm === 'GZIP' ? body.pipeThrough(new DecompressionStream('gzip')) : body
  return new TextDecoder('shift_jis').decode(await new Response(plain).arrayBuffer())
}
