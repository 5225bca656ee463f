import { newKey } from '../../src/ids/ids.ts'
import type { Engine } from '../../src/usecases/engine.ts'
import { putListings } from '../../src/usecases/listings/put.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { watchOffers } from '../../src/usecases/pricing/watch-offers.ts'
import type { Row } from '../kit/bench.ts'
import { fillCatalogue } from '../kit/inventory.ts'
import { accepted, engineOn, openMarket } from '../kit/market.ts'
import type { BenchDatabase } from '../kit/server.ts'
import { median } from '../kit/stats.ts'

const SELLERS = ['seller-1', 'seller-2', 'seller-3'] as const
const CHUNK = 2_000

/**
 * A seller changes the price of every SKU. Each change is ranked among three offers, recorded with
 * who is featured and why, told to a subscriber, and answered by another seller's rule, whose price
 * is a change like any other and goes the same way. Both are counted.
 */
export const repricing: Row = {
  name: 'repricing',
  title: 'Price changes through featured offer, notification and repricing',
  async measure(bench) {
    const products = bench.quick ? 5_000 : 20_000
    const market = await openMarket(bench.server, 'bench_repricing', { buyers: 1, sellers: 3 })
    const engine = engineOn(market.database, 1)
    bench.say(`${products.toLocaleString('en')} products with three offers each`)
    await fillCatalogue(engine)
    for (const seller of SELLERS) await setPrices(engine, seller, products, 0)
    await arm(market.database)
    await settle(engine)
    const turns: { readonly changes: number; readonly tpcb: number }[] = []
    for (let round = 1; round <= bench.rounds; round++) {
      bench.say(`round ${round} of ${bench.rounds}`)
      await setPrices(engine, 'seller-3', products, round)
      await bench.server.settleDown()
      const start = performance.now()
      await settle(engine)
      const changes = (2 * products * 1_000) / (performance.now() - start)
      const { pgbench, own } = await bench.reference.measure(bench.seconds)
      turns.push({ changes, tpcb: pgbench ?? own ?? Number.NaN })
    }
    await check(market.database, products, bench.rounds)
    await engine.close()
    await market.close()
    return [
      {
        what: `${products.toLocaleString('en')} products, 3 offers, 1 rule, 1 subscriber`,
        value: median(turns.map(({ changes }) => changes)),
        unit: 'changes/s',
        ratio: median(turns.map(({ changes, tpcb }) => changes / tpcb)),
        reference: { name: 'TPC-B tps', value: median(turns.map(({ tpcb }) => tpcb)) },
        better: 'more',
        note: 'goal: 20,000/s, floor 5,000/s on an idle machine; half of them by rules',
      },
    ]
  },
}

/** The second seller follows by rule, the first is told of everything. */
async function arm({ owner }: BenchDatabase): Promise<void> {
  await owner.query(
    `insert into pricing_rule (listing_id, seller_id, sku, target, step_by, step, floor, ceiling,
        enabled, changed_by, created_at, updated_at)
      select l.id, l.seller_id, l.sku, 'featured', 'amount', 1, 1, 1000000, true, 'bench', now(),
        now() from listing l join seller s on s.id = l.seller_id where s.reference = 'seller-2'`,
  )
  await owner.query(
    `insert into destination (id, owner, name, kind, resource, created_at)
      values ('bench', 'operator', 'bench', 'sqs', '{}', now())`,
  )
  await owner.query(
    `insert into subscription (id, owner, type, seller_id, destination_id, payload_version,
        created_at)
      select 'bench', 'operator', 'ANY_OFFER_CHANGED', id, 'bench', '1.0', now()
      from seller where reference = 'seller-1'`,
  )
  await owner.query('vacuum (analyze)')
}

async function setPrices(engine: Engine, seller: string, products: number, round: number) {
  for (let start = 0; start < products; start += CHUNK) {
    const listings = Array.from({ length: CHUNK }, (_, n) => ({
      sku: `SKU-${start + n}`,
      asin: `B${String(start + n).padStart(9, '0')}`,
      price: 5_000 + Number(seller.at(-1)) * 100 - (seller === 'seller-3' ? 500 - 10 * round : 0),
      points: { by: 'percentage', bps: 1_000 } as const,
    })).filter((_, n) => start + n < products)
    const ask = { seller, source: 'app', listings } as const
    await accepted(putListings(engine, { caller: 'bench', key: newKey() }, ask))
  }
}

async function settle(engine: Engine): Promise<void> {
  while ((await relayAll(engine)) + (await watchOffers(engine)) > 0);
}

/** Nothing may have been left out: a benchmark that skips work looks good. */
async function check({ owner }: BenchDatabase, products: number, rounds: number): Promise<void> {
  const { rows } = await owner.query<{ wrong: number; told: number; set: number }>(
    `select (select count(*) from listing a join listing b on b.sku = a.sku
          join seller s on s.id = a.seller_id join seller t on t.id = b.seller_id
        where s.reference = 'seller-2' and t.reference = 'seller-3'
          and a.price >= b.price) as wrong,
      (select count(*) from delivery) as told,
      (select count(*) from pricing_decision where what = 'changed') as set`,
  )
  const [found] = rows
  if (
    !found ||
    found.wrong > 0 ||
    found.set < products * rounds ||
    found.told < products * rounds
  ) {
    throw new Error(`not all prices went through: ${JSON.stringify(found)}`)
  }
}
