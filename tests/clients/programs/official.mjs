import {
  FeedsSpApi,
  FinancesSpApi,
  ListingsitemsSpApi,
  OrdersSpApi,
  Pricing_v0SpApi,
  ReportsSpApi,
} from '@amazon-sp-api-release/amazon-sp-api-sdk-js'
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

/** A client of one of its packages, against the Far East's address. */
function connected({ ApiClient }) {
  const client = new ApiClient('https://sellingpartnerapi-fe.amazon.com')
  client.enableAutoRetrievalAccessToken(clientId, clientSecret, refreshToken)
  // It waits by itself as documented, which would make these tests last for minutes.
  client.disableRateLimiter()
  return client
}
const listings = new ListingsitemsSpApi.ListingsApi(connected(ListingsitemsSpApi))
const pricing = new Pricing_v0SpApi.ProductPricingApi(connected(Pricing_v0SpApi))
const orders = new OrdersSpApi.OrdersV0Api(connected(OrdersSpApi))
const feeds = new FeedsSpApi.FeedsApi(connected(FeedsSpApi))
const finances = new FinancesSpApi.DefaultApi(connected(FinancesSpApi))
const reports = new ReportsSpApi.ReportsApi(connected(ReportsSpApi))

/** It writes the first letter of every field small; these tests read them as Amazon has them. */
function capital(value) {
  if (Array.isArray(value)) return value.map(capital)
  if (typeof value !== 'object' || value === null) return value
  const named = ([name, field]) => [name[0].toUpperCase() + name.slice(1), capital(field)]
  return Object.fromEntries(Object.entries(value).map(named))
}
const payload = async (answer) => capital((await answer).payload)

serve({
  list: ({ sku, ...ask }) => listings.putListingsItem(sellerId, sku, [JAPAN], newListing(ask)),
  price: ({ sku, ...ask }) => listings.patchListingsItem(sellerId, sku, [JAPAN], newPrice(ask)),
  item: ({ sku }) =>
    listings.getListingsItem(sellerId, sku, [JAPAN], { includedData: ['offers', 'issues'] }),
  offers: ({ sku }) => payload(pricing.getListingOffers(JAPAN, 'New', sku)),
  ship: async ({ order }) => {
    const asked = { createdAfter: SINCE, orderStatuses: ['Unshipped'] }
    const { Orders } = await payload(orders.getOrders([JAPAN], asked))
    const found = Orders.find(({ AmazonOrderId }) => AmazonOrderId === order)
    const { OrderItems } = await payload(orders.getOrderItems(order))
    await orders.confirmShipment(order, shipment(found, OrderItems))
    return OrderItems
  },
  finances: async ({ order }) =>
    (await payload(finances.listFinancialEventsByOrderId(order))).FinancialEvents,
  feed: async ({ type, content }) => {
    const contentType = 'text/tab-separated-values; charset=UTF-8'
    const { url, feedDocumentId } = await feeds.createFeedDocument({ contentType })
    await upload(url, content, contentType)
    return (await feeds.createFeed(newFeed(type, feedDocumentId))).feedId
  },
  processed: async ({ feedId }) => {
    const { resultFeedDocumentId } = await feeds.getFeed(feedId)
    const { url } = await feeds.getFeedDocument(resultFeedDocumentId)
    return (await fetch(url)).text()
  },
  settlement: async () => {
    const found = await reports.getReports({ reportTypes: [SETTLEMENT] })
    const { url, compressionAlgorithm } = await reports.getReportDocument(
      found.reports[0].reportDocumentId,
    )
    const { body } = await fetch(url)
    const plain =
      compressionAlgorithm === 'GZIP' ? body.pipeThrough(new DecompressionStream('gzip')) : body
    return new TextDecoder('shift_jis').decode(await new Response(plain).arrayBuffer())
  },
})
