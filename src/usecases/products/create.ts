import { newAsin } from '../../ids/ids.ts'
import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { currentPolicy } from '../current-policy.ts'
import type { Engine, Intent } from '../engine.ts'
import { LostRace, once } from '../once.ts'
import { badProduct, type ProductAsk } from './product.ts'
import { addProducts } from './put.ts'

export interface CreateProductAsk extends Omit<ProductAsk, 'asin' | 'productType'> {
  readonly seller: string
}

/**
 * Makes a product that nobody has offered yet, under a code of ours. The category decides the fee,
 * so it must be one that the policy knows; the type, which may exclude points, is the operator's.
 *
 * Refusals: `text_out_of_range`, `seller_not_found`, `value_unknown`.
 */
export async function createProduct(
  engine: Engine,
  intent: Intent,
  { seller, ...ask }: CreateProductAsk,
): Promise<Refusal | Accepted<{ readonly asin: string }>> {
  const bad = badProduct({ asin: 'B000000000', ...ask })
  if (bad) return bad
  if ((await engine.directory.seller(seller)) === undefined) return refuse('seller_not_found')
  return once(engine, intent, 'product.created', { seller, ...ask }, async (work) => {
    const { terms } = await currentPolicy(engine, work.sql, work.at)
    const known = Object.keys(terms.fees.categories)
    if (ask.category && !known.includes(ask.category)) {
      return refuse('value_unknown', { field: 'category', allowed: known.join(', ') })
    }
    const asin = newAsin()
    const made = await addProducts(work, [{ asin, ...ask }])
    if (made === 0) throw new LostRace()
    return { asin }
  })
}
