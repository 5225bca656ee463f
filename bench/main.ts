import { parseArgs } from 'node:util'
import { systemClock } from '../src/clock/clock.ts'
import type { Bench, Figure, Row } from './kit/bench.ts'
import { tpcbReference } from './kit/reference.ts'
import { writeReport } from './kit/report.ts'
import { startServer } from './kit/server.ts'
import { tableOf } from './kit/table.ts'
import { commands } from './rows/commands.ts'
import { feed } from './rows/feed.ts'
import { growth } from './rows/growth.ts'
import { hotSeller } from './rows/hot-seller.ts'
import { http } from './rows/http.ts'
import { inventory } from './rows/inventory.ts'
import { latency } from './rows/latency.ts'
import { memory } from './rows/memory.ts'
import { money } from './rows/money.ts'
import { orders } from './rows/orders.ts'
import { repricing } from './rows/repricing.ts'
import { settlement } from './rows/settlement.ts'
import { tools } from './rows/tools.ts'

const ROWS: readonly Row[] = [
  commands,
  hotSeller,
  orders,
  latency,
  feed,
  repricing,
  settlement,
  inventory,
  growth,
  http,
  memory,
  tools,
  money,
]

const USAGE = `npm run bench -- [--quick] [--only NAME]… [--json]

Measures the speed of this checkout against references in the same run, on a PostgreSQL of its own.
  --quick  fewer rounds on smaller data, about two minutes
  --only   rows whose name begins so: ${ROWS.map(({ name }) => name).join(', ')}
  --json   prints the figures as JSON instead of tables`

const { quick, only, json, help } = options()
const rows = ROWS.filter(({ name }) => !only.length || only.some((start) => name.startsWith(start)))
if (help || rows.length === 0) console.log(USAGE)
else await run()

function options() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    console.error(`bench: ${error instanceof Error ? error.message : error}; see --help`)
    process.exit(64)
  }
}

async function run(): Promise<void> {
  const say = (what: string) => void process.stderr.write(`  … ${what}\n`)
  say('starting a PostgreSQL')
  const server = await startServer()
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= server.stop()
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop().finally(() => process.exit(130)))
  }
  try {
    const reference = await tpcbReference(server)
    const bench = { server, reference, quick, rounds: quick ? 2 : 5, seconds: quick ? 2 : 4, say }
    const figures = await measureAll(bench)
    const report = { quick, postgresql: server.version, reference: reference.described }
    const whole = { ...report, at: systemClock.now(), rows: figures }
    if (json) console.log(JSON.stringify(whole, null, 2))
    const file = await writeReport(whole)
    say(`written to ${file}`)
  } finally {
    await stop()
  }
}

async function measureAll(bench: Bench): Promise<Record<string, readonly Figure[]>> {
  const all: Record<string, readonly Figure[]> = {}
  const { server, reference } = bench
  if (!json) console.log(`PostgreSQL ${server.version}, durable. Reference: ${reference.described}`)
  for (const { name, title, measure } of rows) {
    bench.say(name)
    const figures = await measure(bench)
    if (figures.length === 0) continue
    all[name] = figures
    if (!json) console.log(tableOf(title, figures))
  }
  return all
}
