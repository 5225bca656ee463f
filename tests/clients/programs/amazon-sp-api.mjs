import { SellingPartner } from 'amazon-sp-api'
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
} from './serve.mjs'

const client = new SellingPartner({
  region: 'fe',
  refresh_token: refreshToken,
  credentials: {
    SELLING_PARTNER_APP_CLIENT_ID: clientId,
    SELLING_PARTNER_APP_CLIENT_SECRET: clientSecret,
  },
  // It begins with the oldest version of each API unless told otherwise.
  endpoints_versions: { listingsItems: '2021-08-01', reports: '2021-06-30', feeds: '2021-06-30' },
})
const call = (endpoint, operation, more = {}) => client.callAPI({ endpoint, operation, ...more })
const own = (sku) => ({ path: { sellerId, sku }, query: { marketplaceIds: [JAPAN] } })

serve({
  list: ({ sku, ...ask }) =>
    call('listingsItems', 'putListingsItem', { ...own(sku), body: newListing(ask) }),
  price: ({ sku, ...ask }) =>
    call('listingsItems', 'patchListingsItem', { ...own(sku), body: newPrice(ask) }),
  item: ({ sku }) => {
    const { path, query } = own(sku)
    const asked = { ...query, includedData: ['offers', 'issues'] }
    return call('listingsItems', 'getListingsItem', { path, query: asked })
  },
  offers: ({ sku }) =>
    call('productPricing', 'getListingOffers', {
      path: { SellerSKU: sku },
      query: { MarketplaceId: JAPAN, ItemCondition: 'New' },
    }),
  ship: async ({ order }) => {
    const { Orders } = await call('orders', 'getOrders', {
      query: { MarketplaceIds: [JAPAN], CreatedAfter: SINCE, OrderStatuses: ['Unshipped'] },
    })
    const found = Orders.find(({ AmazonOrderId }) => AmazonOrderId === order)
    const path = { orderId: order }
    const { OrderItems } = await call('orders', 'getOrderItems', { path })
    await call('orders', 'confirmShipment', { path, body: shipment(found, OrderItems) })
    return OrderItems
  },
  finances: async ({ order }) => {
    const path = { orderId: order }
    return (await call('finances', 'listFinancialEventsByOrderId', { path })).FinancialEvents
  },
  feed: async ({ type, content }) => {
    const contentType = 'text/tab-separated-values; charset=UTF-8'
    const document = await call('feeds', 'createFeedDocument', { body: { contentType } })
    await client.upload(document, { content, contentType })
    const body = newFeed(type, document.feedDocumentId)
    return (await call('feeds', 'createFeed', { body })).feedId
  },
  processed: async ({ feedId }) => {
    const { resultFeedDocumentId } = await call('feeds', 'getFeed', { path: { feedId } })
    const path = { feedDocumentId: resultFeedDocumentId }
    return String(await client.download(await call('feeds', 'getFeedDocument', { path })))
  },
  settlement: async () => {
    const query = { reportTypes: [SETTLEMENT] }
    const { reports } = await call('reports', 'getReports', { query })
    const path = { reportDocumentId: reports[0].reportDocumentId }
    const document = await call('reports', 'getReportDocument', { path })
    return String(await client.download(document, { charset: 'cp932' }))
  },
})
