import type { Engine } from '../../src/usecases/engine.ts'
import { putListing } from '../../src/usecases/listings/change.ts'
import type { ListingAsk } from '../../src/usecases/listings/decide.ts'
import { type ListedEvent, listEvents } from '../../src/usecases/notices/list-events.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { type SetRuleAsk, setPricingRule } from '../../src/usecases/pricing/set-rule.ts'
import { watchOffers } from '../../src/usecases/pricing/watch-offers.ts'
import { accepted, asin, found, fresh } from '../catalog/kit.ts'
import type { TestDatabase } from '../kit/database.ts'

/** Lets everything happen that changes of offers bring about; returns how many rounds it took. */
export async function settled(engine: Engine): Promise<number> {
  for (let rounds = 0; ; rounds++) {
    const relayed = await relayAll(engine)
    const watched = await watchOffers(engine)
    if (relayed + watched === 0) return rounds
    if (rounds > 100) throw new Error('offers do not come to rest')
  }
}

/** Puts a listing of product 1, unless another is named. */
export const offer = async (
  engine: Engine,
  seller: string,
  ask: Omit<ListingAsk, 'asin' | 'sku'> & { readonly sku?: string },
  product = 1,
) =>
  accepted(
    await putListing(engine, fresh(), {
      ...{ seller, source: 'manual', asin: asin(product), sku: `sku-${seller}` },
      ...ask,
    }),
  )

/** Gives a seller's SKU a rule that matches the featured offer between 800 and 2,000 yen. */
export const rule = async (engine: Engine, seller: string, ask: Partial<SetRuleAsk> = {}) =>
  accepted(
    await setPricingRule(engine, fresh(), {
      ...{ seller, sku: `sku-${seller}`, target: 'featured', step: { by: 'match' } },
      ...{ floor: 800, ceiling: 2_000, enabled: true },
      ...ask,
    }),
  )

/** Each SKU's price, by SKU. */
export async function prices(db: TestDatabase): Promise<Readonly<Record<string, number>>> {
  const { rows } = await db.pool.query<{ sku: string; price: number }>(
    'select sku, price from listing order by sku',
  )
  return Object.fromEntries(rows.map(({ sku, price }) => [sku, price]))
}

/** The events of some types that a seller sees. */
export async function eventsOf(
  engine: Engine,
  seller: string,
  types: readonly string[],
): Promise<readonly ListedEvent[]> {
  const viewer = { as: 'seller', seller } as const
  return found(await listEvents(engine, { viewer, types, limit: 1_000 })).events
}
