import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { lockSeller } from './account.ts'
import { findProvider } from './providers.ts'
import { recordSellerEvents } from './seller-history.ts'

/**
 * Ends what a service provider may do for a seller, from the next request on.
 * Refusals, in order: `seller_not_found`, `provider_not_found`, `provider_not_authorised`.
 */
export const revokeProvider = (
  engine: Engine,
  intent: Intent,
  ask: { readonly seller: string; readonly provider: string },
): Promise<Refusal | Accepted<{ readonly provider: string }>> =>
  once(engine, intent, 'seller.provider_revoked', ask, async (work) => {
    const seller = await lockSeller(work, ask.seller)
    if (!seller) return refuse('seller_not_found')
    const provider = await findProvider(work.sql, ask.provider)
    if (!provider) return refuse('provider_not_found')
    const { rowCount } = await work.sql.query(
      `update seller_provider set revoked_at = to_timestamp($3::float8 / 1000)
        where seller_id = $1 and provider_id = $2 and revoked_at is null`,
      [seller.id, provider.id, work.at],
    )
    if (rowCount === 0) return refuse('provider_not_authorised')
    // Or a later authorisation would bring back the tokens of this one.
    for (const table of ['app_code', 'app_consent', 'app_token']) {
      await work.sql.query(`delete from ${table} where seller_id = $1 and provider_id = $2`, [
        ...[seller.id, provider.id],
      ])
    }
    const facts = { provider: provider.reference }
    await recordSellerEvents(work, [
      { seller: seller.id, reference: seller.reference, what: 'provider_revoked', facts },
    ])
    return facts
  })
