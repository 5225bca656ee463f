import { readBook } from '../../ledger/order-facts.ts'
import { readTimeline } from '../../ledger/policies.ts'
import type { Points } from '../../rules/money/amount.ts'
import { EMPTY_BOOK } from '../../rules/points/book.ts'
import { policyAt } from '../../rules/policy/timeline.ts'
import { type Quote, quoteCart } from '../../rules/previews/quote.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { type CartLine, resolveCart } from './resolve-lines.ts'

export interface QuoteAsk {
  /** Whose points may pay; somebody without any when absent. */
  readonly buyer?: string
  readonly lines: readonly CartLine[]
  readonly redeem: Points | 'max'
}

/**
 * What a cart would cost and earn at this moment, by the decision that an order would take.
 * Refusals: `buyer_not_found`, those of `resolveCart`, then those of `quoteCart`.
 */
export async function quoteOrder(engine: Engine, ask: QuoteAsk): Promise<Refusal | Quote> {
  const facts = await factsOf(engine, ask.buyer)
  if (isRefusal(facts)) return facts
  const cart = await resolveCart(engine, ask.lines)
  if (isRefusal(cart)) return cart
  return quoteCart(facts.book, cart.lines, ask.redeem, facts.policy, facts.at)
}

async function factsOf(engine: Engine, reference: string | undefined) {
  const at = engine.clock.now()
  if (reference === undefined) {
    return { book: EMPTY_BOOK, policy: policyAt(await readTimeline(engine.pool), at), at }
  }
  const buyer = await engine.directory.buyer(reference)
  const facts = buyer === undefined ? undefined : await readBook(engine.pool, buyer, at)
  return facts ?? refuse('buyer_not_found')
}
