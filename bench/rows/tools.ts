import { once } from 'node:events'
import http from 'node:http'
import { Readable } from 'node:stream'
import { newKey } from '../../src/ids/ids.ts'
import { JAPAN } from '../../src/rules/policy/presets.ts'
import { issueRefreshToken } from '../../src/usecases/apps/consent.ts'
import { issueCredentials } from '../../src/usecases/apps/credentials.ts'
import type { Engine } from '../../src/usecases/engine.ts'
import { importListings } from '../../src/usecases/listings/import.ts'
import { authoriseProvider } from '../../src/usecases/sellers/authorise-provider.ts'
import { SCOPES } from '../../src/usecases/sellers/providers.ts'
import { registerProvider } from '../../src/usecases/sellers/register-provider.ts'
import type { Figure, Row } from '../kit/bench.ts'
import { startHttpServer } from '../kit/http-server.ts'
import { fillCatalogue, inventoryFile } from '../kit/inventory.ts'
import { accepted, engineOn, openMarket } from '../kit/market.ts'
import { random } from '../kit/random.ts'
import { median, quantile } from '../kit/stats.ts'

const SELLER = 'seller-1'
const APP = 'bench-tool'

/** What a tool of a seller with very many listings asks, through HTTP and in a fresh server. */
export const tools: Row = {
  name: 'tools',
  title: 'Tools of one seller with very many listings',
  async measure(bench) {
    const rows = bench.quick ? 100_000 : 1_000_000
    const many = rows.toLocaleString('en')
    const market = await openMarket(bench.server, 'bench_tools', { buyers: 1, sellers: 1 })
    const engine = engineOn(market.database, 1)
    bench.say(`${many} listings`)
    await fillCatalogue(engine)
    const file = Readable.from(inventoryFile(rows, 0))
    await importListings(engine, { caller: 'bench' }, { seller: SELLER, file })
    const credentials = await consented(engine)
    await engine.close()
    await market.database.owner.query('vacuum (analyze)')
    await bench.server.settleDown()
    const figures: Figure[] = []
    const server = await startHttpServer(market.database.url)
    try {
      const call = await caller(server.market, credentials)
      const memory = async (what: string) =>
        figures.push({
          ...{ what, value: await server.peakMemory(), unit: 'MB, at its worst' },
          ...LESS,
        })
      bench.say('searching')
      figures.push(...(await searches(call, rows, bench.quick ? 20 : 30)))
      await memory('memory after searching')
      bench.say('a report')
      const start = performance.now()
      await call('POST', '/reports/2021-06-30/reports', {
        ...{ reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA', marketplaceIds: [JAPAN] },
      })
      await server.produceReports()
      const seconds = (performance.now() - start) / 1_000
      figures.push({ ...{ what: `a report of ${many} rows`, value: seconds, unit: 's' }, ...LESS })
      await memory('memory after the report')
      bench.say('two gigabytes')
      figures.push(await upload(call))
      await memory('memory after the upload')
      return figures
    } finally {
      await server.stop()
      await market.close()
    }
  },
}

const LESS = { better: 'less' } as const

async function consented(engine: Engine) {
  const as = () => ({ caller: 'bench', key: newKey() })
  await accepted(
    registerProvider(engine, as(), { reference: APP, name: APP, supportsPoints: true }),
  )
  const ask = { seller: SELLER, provider: APP }
  await accepted(authoriseProvider(engine, as(), { ...ask, scopes: SCOPES }))
  const now = engine.clock.now()
  const client = await accepted(issueCredentials(engine, as(), { provider: APP }, now))
  const { refreshToken } = await accepted(issueRefreshToken(engine, as(), ask))
  return { ...client, refreshToken }
}

type Call = (method: 'GET' | 'POST', path: string, body?: object) => Promise<{ url?: string }>

/** Calls operations as a program does, with a token of its own. */
async function caller(
  at: string,
  client: { clientId: string; clientSecret: string | null; refreshToken: string | null },
): Promise<Call> {
  const json = { 'content-type': 'application/json' }
  const granted = await fetch(`${at}/auth/o2/token`, {
    ...{ method: 'POST', headers: json },
    body: JSON.stringify({
      ...{ grant_type: 'refresh_token', refresh_token: client.refreshToken },
      ...{ client_id: client.clientId, client_secret: client.clientSecret },
    }),
  })
  const { access_token: token } = (await granted.json()) as { access_token: string }
  return async (method, path, body) => {
    const answer = await fetch(at + path, {
      ...{ method, headers: { ...json, 'x-amz-access-token': token } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { url?: string }
  }
}

async function searches(call: Call, rows: number, times: number): Promise<Figure[]> {
  const pick = random(7)
  const at = `/listings/2021-08-01/items/${SELLER}?marketplaceIds=${JAPAN}&includedData=offers`
  const any = () => pick(rows)
  const figures: Figure[] = []
  for (const [what, more] of [
    ['a page of 20', () => ''],
    [
      'a page of 20, by ASIN',
      () => `&identifiersType=ASIN&identifiers=B${String(any() % 50_000).padStart(9, '0')}`,
    ],
    [
      '20 SKUs',
      () =>
        `&identifiersType=SKU&identifiers=${Array.from({ length: 20 }, () => `SKU-${any()}`).join()}`,
    ],
  ] as const) {
    const taken: number[] = []
    for (let n = 0; n < times; n++) {
      const start = performance.now()
      await call('GET', `${at}&pageSize=20${more()}`)
      taken.push(performance.now() - start)
    }
    const p99 = quantile(taken, 0.99)
    figures.push({ what, value: p99, unit: 'ms, p99', p50: median(taken), p99, ...LESS })
  }
  return figures
}

const GIGABYTES = 2
const PIECE = Buffer.alloc(1_048_576, 'sku\tprice\nSKU-1\t1000\n')

/** Sends a document of two gigabytes without saying how long it is; says when it is stopped. */
async function upload(call: Call): Promise<Figure> {
  const { url = '' } = await call('POST', '/feeds/2021-06-30/documents', {
    contentType: 'text/tab-separated-values',
  })
  const request = http.request(url, { method: 'PUT', headers: { 'content-type': 'text/plain' } })
  let answer = 0
  const answered = once(request, 'response').then(([response]) => {
    answer = response.statusCode
    response.resume()
  })
  request.on('error', () => {})
  request.setMaxListeners(0)
  const start = performance.now()
  let sent = 0
  for (; sent < GIGABYTES * 1_024 && answer === 0 && !request.destroyed; sent++) {
    if (request.write(PIECE)) continue
    await Promise.race([once(request, 'drain'), once(request, 'close'), answered]).catch(() => {})
  }
  request.end()
  await Promise.race([answered, once(request, 'close')])
  const seconds = ((performance.now() - start) / 1_000).toFixed(1)
  const note = `answered ${answer || 'by closing'} after ${seconds} s`
  return { what: 'of 2 GB sent, before it was refused', value: sent, unit: 'MB', note, ...LESS }
}
