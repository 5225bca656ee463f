// The whole program on a database, to be killed: `node tests/faults/serving.ts <url>`. It
// says where it listens.

import { flushCompileCache } from 'node:module'
import { connect } from '../../src/database/connect.ts'
import { openListener } from '../../src/database/listen.ts'
import { buildApp } from '../../src/http/app.ts'
import { startWorkers } from '../../src/jobs/workers.ts'
import { openClock } from '../../src/usecases/clock/open.ts'
import { buildEngine } from '../../src/usecases/engine.ts'

const url = process.argv[2] ?? ''
const pool = connect(url, { name: 'serving' })
const listener = await openListener(url)
const clock = await openClock(pool, listener, 'sandbox')
const lanes = connect(url, { name: 'serving lanes', max: 4, pipeline: true })
const engine = buildEngine(pool, lanes, clock)
const many = { address: 1e6, buyer: 1e6, seller: 1e6, operator: 1e6 }
const limits = { ...many, loginOfAddress: 1e6, loginOfPerson: 1e6 }
const app = await buildApp({
  engine,
  listener,
  settings: { mode: 'sandbox', https: false, limits },
})
await startWorkers(engine, url, listener, (error) => console.error(error))
console.log(await app.listen({ host: '127.0.0.1', port: 0 }))
// Nobody who is killed writes down what was compiled.
flushCompileCache()
