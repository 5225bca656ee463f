// What every program of these tests does besides its client's part: it is told a step, and answers.
export function serve(steps) {
  process.on('message', async ({ step, ask }) => {
    try {
      process.send({ answer: await steps[step](ask) })
    } catch (error) {
      const said = error.response?.body ?? error.response?.data ?? error.message ?? error
      process.send({ failed: `${step}: ${JSON.stringify(said)} ${error.stack}` })
    }
  })
  process.send({ answer: 'ready' })
}

/** Credentials, as `tamaru apps create` prints them. */
export const {
  TAMARU_CLIENT_ID: clientId,
  TAMARU_CLIENT_SECRET: clientSecret,
  TAMARU_REFRESH_TOKEN: refreshToken,
  TAMARU_SELLER: sellerId,
} = process.env

export const JAPAN = 'A1VC38T7YXB528'

/** A new listing at a price, with points as a percentage of it. */
export const newListing = ({ asin, price, percent }) => ({
  productType: 'PRODUCT',
  requirements: 'LISTING_OFFER_ONLY',
  attributes: {
    condition_type: [{ value: 'new_new' }],
    merchant_suggested_asin: [{ value: asin }],
    purchasable_offer: offer({ price, percent }),
    fulfillment_availability: [{ fulfillment_channel_code: 'DEFAULT', quantity: 5 }],
  },
})

/** A price, with points or alone. */
export const newPrice = ({ price, percent }) => ({
  productType: 'PRODUCT',
  patches: [
    { op: 'replace', path: '/attributes/purchasable_offer', value: offer({ price, percent }) },
  ],
})

const offer = ({ price, percent }) => [
  {
    currency: 'JPY',
    our_price: [{ schedule: [{ value_with_tax: price }] }],
    ...(percent === undefined ? {} : { points: { percent } }),
  },
]

/** One parcel with all that an order has. */
export const shipment = (order, items) => ({
  marketplaceId: JAPAN,
  packageDetail: {
    packageReferenceId: '1',
    carrierCode: 'YAMATO',
    trackingNumber: '1234-5678-9012',
    shipDate: order.PurchaseDate,
    orderItems: items.map(({ OrderItemId, QuantityOrdered }) => ({
      orderItemId: OrderItemId,
      quantity: QuantityOrdered,
    })),
  },
})

/** A feed made of a document. */
export const newFeed = (feedType, inputFeedDocumentId) => ({
  ...{ feedType, inputFeedDocumentId },
  marketplaceIds: [JAPAN],
})

/** Sends a document to its address, for clients that leave it to the program. */
export async function upload(url, content, contentType) {
  const headers = { 'content-type': contentType }
  const { ok, status } = await fetch(url, { method: 'PUT', body: content, headers })
  if (!ok) throw new Error(`the document was answered ${status}`)
}

export const SETTLEMENT = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2'
export const SINCE = '2020-05-01T00:00:00Z'
