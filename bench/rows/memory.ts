import type { Row } from '../kit/bench.ts'
import { startHttpServer } from '../kit/http-server.ts'
import { fillCatalogue } from '../kit/inventory.ts'
import { engineOn, openMarket } from '../kit/market.ts'

/** What the server's process takes at its worst while it imports an inventory. */
export const memory: Row = {
  name: 'memory',
  title: 'Memory of the server while a large inventory is imported',
  async measure(bench) {
    const rows = bench.quick ? 100_000 : 1_000_000
    const market = await openMarket(bench.server, 'bench_memory', { buyers: 1, sellers: 1 })
    const engine = engineOn(market.database, 1)
    await fillCatalogue(engine)
    await engine.close()
    const server = await startHttpServer(market.database.url)
    try {
      bench.say(`importing ${rows.toLocaleString('en')} rows`)
      await server.importInventory(rows)
      return [
        {
          what: `import of ${rows.toLocaleString('en')} rows`,
          value: await server.peakMemory(),
          unit: 'MB',
          floor: 400,
          goal: 250,
          better: 'less',
        },
      ]
    } finally {
      await server.stop()
      await market.close()
    }
  },
}
