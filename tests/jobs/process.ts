// Another process on a database: `node tests/jobs/process.ts <role> <url>`. It says `ready`, then
// works until it is killed; a `clock` answers each line of input with the time it sees.
import { createInterface } from 'node:readline'
import { connect } from '../../src/database/connect.ts'
import { openListener } from '../../src/database/listen.ts'
import { openLocks } from '../../src/database/locks.ts'
import { DeliveryLoop } from '../../src/jobs/delivery-loop.ts'
import { WorkLoop } from '../../src/jobs/work-loop.ts'
import { startWorkers } from '../../src/jobs/workers.ts'
import { advanceClock } from '../../src/usecases/clock/advance.ts'
import { openClock } from '../../src/usecases/clock/open.ts'
import { buildEngine } from '../../src/usecases/engine.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { followEvents } from '../../src/usecases/notifications/follow-events.ts'
import type { Outside } from '../../src/usecases/notifications/outside.ts'
import { watchOffers } from '../../src/usecases/pricing/watch-offers.ts'

const [role = '', url = '', argument = '0'] = process.argv.slice(2)
const pool = connect(url, { name: 'test process' })
const listener = await openListener(url)
const clock = await openClock(pool, listener, 'sandbox')
const engine = buildEngine(
  pool,
  connect(url, { name: 'test lanes', max: 4, pipeline: true }),
  clock,
)
const outside: Outside = {
  ...{ aws: null, reach: 'public-and-loopback', patience: 2_000 },
  machineNow: () => clock.now(),
}
if (role !== 'workers') console.log('ready')
switch (role) {
  case 'workers':
    await startWorkers(engine, url, listener, (error) => console.error(error), { outside })
    console.log('ready')
    break
  case 'watchers': {
    const onError = (error: unknown) => console.error(error)
    new WorkLoop(() => relayAll(engine), onError)
    new WorkLoop(() => watchOffers(engine), onError)
    new WorkLoop(() => followEvents(engine), onError)
    new DeliveryLoop(engine, openLocks(url), outside, onError)
    break
  }
  case 'relay':
    for (;;) await relayAll(engine)
  case 'advance':
    await advanceClock(engine, { by: Number(argument) })
    console.log('advanced')
    break
  case 'clock':
    createInterface(process.stdin).on('line', () => console.log(clock.now()))
    break
  default:
    throw new Error(`no role ${role}`)
}
