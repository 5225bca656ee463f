// A settling process of its own, for tests that kill it: prints a line for every transaction.
import { ManualClock } from '../../src/clock/clock.ts'
import { connect } from '../../src/database/connect.ts'
import type { Instant } from '../../src/rules/time/instant.ts'
import { buildEngine } from '../../src/usecases/engine.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'

const [url = '', now = '', sellersMax = ''] = process.argv.slice(2)
const pool = connect(url, { name: 'worker', max: 3 })
const engine = buildEngine(pool, pool, new ManualClock(Number(now) as Instant))
const print = ({ sellers }: { readonly sellers: number }) => console.log(sellers)
try {
  await settleThrough(engine, engine.clock.now(), print, Number(sellersMax))
} catch {
  process.exitCode = 1
}
await pool.end()
