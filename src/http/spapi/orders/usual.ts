/** What the operations of Orders v0 have in common. */
export const usualV0 = {
  model: 'ordersV0',
  access: { as: 'seller', scope: 'orders' },
} as const

/** What a restricted data token may name of an order. Nobody is invoiced with a tax number here. */
export const ELEMENTS_V0 = ['buyerInfo', 'shippingAddress', 'buyerTaxInformation'] as const
