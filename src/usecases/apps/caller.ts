import type { Pool } from '../../database/connect.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Party } from '../auth/principal.ts'
import type { Scope } from '../sellers/providers.ts'
import type { GrantlessScope, RestrictedResource } from './tokens.ts'

/** A service provider's program, as its access token shows it. */
export interface AppCaller {
  /** `tool:3:7`, of provider and seller: the caller of idempotency keys and of the journal. */
  readonly id: string
  /** The provider's reference. */
  readonly provider: string
  readonly providerName: string
  /** Whether the provider says that it can read and set points. */
  readonly supportsPoints: boolean
  /** The seller it acts for, and that seller's marketplace; null with a grantless token. */
  readonly seller: (Party<SellerId> & { readonly marketplace: string }) | null
  /** What the seller lets it do now. */
  readonly scopes: ReadonlySet<Scope>
  readonly grantless: GrantlessScope | null
  /** The only requests it may make; null for all that its scopes are for. */
  readonly restricted: readonly RestrictedResource[] | null
  /** When the token ends, in ms of the machine's own time. */
  readonly until: number
}

type Row = Omit<AppCaller, 'seller' | 'scopes'> & {
  readonly digest: string
  readonly scopes: readonly Scope[] | null
  readonly seller_id: SellerId | null
  readonly reference: string
  readonly marketplace: string
}

/** A token of a seller is good while that seller authorises the provider, for what it does. */
const CALLERS = `
  select encode(t.digest, 'hex') as digest,
    'tool:' || p.id || ':' || coalesce(t.seller_id, 0) as id,
    p.reference as provider, p.name as "providerName", p.supports_points as "supportsPoints",
    t.seller_id, s.reference, s.marketplace, a.scopes, t.grantless, t.restricted,
    t.expires_at as until
  from app_token t join service_provider p on p.id = t.provider_id
  left join seller_provider a on a.seller_id = t.seller_id and a.provider_id = t.provider_id
    and a.revoked_at is null
  left join seller s on s.id = t.seller_id
  where t.digest in (select decode(d, 'hex') from unnest($1::text[]) as d)
    and (t.seller_id is null or a.seller_id is not null)`

/** Whoever is behind the digests of access tokens; expired ones too. */
export async function readAppCallers(
  pool: Pool,
  digests: readonly string[],
): Promise<ReadonlyMap<string, AppCaller>> {
  const { rows } = await pool.query<Row>({ name: 'app-callers', text: CALLERS, values: [digests] })
  return new Map(
    rows.map(({ digest, seller_id: id, reference, marketplace, scopes, ...row }) => [
      digest,
      {
        ...row,
        seller: id === null ? null : { id, reference, marketplace },
        scopes: new Set(scopes ?? []),
      },
    ]),
  )
}
