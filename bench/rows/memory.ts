import { Readable } from 'node:stream'
import type { SellerId } from '../../src/rules/ids.ts'
import { createDocument } from '../../src/usecases/documents/document.ts'
import { writeDocument } from '../../src/usecases/documents/parts.ts'
import type { Engine } from '../../src/usecases/engine.ts'
import { createFeed } from '../../src/usecases/feeds/feed.ts'
import type { Figure, Row } from '../kit/bench.ts'
import { startHttpServer } from '../kit/http-server.ts'
import { fillCatalogue } from '../kit/inventory.ts'
import { engineOn, openMarket } from '../kit/market.ts'

/** What the server's process takes at its worst for large files, each in a server of its own. */
export const memory: Row = {
  name: 'memory',
  title: 'Memory of the server while large files are worked off',
  async measure(bench) {
    const rows = bench.quick ? 100_000 : 1_000_000
    const many = rows.toLocaleString('en')
    const market = await openMarket(bench.server, 'bench_memory', { buyers: 1, sellers: 1 })
    const engine = engineOn(market.database, 1)
    const figures: Figure[] = []
    try {
      await fillCatalogue(engine)
      for (const [what, work] of [
        ['an import', (server) => server.importInventory(rows)],
        ['a feed, all accepted', (server) => sent(engine, rows, 1_000).then(server.processFeeds)],
        ['a feed, all refused', (server) => sent(engine, rows, 0).then(server.processFeeds)],
      ] as const satisfies readonly Work[]) {
        bench.say(`${what}: ${many} rows`)
        const server = await startHttpServer(market.database.url)
        try {
          await work(server)
          figures.push({
            ...{ what: `${what}, ${many} rows`, value: await server.peakMemory(), unit: 'MB' },
            ...{ floor: 400, goal: 250, better: 'less' },
          })
        } finally {
          await server.stop()
        }
      }
      return figures
    } finally {
      await engine.close()
      await market.close()
    }
  },
}

type Work = readonly [
  what: string,
  work: (server: Awaited<ReturnType<typeof startHttpServer>>) => Promise<void>,
]

/** Puts a feed of prices for the imported SKUs in the queue; a price of 0 is refused. */
async function sent(engine: Engine, rows: number, price: number): Promise<void> {
  const seller = (await engine.directory.seller('seller-1')) as SellerId
  const made = { seller, use: 'feed', contentType: 'text/tab-separated-values' } as const
  const input = await createDocument(engine.pool, made, engine.clock.now())
  await writeDocument(engine.pool, { seller, id: input }, Readable.from(priceFile(rows, price)))
  await createFeed(engine, {
    ...{ seller, type: 'POST_FLAT_FILE_PRICEANDQUANTITYONLY_UPDATE_DATA', marketplaces: [] },
    ...{ options: {}, caller: 'bench', by: 'bench', input },
  })
}

function* priceFile(rows: number, price: number): Generator<Buffer> {
  let text = 'sku\tprice\tstandard-price-points\n'
  for (let n = 0; n < rows; n++) {
    text += `SKU-${n}\t${price}\t10\n`
    if (text.length < 60_000) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}
