import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from, to } from 'pg-copy-streams'
import type { Pool } from '../../src/database/connect.ts'
import type { Engine } from '../../src/usecases/engine.ts'
import { importListings } from '../../src/usecases/listings/import.ts'
import type { Row } from '../kit/bench.ts'
import { fillCatalogue, inventoryFile } from '../kit/inventory.ts'
import { engineOn, openMarket } from '../kit/market.ts'
import { median } from '../kit/stats.ts'

/** Prices and points of every SKU change: decided by the rules, with a history row for each. */
export const feed: Row = {
  name: 'feed',
  title: 'Listing feed: price and points of every SKU, against COPY of the same rows',
  async measure(bench) {
    const rows = bench.quick ? 20_000 : 200_000
    const market = await openMarket(bench.server, 'bench_feed', { buyers: 1, sellers: 1 })
    const { owner } = market.database
    const engine = engineOn(market.database, 1)
    bench.say(`${rows.toLocaleString('en')} SKUs`)
    await fillCatalogue(engine)
    await importFeed(engine, rows, 0)
    const turns: { readonly feed: number; readonly copy: number }[] = []
    for (let round = 1; round <= bench.rounds; round++) {
      bench.say(`round ${round} of ${bench.rounds}`)
      await bench.server.settleDown()
      turns.push({ feed: await importFeed(engine, rows, round), copy: await copy(owner, rows) })
    }
    await engine.close()
    await market.close()
    return [
      {
        what: `${rows.toLocaleString('en')} SKUs`,
        value: median(turns.map((turn) => turn.feed)),
        unit: 'rows/s',
        reference: { name: 'rows/s COPY', value: median(turns.map((turn) => turn.copy)) },
        ratio: median(turns.map((turn) => turn.feed / turn.copy)),
        floor: 0.15,
        goal: 0.4,
        better: 'more',
      },
    ]
  },
}

/** Rows a second. */
async function importFeed(engine: Engine, rows: number, round: number): Promise<number> {
  const start = performance.now()
  const file = Readable.from(inventoryFile(rows, round))
  const report = await importListings(engine, { caller: 'bench' }, { seller: 'seller-1', file })
  const took = performance.now() - start
  if ('rows' in report && report.refused === 0) return (rows * 1_000) / took
  throw new Error(`the import was refused: ${JSON.stringify(report).slice(0, 200)}`)
}

/** Rows a second into an empty table with the same columns, checks and indexes. */
async function copy(owner: Pool, rows: number): Promise<number> {
  const sql = await owner.connect()
  try {
    await sql.query('drop table if exists copied')
    await sql.query('create table copied (like listing including all)')
    const chunks: Buffer[] = []
    for await (const chunk of sql.query(to('copy listing to stdout'))) chunks.push(chunk)
    const start = performance.now()
    await pipeline(Readable.from(chunks), sql.query(from('copy copied from stdin')))
    return (rows * 1_000) / (performance.now() - start)
  } finally {
    sql.release()
  }
}
