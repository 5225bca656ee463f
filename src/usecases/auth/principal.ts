import type { BuyerId, SellerId } from '../../rules/ids.ts'
import type { Scope } from './scopes.ts'

export type Role = 'buyer' | 'seller' | 'operator'

/** A buyer or seller by our number and by the operator's own id. */
export interface Party<Id> {
  readonly id: Id
  readonly reference: string
}

/** Who is asking, as proven by a session or a token. */
export interface Principal {
  /** `person:7` or `app:7`: the caller of idempotency keys, journal and audit log. */
  readonly id: string
  readonly name: string
  readonly role: Role
  /** The buyer it is, with role `buyer`. */
  readonly buyer: Party<BuyerId> | null
  /** The seller it is a member or an app of, with role `seller`. */
  readonly seller: Party<SellerId> | null
  /** What an app may do; null for a person, who may do all that the role may. */
  readonly scopes: ReadonlySet<Scope> | null
  /** The service provider whose app it is. */
  readonly provider: string | null
  /** The person behind: itself, or who made the app's token. */
  readonly person: string
  /** When the session or token ends by itself, in ms of the machine's own time. */
  readonly until: number
}
