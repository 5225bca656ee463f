import pg from 'pg'
import { TurnSocket } from './turn-socket.ts'

/** What runs queries: the pool (each query its own transaction) or one connection inside one. */
export type Sql = Pick<pg.Pool | pg.PoolClient, 'query'>
export type Pool = pg.Pool
export type PoolClient = pg.PoolClient

export type ConnectOptions = {
  /** Shown as application_name in pg_stat_activity, so that an operator sees who holds a lock. */
  name?: string
  /** Most connections at the same time. */
  max?: number
  /** Milliseconds after which the server cancels one statement; 0 or absent: never. */
  statementTimeout?: number
  /** Milliseconds to wait for a connection before giving up. */
  connectTimeout?: number
  /**
   * For few statements that are sent often: each goes out right behind the one before, without
   * waiting for its answer, and is planned once instead of for its values; see `planAnew`.
   */
  pipeline?: boolean
}

/** Uses of a connection with the same plans. */
const PLANS_KEPT = 64

const uses = new WeakMap<PoolClient, number>()

/**
 * Has a pipelined connection plan its statements again, once in a while. A plan goes by the size
 * that its tables had then: kept for ever, one made for an empty table would read a full one from
 * end to end until statistics are next taken, which is a minute or a million rows later.
 */
export async function planAnew(sql: PoolClient): Promise<void> {
  const used = uses.get(sql) ?? 0
  uses.set(sql, used + 1)
  // A young connection may have met empty tables, which now fill: it looks again after 1, 2, 4, ….
  const isYoung = used < PLANS_KEPT && (used & (used - 1)) === 0
  if (isYoung || used % PLANS_KEPT === 0) await sql.query('discard plans')
}

const INT8 = 20
const DATE = 1082
const TIMESTAMP = 1114
const TIMESTAMPTZ = 1184
const INT8_ARRAY = 1016
const DATE_ARRAY = 1182
const TIMESTAMPTZ_ARRAY = 1185
const NUMERIC_ARRAY = 1231

/**
 * A whole number from bigint. Throws when JavaScript could not hold it exactly: a wrong amount
 * must never look like a right one.
 */
export function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of the safe range: ${text}`)
  return value
}

/** Milliseconds since the epoch from timestamptz as PostgreSQL prints it in the UTC time zone. */
export function parseTimestamptz(text: string): number {
  const ms = Date.parse(`${text.slice(0, 10)}T${text.slice(11).replace('+00', 'Z')}`)
  if (Number.isNaN(ms)) throw new RangeError(`timestamptz not understood: ${text}`)
  return ms
}

const identity = (text: string) => text

/** PostgreSQL's `{1,2,NULL}`; only for element types that are never quoted inside. */
const arrayOf =
  <T>(parse: (text: string) => T) =>
  (text: string): (T | null)[] =>
    text === '{}'
      ? []
      : text
          .slice(1, -1)
          .split(',')
          .map((item) => (item === 'NULL' ? null : parse(item.replaceAll('"', ''))))

// Dates stay text: pg would make a Date at midnight of the machine's own time zone.
const PARSERS: Record<number, (text: string) => unknown> = {
  [INT8]: parseInt8,
  [DATE]: identity,
  [TIMESTAMP]: identity,
  [TIMESTAMPTZ]: parseTimestamptz,
  [INT8_ARRAY]: arrayOf(parseInt8),
  [DATE_ARRAY]: arrayOf(identity),
  [TIMESTAMPTZ_ARRAY]: arrayOf(parseTimestamptz),
  [NUMERIC_ARRAY]: arrayOf(identity),
}

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    PARSERS[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/**
 * A client that never ends its process. Whoever takes one from the pool can not hear of its end
 * from the very beginning: a server that is killed just after a login sends both in one piece. So
 * the client hears it itself, and the next query says the same.
 *
 * pg leaves the socket open when the login fails on our side (no password given). The half-open
 * session then keeps `drop database` waiting until the server's login timeout, a minute later.
 */
class Client extends pg.Client {
  constructor(settings?: string | pg.ClientConfig) {
    super(settings)
    this.on('error', () => {})
  }

  override connect(): Promise<pg.Client>
  override connect(callback: (error: Error | undefined) => void): void
  override connect(callback?: (error: Error | undefined) => void): unknown {
    const connecting = super.connect().catch((error) => {
      this.end().catch(() => {})
      throw error
    })
    return callback ? connecting.then(() => callback(undefined), callback) : connecting
  }
}

/** pg lets the address win over the options, so settings have to be added inside it. */
function withSettings(url: string, settings: readonly string[]): string {
  const address = new URL(url)
  const options = [address.searchParams.get('options') ?? '', ...settings.map((one) => `-c ${one}`)]
  address.searchParams.set('options', options.join(' ').trim())
  return address.href
}

/**
 * A pool of connections to a PostgreSQL address (`postgres://user:password@host:port/database`).
 * bigint arrives as number (checked), timestamptz as milliseconds since the epoch, date, timestamp
 * and numeric as text. Nothing is opened before the first query. Throws on an unreadable address.
 */
export function connect(url: string, options: ConnectOptions = {}): Pool {
  const settings = ['TimeZone=UTC']
  if (options.pipeline) settings.push('plan_cache_mode=force_generic_plan')
  const pool = new pg.Pool({
    connectionString: withSettings(url, settings),
    application_name: options.name ?? 'tamaru',
    max: options.max ?? 10,
    connectionTimeoutMillis: options.connectTimeout ?? 30_000,
    Client,
    pipeline: options.pipeline ?? false,
    ...(options.pipeline ? { stream: () => new TurnSocket() } : {}),
    ...(options.statementTimeout ? { statement_timeout: options.statementTimeout } : {}),
    types,
  })
  // An idle connection that breaks (the server restarts) is thrown away by the pool itself; the
  // next query opens another or fails with a reason. Unheard, the event would end the process.
  pool.on('error', () => {})
  return pool
}

/**
 * Runs `work` in one transaction and returns its result; anything thrown rolls back.
 * A connection that broke meanwhile is not given back to the pool.
 */
export const transaction = <T>(pool: Pool, work: (sql: PoolClient) => Promise<T>): Promise<T> =>
  sentTransaction(pool, async (sql) => ({ result: await work(sql), sent: Promise.resolve() }))

/**
 * As `transaction`, for work whose last statements need no look at their answers: they are only
 * `sent` when `work` ends, and the commit goes out right behind them. Whatever must hold for it has
 * to be held by the statements themselves: one that fails undoes all.
 */
export async function sentTransaction<T>(
  pool: Pool,
  work: (sql: PoolClient) => Promise<{ readonly result: T; readonly sent: Promise<unknown> }>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    const begun = client.query('begin')
    if (!client.pipeline) await begun
    // Heard at the end; until then a beginning that failed lets everything after it fail, too.
    begun.catch(() => {})
    const { result, sent } = await work(client)
    const [, , done] = await Promise.all([begun, sent, client.query('commit')])
    // After a swallowed error the server answers commit with ROLLBACK, and only says so here.
    if (done.command === 'ROLLBACK') throw new Error('the transaction had failed and was undone')
    return result
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken ??= lost
    })
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}
