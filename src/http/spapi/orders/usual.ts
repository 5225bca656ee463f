/** What the operations of Orders v0 have in common. */
export const usualV0 = {
  model: 'ordersV0',
  access: { as: 'seller', scope: 'orders' },
} as const
