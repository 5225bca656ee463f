import type { Pool } from '../../database/connect.ts'
import { numbers, texts } from '../../ledger/arrays.ts'
import type { SellerId } from '../../rules/ids.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { DAY, type Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** One request that an app made for a seller. */
export interface AppRequest {
  readonly seller: SellerId
  readonly at: Instant
  /** `app:7` of our own tokens, `tool:3:7` of a seller's tool. */
  readonly app: string
  readonly appName: string
  readonly provider: string | null
  readonly method: string
  readonly path: string
  readonly status: number
  readonly code: string | null
  readonly ms: number
  readonly key: string | null
  readonly body: unknown
  /** The id that the answer carried. */
  readonly request: string
}

/** How long an entry waits for others. */
const WAIT_MS = 250
/** Entries that wait at most; when the database is away, newer ones are dropped. */
const WAITING_MAX = 5_000
const BODY_MAX = 4_000
const PATH_MAX = 500
const KEPT_DAYS = 30
/** Every so many bunches the old ones go. */
const SWEEP_EVERY = 500

/**
 * Keeps what apps asked, without making them wait: entries are written in bunches a moment later.
 * What was not written when the process is killed is lost, and so is what finds no room.
 */
export class RequestLog {
  readonly #pool: Pool
  readonly #onError: (error: Error) => void
  #waiting: AppRequest[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  #bunches = 0

  constructor(pool: Pool, onError: (error: Error) => void) {
    this.#pool = pool
    this.#onError = onError
  }

  add(entry: AppRequest): void {
    if (this.#waiting.length >= WAITING_MAX) return
    this.#waiting.push(entry)
    this.#timer ??= setTimeout(() => void this.flush(), WAIT_MS)
  }

  /** Resolves when everything added so far is written, or given up. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const entries = this.#waiting
    this.#waiting = []
    this.#writing = this.#writing.then(() => this.#write(entries)).catch(this.#onError)
    return this.#writing
  }

  async #write(entries: readonly AppRequest[]): Promise<void> {
    const last = entries.at(-1)
    if (!last) return
    await this.#pool.query({
      name: 'log-app-requests',
      text: `insert into app_request (seller_id, at, app, app_name, provider, method, path, status,
          code, ms, key, body, request)
        select s, to_timestamp(t::float8 / 1000), a, n, v, m, p, c, o, d, k, b, r
        from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[],
          $7::text[], $8::int[], $9::text[], $10::int[], $11::text[], $12::json[], $13::text[])
          as e (s, t, a, n, v, m, p, c, o, d, k, b, r)`,
      values: [
        numbers(entries.map(({ seller }) => seller)),
        numbers(entries.map(({ at }) => at)),
        texts(entries.map(({ app }) => app)),
        texts(entries.map(({ appName }) => appName)),
        texts(entries.map(({ provider }) => provider)),
        texts(entries.map(({ method }) => method)),
        texts(entries.map(({ path }) => path.slice(0, PATH_MAX))),
        numbers(entries.map(({ status }) => status)),
        texts(entries.map(({ code }) => code)),
        numbers(entries.map(({ ms }) => ms)),
        texts(entries.map(({ key }) => key)),
        texts(entries.map(({ body }) => bodyText(body))),
        texts(entries.map(({ request }) => request)),
      ],
    })
    this.#bunches += 1
    if (this.#bunches % SWEEP_EVERY !== 1) return
    await this.#pool.query('delete from app_request where at < to_timestamp($1::float8 / 1000)', [
      last.at - KEPT_DAYS * DAY,
    ])
  }
}

/** Fields that are never written down. */
const SECRETS = /"(password|secret|number|refresh_token|client_secret)":("[^"]*"|[^,}]*)/g

/** The body as it is kept; null where there is none, or it is no JSON, or too long. */
function bodyText(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return null
  const text = JSON.stringify(body).replace(SECRETS, '"$1":"…"')
  return text.length <= BODY_MAX && !text.includes('\\u0000') ? text : null
}

export interface LoggedRequest extends Omit<AppRequest, 'seller'> {
  readonly id: number
}

/** What apps asked for a seller, newest first. Refusal: `seller_not_found`. */
export async function listAppRequests(
  engine: Engine,
  ask: {
    readonly seller: string
    readonly app?: string
    readonly failed?: boolean
    readonly before: number
    readonly limit: number
  },
): Promise<Refusal | readonly LoggedRequest[]> {
  const seller = await engine.directory.seller(ask.seller)
  if (seller === undefined) return refuse('seller_not_found')
  const { rows } = await engine.pool.query<LoggedRequest>(
    `select id, at, app, app_name as "appName", provider, method, path, status, code, ms, key, body,
        request
      from app_request where seller_id = $1 and id < $2 and ($3::text is null or app = $3)
        and (not $4 or status >= 400)
      order by id desc limit $5`,
    [seller, ask.before, ask.app ?? null, ask.failed ?? false, ask.limit],
  )
  return rows
}
