import type { Accepted } from '../../ledger/command.ts'
import { isAmount } from '../../rules/money/amount.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { announceEffects } from '../outbox.ts'

export interface ReferencePriceAsk {
  readonly asin: string
  /** Yen; null takes it away, and with it the competitive price threshold. */
  readonly price: number | null
}

/**
 * Says what a product is worth. The competitive price threshold is the policy's share of it, so
 * the featured offer may change. Refusals: `amount_out_of_range`, `product_not_found`.
 */
export const setReferencePrice = (
  engine: Engine,
  intent: Intent,
  ask: ReferencePriceAsk,
): Promise<Refusal | Accepted<ReferencePriceAsk>> =>
  once(engine, intent, 'product.reference_price', ask, async ({ sql, caller, at, now }) => {
    const { asin, price } = ask
    if (price !== null && (!isAmount(price) || price < 1)) return refuse('amount_out_of_range')
    const { rowCount } = await sql.query('select from product where asin = $1', [asin])
    if (rowCount === 0) return refuse('product_not_found', { asin })
    if (price === null) await sql.query('delete from reference_price where asin = $1', [asin])
    else await sql.query(SET, [asin, price, caller, at])
    await announceEffects(sql, [{ topic: 'offer.changed', payload: { asins: [asin] } }], at, now)
    return { asin, price }
  })

const SET = `
  insert into reference_price (asin, price, set_by, set_at)
  values ($1, $2, $3, to_timestamp($4::float8 / 1000))
  on conflict (asin) do update
  set price = excluded.price, set_by = excluded.set_by, set_at = excluded.set_at`
