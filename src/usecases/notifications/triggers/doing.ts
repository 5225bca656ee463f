import { newKey } from '../../../ids/ids.ts'
import type { SellerId } from '../../../rules/ids.ts'
import { isRefusal, type Refusal } from '../../../rules/refusal.ts'
import type { Intent } from '../../engine.ts'

/** A listing with which something is done. */
export interface Picked {
  readonly refused?: never
  readonly sellerId: SellerId
  readonly seller: string
  readonly marketplace: string
  readonly sku: string
  readonly asin: string
  readonly price: number
  readonly shipping: number
}

export interface Triggered {
  readonly refused?: never
  /** To what: a SKU, a product, a feed, a report, a buyer, a version of the policy. */
  readonly to: string
  /** What was done, in a word: `shipping_raised`, `order_shipped`. */
  readonly did: string
}

/** What a real thing that is done in a sandbox comes to. */
export type Doing = Promise<Refusal | Triggered>

/** Everything that is triggered is an intent of its own. */
export const fresh = (): Intent => ({ caller: 'trigger', key: newKey() })

export const outcome = (done: object, to: string, did: string): Refusal | Triggered =>
  isRefusal(done) ? done : { to, did }
