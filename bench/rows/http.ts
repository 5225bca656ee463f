import type { Request } from 'autocannon'
import { newKey } from '../../src/ids/ids.ts'
import type { Principal } from '../../src/usecases/auth/principal.ts'
import { issueToken } from '../../src/usecases/auth/tokens.ts'
import type { Engine } from '../../src/usecases/engine.ts'
import { putListing } from '../../src/usecases/listings/change.ts'
import { putProduct } from '../../src/usecases/products/put.ts'
import type { Bench, Figure, Row } from '../kit/bench.ts'
import { type HttpServer, hammer, startHttpServer } from '../kit/http-server.ts'
import type { Load } from '../kit/load.ts'
import { accepted, engineOn, openMarket } from '../kit/market.ts'
import { median } from '../kit/stats.ts'

const BUYERS = 10_000
/** Offers on the product. */
const SELLERS = 20
const ASIN = 'B07BENCH01'

/** Over the wire with login, validation and answer schemas, each against a bare handler. */
export const http: Row = {
  name: 'http',
  title: 'HTTP against the bare handler of the same framework, as many connections to each',
  async measure(bench) {
    const size = { buyers: BUYERS, sellers: SELLERS }
    const market = await openMarket(bench.server, 'bench_http', size)
    const engine = engineOn(market.database, 1)
    const token = await openShop(engine)
    await engine.close()
    const server = await startHttpServer(market.database.url)
    try {
      const order = { method: 'POST', requests: purchases(token), unit: 'orders/s' } as const
      const offers = { method: 'GET', path: `/v1/products/${ASIN}/offers` } as const
      const ranking = { method: 'GET', requests: [offers], unit: 'reads/s' } as const
      return [
        { what: 'place an order, 64 connections', ...(await compared(bench, server, order, 64)) },
        {
          what: 'place an order, 128 connections',
          ...(await compared(bench, server, order, 128)),
          ...{ floor: 0.3, goal: 0.7 },
        },
        {
          what: `rank ${SELLERS} offers, 64 connections`,
          ...(await compared(bench, server, ranking, 64)),
          ...{ floor: 0.4, goal: 0.8 },
        },
        {
          what: 'memory of the server, at its worst',
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

/** A product that every seller offers; returns the token of an operator's app. */
async function openShop(engine: Engine): Promise<string> {
  const intent = () => ({ caller: 'bench', key: newKey() })
  await accepted(putProduct(engine, intent(), { asin: ASIN, titleJa: '煎茶 200g' }))
  for (let n = 1; n <= SELLERS; n++) {
    const points = { by: 'percentage', bps: 100 * n } as const
    const terms = { asin: ASIN, price: 1_000 + 10 * n, shipping: 300, points }
    const listing = { seller: `seller-${n}`, sku: 'TEA', ...terms, source: 'manual' } as const
    await accepted(putListing(engine, intent(), listing))
  }
  const root = { id: 'bench', person: 'bench' } as Principal
  const ask = { name: 'bench', role: 'operator', scopes: ['orders'] } as const
  return String((await accepted(issueToken(engine, intent(), root, ask))).secret)
}

const purchases = (token: string): Request[] =>
  Array.from({ length: 512 }, (_, n) => ({
    method: 'POST',
    path: '/v1/orders',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': 'bench-[<id>]',
    },
    body: JSON.stringify({
      buyer: `buyer-${1 + ((n * 7_919) % BUYERS)}`,
      lines: [{ seller: `seller-${1 + (n % SELLERS)}`, sku: 'TEA', quantity: 1 }],
    }),
  }))

interface Asking {
  readonly method: 'GET' | 'POST'
  readonly requests: readonly Request[]
  readonly unit: string
}

async function compared(
  bench: Bench,
  server: HttpServer,
  { method, requests, unit }: Asking,
  connections: number,
): Promise<Omit<Figure, 'what'>> {
  const bare = requests.map((request) => ({ ...request, method, path: '/echo' }))
  const turns: { readonly subject: Load; readonly echo: Load }[] = []
  await hammer(server.market, bench.seconds / 2, requests, connections)
  for (let round = 0; round < bench.rounds; round++) {
    bench.say(`${requests[0]?.path}: round ${round + 1} of ${bench.rounds}`)
    const echo = await hammer(server.bare, bench.seconds / 2, bare, connections)
    const subject = await hammer(server.market, bench.seconds, requests, connections)
    turns.push({ subject, echo })
  }
  return {
    value: median(turns.map(({ subject }) => subject.rate)),
    unit,
    reference: { name: 'echo/s', value: median(turns.map(({ echo }) => echo.rate)) },
    ratio: median(turns.map(({ subject, echo }) => subject.rate / echo.rate)),
    better: 'more',
    p50: median(turns.map(({ subject }) => subject.p50)),
    p99: median(turns.map(({ subject }) => subject.p99)),
  }
}
