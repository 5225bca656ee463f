// A server in a process of its own, as `tamaru start` runs one, and beside it the framework's bare
// handlers that it is compared with. Started by http-server.ts, which it answers.
import fastify from 'fastify'
import { collectSooner } from '../../src/cli/garbage.ts'
import { openListener } from '../../src/database/listen.ts'
import { buildApp } from '../../src/http/app.ts'
import { DEFAULT_LIMITS, type RateLimits } from '../../src/http/kit/settings.ts'
import { processFeeds } from '../../src/usecases/feeds/work.ts'
import { importListings } from '../../src/usecases/listings/import.ts'
import { produceReports } from '../../src/usecases/reports/produce.ts'
import { inventoryFile } from './inventory.ts'
import { engineOn } from './market.ts'

const url = process.env.BENCH_DATABASE
if (url === undefined || process.send === undefined) throw new Error('started by http-server.ts')

collectSooner()
const engine = engineOn({ url }, 4)
const listener = await openListener(url)
/** Limits are not what is measured. */
const limits = Object.fromEntries(
  Object.keys(DEFAULT_LIMITS).map((name) => [name, 1_000_000_000]),
) as unknown as RateLimits
const settings = { mode: 'sandbox', limits, toolRates: 'unlimited' } as const
const app = await buildApp({ engine, listener, settings })
const echo = fastify()
echo.post('/echo', async (request) => request.body)
echo.get('/echo', async () => ({ ok: true }))

const [market, bare] = await Promise.all([
  app.listen({ host: '127.0.0.1', port: 0 }),
  echo.listen({ host: '127.0.0.1', port: 0 }),
])
process.send({ market, bare })

/** Megabytes at the worst moment so far. */
const peak = () => Math.round(process.resourceUsage().maxRSS / 1_024)

interface Asked {
  readonly import?: number
  readonly reports?: true
  readonly feeds?: true
  readonly memory?: true
}

process.on('message', async (asked: Asked) => {
  if (asked.reports) await produceReports(engine, engine.clock.now())
  if (asked.feeds) await processFeeds(engine)
  if (asked.import !== undefined) {
    const file = (async function* () {
      yield* inventoryFile(asked.import ?? 0, 0)
    })()
    await importListings(engine, { caller: 'bench' }, { seller: 'seller-1', file })
  }
  process.send?.({ peak: peak() })
})
process.once('disconnect', async () => {
  await Promise.all([app.close(), echo.close()])
  await listener.close()
  await engine.close()
})
