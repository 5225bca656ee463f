import { Readable } from 'node:stream'
import { isRefusal, type Refusal } from '../../src/rules/refusal.ts'
import type { Engine } from '../../src/usecases/engine.ts'
import { countListings } from '../../src/usecases/listings/count.ts'
import { importListings } from '../../src/usecases/listings/import.ts'
import { type ListingSearch, searchListings } from '../../src/usecases/listings/search.ts'
import type { Bench, Figure, Row } from '../kit/bench.ts'
import { fillCatalogue, inventoryFile } from '../kit/inventory.ts'
import { engineOn, openMarket } from '../kit/market.ts'
import { random } from '../kit/random.ts'
import { median, quantile } from '../kit/stats.ts'

type Asked = Omit<ListingSearch, 'seller'>

/** What the page of an inventory asks, of the n-th listing. */
const QUESTIONS: readonly (readonly [what: string, ask: (n: number) => Asked])[] = [
  ['a page by SKU, anywhere', (n) => ({ cursor: { sku: `SKU-${n}`, price: 0 } })],
  ['a page by price, anywhere', (n) => ({ sort: 'price', priceFrom: 1_000 + (n % 900) })],
  ['a part of a SKU, few fit', (n) => ({ query: `-${String(n).slice(0, 5)}` })],
  ['a part of a SKU, by price', (n) => ({ query: `u-${String(n).slice(0, 5)}`, sort: 'price' })],
  ['the end of a SKU', (n) => ({ query: String(n).padStart(5, '7') })],
  ['words of a title', (n) => ({ query: `商品　${n % 50_000}` })],
  ['a word that nothing has', (n) => ({ query: `急須${n}` })],
]

/** The page of a seller with very many listings, answered by the use cases behind it. */
export const inventory: Row = {
  name: 'inventory',
  title: 'The inventory of one seller with very many listings',
  async measure(bench) {
    const rows = bench.quick ? 200_000 : 1_000_000
    const market = await openMarket(bench.server, 'bench_desk', { buyers: 1, sellers: 1 })
    const engine = engineOn(market.database, 1)
    bench.say(`${rows.toLocaleString('en')} listings`)
    await fillCatalogue(engine)
    const created = await create(engine, rows)
    await market.database.owner.query('vacuum (analyze)')
    await bench.server.settleDown()
    const figures = [
      {
        ...{ what: 'listed anew by a file', value: created, unit: 'rows/s' },
        better: 'more' as const,
      },
      ...(await answers(bench, engine, rows)),
    ]
    await engine.close()
    await market.close()
    return figures
  },
}

async function create(engine: Engine, rows: number): Promise<number> {
  const start = performance.now()
  const file = Readable.from(inventoryFile(rows, 0))
  const report = must(
    await importListings(engine, { caller: 'bench' }, { seller: 'seller-1', file }),
  )
  if (report.refused !== 0) throw new Error('rows were refused')
  return (rows * 1_000) / (performance.now() - start)
}

async function answers(bench: Bench, engine: Engine, rows: number): Promise<readonly Figure[]> {
  const pick = random(11)
  const figures: Figure[] = []
  const time = async (what: string, floor: number, ask: () => Promise<unknown>) => {
    bench.say(what)
    const taken: number[] = []
    for (let n = 0; n < (bench.quick ? 10 : 30); n++) {
      const start = performance.now()
      await ask()
      taken.push(performance.now() - start)
    }
    const value = quantile(taken, 0.99)
    figures.push({
      ...{ what, value, unit: 'ms, p99', floor, goal: 100, better: 'less' },
      ...{ p50: median(taken), p99: value },
    })
  }
  for (const [what, ask] of QUESTIONS) {
    await time(what, 300, async () =>
      must(await searchListings(engine, { seller: 'seller-1', ...ask(pick(rows)) })),
    )
  }
  await time('how many fit a part of a SKU', 300, async () => {
    const query = `-${String(pick(rows)).slice(0, 5)}`
    return must(await countListings(engine, { seller: 'seller-1', query }))
  })
  return figures
}

function must<T extends object>(answer: Refusal | T): T {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.refused}`)
  return answer
}
