import { exclusively } from '../database/exclusively.ts'
import type { QueueName } from '../database/queue.ts'
import { rollUp } from '../ledger/days.ts'
import { presentTime } from '../usecases/clock/open.ts'
import { settleDue } from '../usecases/clock/pass-time.ts'
import type { Engine } from '../usecases/engine.ts'
import { processFeeds } from '../usecases/feeds/work.ts'
import { performImports } from '../usecases/imports/perform.ts'
import { forgetOld, type Retention } from '../usecases/notices/forget.ts'
import { relayAll } from '../usecases/notices/relay.ts'
import { ripenDue } from '../usecases/points/ripen-due.ts'
import { preparePolicies } from '../usecases/policy/outlook.ts'
import { produceReports } from '../usecases/reports/produce.ts'

/** Work that recurs. It finds in the tables what is due, so one run more or less does no harm. */
export interface Chore {
  /** When the queue does it without being asked: minute, hour, day, month, weekday, in UTC. */
  readonly cron: string
  run(engine: Engine, retention: Retention): Promise<void>
}

/** Whoever holds this advisory lock is ripening; a second worker would only do the same again. */
const RIPENING_LOCK = 7_252_006

export const CHORES: Readonly<Record<QueueName, Chore>> = {
  ripen: {
    cron: '* * * * *',
    async run(engine) {
      await exclusively(engine.pool, RIPENING_LOCK, async () => {
        const now = await presentTime(engine)
        await preparePolicies(engine, now)
        await ripenDue(engine, now)
      })
    },
  },
  settle: {
    cron: '*/5 * * * *',
    async run(engine) {
      const now = await presentTime(engine)
      await settleDue(engine, now)
      await rollUp(engine.pool, now)
    },
  },
  forget: {
    cron: '17 18 * * *',
    async run(engine, retention) {
      await presentTime(engine)
      await forgetOld(engine, retention)
    },
  },
  import: {
    cron: '* * * * *',
    async run(engine) {
      await presentTime(engine)
      await performImports(engine)
    },
  },
  relay: {
    cron: '* * * * *',
    async run(engine) {
      await relayAll(engine)
    },
  },
  feeds: {
    cron: '* * * * *',
    run: processFeeds,
  },
  reports: {
    cron: '* * * * *',
    async run(engine) {
      await produceReports(engine, await presentTime(engine))
    },
  },
}
