declare const id: unique symbol

/** A buyer inside the engine: a small whole number; outside, the operator's own text id. */
export type BuyerId = number & { readonly [id]: 'buyer' }
/** A seller inside the engine. */
export type SellerId = number & { readonly [id]: 'seller' }
/** An order inside the engine, unique over all buyers. */
export type OrderId = number & { readonly [id]: 'order' }
