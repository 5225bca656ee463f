import type { Pool } from '../../database/connect.ts'
import type { Listener } from '../../database/listen.ts'
import { gathered } from '../../ledger/gathered.ts'
import type { BuyerId, SellerId } from '../../rules/ids.ts'
import type { Party, Principal, Role } from './principal.ts'
import type { Scope } from './scopes.ts'

/** Notified with whose access has changed: `person:7`, `app:7`, or `all`. */
const CHANNEL = 'access'

/** Most sessions and tokens remembered; the oldest go first. */
const KEPT_MAX = 50_000

type Reader<Who> = (pool: Pool, digests: readonly string[]) => Promise<ReadonlyMap<string, Who>>

/**
 * Knows who is behind a secret. What was looked up once is remembered until the database says that
 * the person, session or token has changed: every such change notifies every process. While this
 * process can not hear, because its listening connection is lost, nothing is remembered.
 */
export class Gate<Who extends { readonly id: string } = Principal> {
  readonly #listener: Listener
  readonly #kept = new Map<string, Who>()
  readonly #digestsOf = new Map<string, Set<string>>()
  readonly #look: (digest: string) => Promise<Who | undefined>
  #changes = 0

  private constructor(pool: Pool, listener: Listener, read: Reader<Who>) {
    this.#listener = listener
    this.#look = gathered((digests) => read(pool, digests))
  }

  /** For people and for apps with tokens of their own making. */
  static open(pool: Pool, listener: Listener): Promise<Gate> {
    return Gate.to(pool, listener, readPrincipals)
  }

  /** For whoever a reader finds behind digests. */
  static async to<Who extends { readonly id: string }>(
    pool: Pool,
    listener: Listener,
    read: Reader<Who>,
  ): Promise<Gate<Who>> {
    const gate = new Gate(pool, listener, read)
    await listener.on(CHANNEL, (message) => gate.#hear(message))
    return gate
  }

  /** Whoever a digest belongs to, if that is remembered. */
  remembered(digest: string): Who | undefined {
    return this.#listener.connected ? this.#kept.get(digest) : undefined
  }

  /** Whoever a digest belongs to now. Says nothing of when that ends by itself. */
  async lookUp(digest: string): Promise<Who | undefined> {
    const before = this.#changes
    const found = await this.#look(digest)
    // What was read before a change was heard may be what changed.
    if (found && this.#listener.connected && this.#changes === before) this.#keep(digest, found)
    return found
  }

  /**
   * Returns once every process has heard of all changes of access committed so far: whoever changed
   * one waits for it before answering, so that the very next request is judged by it, wherever it
   * goes. A process that does not answer within a second is not waited for.
   */
  async settled(): Promise<void> {
    if (!(await this.#listener.heardByAll())) this.#forget('all')
  }

  #hear(message: string): void {
    this.#forget(message === '' ? 'all' : message)
  }

  #keep(digest: string, principal: Who): void {
    const oldest = this.#kept.values().next().value
    if (oldest && this.#kept.size >= KEPT_MAX) this.#forget(oldest.id)
    this.#kept.set(digest, principal)
    const same = this.#digestsOf.get(principal.id) ?? new Set()
    this.#digestsOf.set(principal.id, same.add(digest))
  }

  #forget(who: string): void {
    this.#changes++
    if (who === 'all') {
      this.#kept.clear()
      this.#digestsOf.clear()
      return
    }
    for (const digest of this.#digestsOf.get(who) ?? []) this.#kept.delete(digest)
    this.#digestsOf.delete(who)
  }
}

interface PrincipalRow {
  readonly digest: string
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly buyer: Party<BuyerId> | null
  readonly seller: Party<SellerId> | null
  readonly scopes: readonly Scope[] | null
  readonly provider: string | null
  readonly person: string
  readonly until: number | null
}

/** A provider's token is good for what it was made for and the seller still authorises. */
const PRINCIPALS = `
  with asked as (select decode(d, 'hex') as digest from unnest($1::text[]) as d), known as (
    select digest, 'person:' || p.id as id, p.name, p.role, p.buyer_id, p.seller_id,
      null::text[] as scopes, null as provider, 'person:' || p.id as person, s.expires_at
    from asked join session s using (digest) join person p on p.id = s.person_id
    where p.disabled_at is null
    union all
    select digest, 'app:' || t.id, t.name, t.role, t.buyer_id, t.seller_id,
      case when t.provider_id is null then t.scopes
        else array(select unnest(t.scopes) intersect select unnest(a.scopes)) end,
      v.reference, t.created_by, t.expires_at
    from asked join access_token t using (digest)
    left join service_provider v on v.id = t.provider_id
    left join seller_provider a on a.seller_id = t.seller_id and a.provider_id = t.provider_id
      and a.revoked_at is null
    where t.revoked_at is null and (t.provider_id is null or a.seller_id is not null)
  )
  select encode(digest, 'hex') as digest, k.id, k.name, role, scopes, provider, person,
    expires_at as until,
    case when b.id is not null then json_build_object('id', b.id, 'reference', b.reference) end
      as buyer,
    case when s.id is not null then json_build_object('id', s.id, 'reference', s.reference) end
      as seller
  from known k left join buyer b on b.id = buyer_id left join seller s on s.id = seller_id`

const principalOfRow = ({ digest: _, scopes, until, ...row }: PrincipalRow): Principal => ({
  ...row,
  scopes: scopes && new Set(scopes),
  until: until ?? Number.POSITIVE_INFINITY,
})

async function readPrincipals(
  pool: Pool,
  digests: readonly string[],
): Promise<ReadonlyMap<string, Principal>> {
  const { rows } = await pool.query<PrincipalRow>({
    name: 'principals',
    text: PRINCIPALS,
    values: [digests],
  })
  return new Map(rows.map((row) => [row.digest, principalOfRow(row)]))
}
