import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock/clock.ts'
import { connect } from '../../src/database/connect.ts'
import { type Embedded, startEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'
import { verify } from '../../src/ledger/verify/verify.ts'
import type { Points } from '../../src/rules/money/amount.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import { buildEngine, type Engine } from '../../src/usecases/engine.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { refundOrder } from '../../src/usecases/orders/refund.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { terms } from '../kit/engine.ts'
import { killHard, temporaryFolder } from '../kit/processes.ts'

const LONG = process.env.TAMARU_LONG === '1'
const KILLS = LONG ? 500 : 5
const WRITERS = 12

/** Acknowledged commands by key: what the caller was told. */
type Acknowledged = Map<string, string>

/** One writer's story, again and again until told to stop: a grant, an order, a parcel, a refund. */
async function write(
  engine: Engine,
  writer: number,
  acknowledged: Acknowledged,
  goesOn: () => boolean,
): Promise<void> {
  const buyer = `buyer-${writer}`
  // Whoever got no answer asks the same again until there is one, as a caller would.
  const insist = async (key: string, ask: (key: string) => Promise<object>) => {
    for (;;) {
      const answer = await ask(key).catch(() => undefined)
      if (answer === undefined) {
        await sleep(20)
        continue
      }
      if (isRefusal(answer)) throw new Error(`${key}: ${answer.refused}`)
      acknowledged.set(key, JSON.stringify((answer as { outcome: object }).outcome))
      return
    }
  }
  for (let round = 0; goesOn(); round++) {
    const order = `o-${writer}-${round}`
    const as = (key: string) => ({ caller: `writer-${writer}`, key })
    const grant = { buyer, points: 100, reason: 'campaign' }
    await insist(`${order}:grant`, (key) => grantPoints(engine, as(key), grant))
    const lines = [terms(9_000 + (round % 7))]
    const place = { buyer, reference: order, lines, redeem: 50 as Points } as const
    await insist(`${order}:place`, (key) =>
      placeOrder(engine, as(key), { ...place, payment: 'prepaid' }),
    )
    await insist(`${order}:ship`, (key) => shipOrder(engine, as(key), { order, units: 'all' }))
    const refund = { order, lines: 'full', cause: 'return' } as const
    await insist(`${order}:refund`, (key) => refundOrder(engine, as(key), refund))
  }
}

test(
  `R1: PostgreSQL killed ${KILLS} times under ${WRITERS} writers: nothing acknowledged is lost`,
  async () => {
    const directory = path.join(await temporaryFolder(), 'postgres')
    let server: Embedded = await startEmbedded({ directory })
    await migrate(server.ownerUrl)
    const pool = connect(server.url, { name: 'reads', max: 4, connectTimeout: 2_000 })
    const lanes = connect(server.url, {
      name: 'lanes',
      max: 4,
      pipeline: true,
      connectTimeout: 2_000,
    })
    const engine = buildEngine(pool, lanes, systemClock, { patienceMs: 60_000 })
    const buyers = Array.from({ length: WRITERS }, (_, i) => ({ reference: `buyer-${i}` }))
    await registerBuyers(engine, buyers)

    const acknowledged: Acknowledged = new Map()
    let goesOn = true
    const writers = buyers.map((_, i) => write(engine, i, acknowledged, () => goesOn))
    for (let kill = 0; kill < KILLS; kill++) {
      const before = acknowledged.size
      // The server dies at another point of the work each time.
      await sleep(300 + ((kill * 137) % 500))
      while (acknowledged.size === before) await sleep(20)
      await killHard(server.pid)
      server = await startEmbedded({ directory })
      expect(server.startedByUs).toBe(true)
    }
    goesOn = false
    await Promise.all(writers)

    const { rows } = await pool.query<{ caller: string; key: string; outcome: string }>(
      'select caller, key, outcome::text as outcome from journal',
    )
    // Each exactly once, with the answer that was given; and nothing that nobody asked for.
    expect(rows.length).toBe(acknowledged.size)
    expect(new Map(rows.map((row) => [row.key, row.outcome]))).toEqual(acknowledged)
    expect(acknowledged.size).toBeGreaterThan(KILLS * WRITERS)
    expect(await verify(pool)).toMatchObject({ ok: true, entries: rows.length })
    await Promise.all([pool.end(), lanes.end()])
    await server.stop()
  },
  LONG ? 3_600_000 : 120_000,
)
