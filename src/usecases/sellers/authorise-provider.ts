import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once, type Work } from '../once.ts'
import { unknownWord } from '../text.ts'
import { lockSeller } from './account.ts'
import { findProvider, SCOPES, type Scope } from './providers.ts'
import { recordSellerEvents } from './seller-history.ts'

export interface AuthorisationAsk {
  readonly seller: string
  readonly provider: string
  readonly scopes: readonly Scope[]
}

/**
 * Lets a service provider act for a seller within scopes, which replace those it had.
 * Refusals, in order: `value_unknown`, `seller_not_found`, `provider_not_found`.
 */
export const authoriseProvider = (
  engine: Engine,
  intent: Intent,
  ask: AuthorisationAsk,
): Promise<Refusal | Accepted<Authorised>> =>
  once(engine, intent, 'seller.provider_authorised', ask, (work) => authorise(work, ask))

interface Authorised {
  readonly refused?: never
  readonly provider: string
  readonly scopes: readonly Scope[]
}

/** The same, as a part of other work. */
export async function authorise(work: Work, ask: AuthorisationAsk): Promise<Refusal | Authorised> {
  const scopes = SCOPES.filter((scope) => ask.scopes.includes(scope))
  for (const scope of ask.scopes.length === 0 ? [''] : ask.scopes) {
    const no = unknownWord('scopes', scope, SCOPES)
    if (no) return no
  }
  const seller = await lockSeller(work, ask.seller)
  if (!seller) return refuse('seller_not_found')
  const provider = await findProvider(work.sql, ask.provider)
  if (!provider) return refuse('provider_not_found')
  await work.sql.query(
    `insert into seller_provider (seller_id, provider_id, scopes, authorised_at)
      values ($1, $2, $3, to_timestamp($4::float8 / 1000))
      on conflict (seller_id, provider_id) do update set scopes = excluded.scopes,
        authorised_at = excluded.authorised_at, revoked_at = null`,
    [seller.id, provider.id, scopes, work.at],
  )
  const facts = {
    ...{ provider: provider.reference, scopes },
    supportsPoints: provider.supportsPoints,
  }
  await recordSellerEvents(work, [
    { seller: seller.id, reference: seller.reference, what: 'provider_authorised', facts },
  ])
  return { provider: provider.reference, scopes }
}
