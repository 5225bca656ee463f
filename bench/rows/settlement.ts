import { systemClock } from '../../src/clock/clock.ts'
import type { Pool } from '../../src/database/connect.ts'
import { DAY, type Instant, instantOf, tokyo } from '../../src/rules/time/instant.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import type { Row } from '../kit/bench.ts'
import { engineOn, openMarket } from '../kit/market.ts'
import { median } from '../kit/stats.ts'

const SELLERS = 10_000
/** The first settlement period of the programme, and how long each is. */
const FIRST = tokyo(2016, 9, 1)
const PERIOD = 14 * DAY

/** A statement of every seller with its disbursement, journalled, against the bare sums. */
export const settlement: Row = {
  name: 'settlement',
  title: 'Settlement of a period, against the plain SQL aggregate of the same rows',
  async measure(bench) {
    const items = bench.quick ? 50_000 : 300_000
    const periods = bench.quick ? 2 : 3
    const market = await openMarket(bench.server, 'bench_settle', { buyers: 1, sellers: SELLERS })
    const { owner } = market.database
    bench.say(`${periods} periods of ${items.toLocaleString('en')} order items`)
    for (let n = 0; n < periods; n++) await sell(owner, items, instantOf(FIRST + n * PERIOD))
    await owner.query('vacuum (analyze) posting')
    const engine = engineOn(market.database, 1)
    const turns: { readonly settled: number; readonly plain: number }[] = []
    for (let n = 0; n < periods; n++) {
      const [start, end] = [instantOf(FIRST + n * PERIOD), instantOf(FIRST + (n + 1) * PERIOD)]
      await bench.server.settleDown()
      const before = await seconds(() => aggregate(owner, start, end))
      const settled = await seconds(async () => {
        const done = await settleThrough(engine, end)
        if (done.length !== 1) throw new Error(`${done.length} periods were settled, not one`)
      })
      const after = await seconds(() => aggregate(owner, start, end))
      turns.push({ settled, plain: (before + after) / 2 })
    }
    await engine.close()
    await market.close()
    return [
      {
        what: `${items.toLocaleString('en')} order items, ${SELLERS.toLocaleString('en')} sellers`,
        value: median(turns.map(({ settled }) => settled)),
        unit: 's',
        reference: { name: 's aggregate', value: median(turns.map(({ plain }) => plain)) },
        ratio: median(turns.map(({ settled, plain }) => settled / plain)),
        floor: 4,
        goal: 1.5,
        better: 'less',
      },
    ]
  },
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1_000
}

const aggregate = (owner: Pool, start: Instant, end: Instant): Promise<unknown> =>
  owner.query(
    `select seller_id, kind,
        sum(case when credit = 'seller_proceeds' then amount else -amount end)
      from posting where seller_id is not null
        and recorded_at >= to_timestamp($1::float8 / 1000)
        and recorded_at < to_timestamp($2::float8 / 1000)
      group by seller_id, kind`,
    [start, end],
  )

/** Shipments of a period as the command path posts them, straight into the table. */
async function sell(owner: Pool, items: number, start: Instant): Promise<void> {
  if (systemClock.now() < start + PERIOD) throw new Error('that period has not ended')
  await owner.query(
    `with s as (select row_number() over (order by id) - 1 as place, id from seller)
      insert into posting (book_id, version, n, debit, credit, unit, amount, kind, seller_id,
        order_id, line, policy_version, event_at, recorded_at)
      select 1, $2 + i, k.n, k.debit::account, k.credit::account, k.unit::unit, k.amount,
        k.kind::posting_kind, case when k.of_seller then s.id end, i, 1, 1, at, at
      from generate_series(1, $1::int) i
      join s on s.place = i % ${SELLERS}
      cross join lateral (
        select to_timestamp(($2::float8 + i::float8 * ${PERIOD - 1} / $1) / 1000) as at) t
      cross join (values
        (0, 'buyer_payments', 'seller_proceeds', 'JPY', 3000, 'principal', true),
        (1, 'buyer_payments', 'seller_proceeds', 'JPY', 500, 'shipping', true),
        (2, 'seller_proceeds', 'points_funding', 'JPY', 300, 'points_granted', true),
        (3, 'issued', 'buyer_available', 'PT', 300, 'points_granted', false),
        (4, 'seller_proceeds', 'referral_fees', 'JPY', 320, 'referral_fee', true)
      ) as k (n, debit, credit, unit, amount, kind, of_seller)`,
    [items, start],
  )
}
