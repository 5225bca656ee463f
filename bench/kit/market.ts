import { systemClock } from '../../src/clock/clock.ts'
import { connect } from '../../src/database/connect.ts'
import type { Accepted } from '../../src/ledger/command.ts'
import { JAPAN } from '../../src/rules/policy/presets.ts'
import { isRefusal, type Refusal } from '../../src/rules/refusal.ts'
import { buildEngine, type Engine } from '../../src/usecases/engine.ts'
import type { BenchDatabase, Server } from './server.ts'

/** A marketplace in a database of its own: `buyer-1` …, `seller-1` …, and what sells there. */
export interface Market {
  readonly database: BenchDatabase
  readonly buyers: number
  readonly sellers: number
  readonly close: () => Promise<void>
}

/**
 * Fills a database with buyers, their empty books and sellers under agreement. Straight into the
 * tables: a million registrations are not what is measured.
 */
export async function openMarket(
  server: Server,
  name: string,
  size: { readonly buyers: number; readonly sellers: number },
): Promise<Market> {
  const database = await server.database(name)
  const { owner } = database
  await owner.query(
    `insert into buyer (reference, created_at)
      select 'buyer-' || n, now() from generate_series(1, $1::int) n`,
    [size.buyers],
  )
  await owner.query('insert into book (id) select id from buyer order by id')
  await owner.query(
    `insert into seller (reference, name, plan, marketplace, agreement_version, agreed_at,
        agreed_by, created_at)
      select 'seller-' || n, 'Seller ' || n, 'professional', $2, 1, now(), 'bench', now()
      from generate_series(1, $1::int) n`,
    [size.sellers, JAPAN],
  )
  await owner.query('vacuum (analyze)')
  return { database, ...size, close: database.drop }
}

export interface BenchEngine extends Engine {
  readonly close: () => Promise<void>
}

/** An engine as `tamaru start` wires it, with a number of lanes. */
export function engineOn({ url }: Pick<BenchDatabase, 'url'>, lanes: number): BenchEngine {
  const pool = connect(url, { name: 'bench' })
  const commandPool = connect(url, { name: 'bench lanes', max: lanes, pipeline: true })
  const engine = buildEngine(pool, commandPool, systemClock, { lanes })
  const close = async () => {
    await engine.lanes.idle()
    await Promise.all([pool.end(), commandPool.end()])
  }
  return { ...engine, close }
}

/** The outcome of a command that must not be refused: a benchmark of refusals would look good. */
export const accepted = <T extends object>(answer: Promise<Refusal | Accepted<T>>): Promise<T> =>
  answer.then((got) => {
    if (isRefusal(got)) throw new Error(`refused: ${JSON.stringify(got)}`)
    return got.outcome
  })

/** Clients enough to keep every lane's batch full and the next one waiting. */
export const clientsFor = (lanes: number): number => lanes * 1_024
