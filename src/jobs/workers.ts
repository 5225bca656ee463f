import { setTimeout as sleep } from 'node:timers/promises'
import PgBoss from 'pg-boss'
import { systemClock } from '../clock/clock.ts'
import type { Pool } from '../database/connect.ts'
import type { Listener } from '../database/listen.ts'
import { openLocks } from '../database/locks.ts'
import { QUEUE_SCHEMA, QUEUES, type QueueName } from '../database/queue.ts'
import { CLOCK_CHANNEL } from '../usecases/clock/open.ts'
import type { Engine } from '../usecases/engine.ts'
import { FEED_CHANNEL } from '../usecases/feeds/feed.ts'
import { IMPORTS_CHANNEL } from '../usecases/imports/wake.ts'
import { DEFAULT_RETENTION, type Retention } from '../usecases/notices/forget.ts'
import { relayAll } from '../usecases/notices/relay.ts'
import { followEvents } from '../usecases/notifications/follow-events.ts'
import { type Outside, PATIENCE } from '../usecases/notifications/outside.ts'
import { POLICY_CHANNEL } from '../usecases/policy/announce.ts'
import { watchOffers } from '../usecases/pricing/watch-offers.ts'
import { followSettlements } from '../usecases/reports/follow-settlements.ts'
import { REPORT_CHANNEL } from '../usecases/reports/report.ts'
import { CHORES } from './chores.ts'
import { DeliveryLoop } from './delivery-loop.ts'
import { WorkLoop } from './work-loop.ts'

export interface Workers {
  /** Has a chore done now, by whichever process is free first. */
  wake(chore: QueueName): Promise<void>
  /** Resolves when the work under way is done, or has been given up after some seconds. */
  stop(): Promise<void>
}

/**
 * A job may be under way for an hour before it counts as failed. A chore that fails comes again by
 * its schedule, so its job is not repeated.
 */
const JOB = { expireInSeconds: 3_600, retryLimit: 0 }
/** How long finished jobs are kept to be looked at, first in the queue, then in its archive. */
const KEPT = { archiveCompletedAfterSeconds: 3_600, deleteAfterHours: 24 }
const STOP_TIMEOUT = 5_000 // ms

/** Webhooks on the internet, nothing of Amazon's. */
const PUBLIC: Outside = {
  ...{ aws: null, reach: 'public', patience: PATIENCE },
  machineNow: () => systemClock.now(),
}

export interface WorkersOptions {
  /** How long what may be forgotten is kept. */
  readonly retention?: Retention
  /** Where notifications can be sent; absent, to public webhooks. */
  readonly outside?: Outside
}

/**
 * Runs everything that happens by itself: chores from the durable queue, on schedule and at once
 * when the clock or the policy changes, and what follows the outbox and the events. Any number of
 * processes may do so; one that is killed loses nothing, because what is due stays in the tables
 * until its effect is.
 *
 * `url` is the application's address; the listener stays the caller's. `onError` hears of work that
 * failed and will be tried again.
 */
export async function startWorkers(
  engine: Engine,
  url: string,
  listener: Listener,
  onError: (error: unknown) => void,
  more: WorkersOptions = {},
): Promise<Workers> {
  const { retention = DEFAULT_RETENTION, outside = PUBLIC } = more
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'tamaru jobs',
    schema: QUEUE_SCHEMA,
    max: 2,
    migrate: false,
    ...KEPT,
  })
  boss.on('error', onError)
  await boss.start()
  const workers = new Map<QueueName, string>()
  for (const name of QUEUES) {
    const { cron, run } = CHORES[name]
    workers.set(name, await boss.work(name, () => reported(run(engine, retention), onError)))
    await boss.schedule(name, cron, {}, JOB)
  }

  const wake = async (chore: QueueName) => {
    await boss.send(chore, {}, JOB)
    boss.notifyWorker(workers.get(chore) as string)
  }
  const wakeAll = () => {
    Promise.all(QUEUES.map(wake)).catch(onError)
  }
  await listener.on(CLOCK_CHANNEL, wakeAll)
  await listener.on(POLICY_CHANNEL, wakeAll)
  await listener.on(IMPORTS_CHANNEL, () => void wake('import').catch(onError))
  await listener.on(FEED_CHANNEL, () => void wake('feeds').catch(onError))
  await listener.on(REPORT_CHANNEL, () => void wake('reports').catch(onError))
  // What fell due while nobody was there does not wait for the schedule.
  wakeAll()
  const loops = [
    new WorkLoop(() => relayAll(engine), onError),
    new WorkLoop(() => watchOffers(engine), onError),
    new WorkLoop(() => followSettlements(engine), onError),
    new WorkLoop(() => followEvents(engine), onError),
    new DeliveryLoop(engine, openLocks(url), outside, onError),
  ]
  return {
    wake,
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
      await Promise.all(QUEUES.map((name) => boss.offWork(name)))
      await answered(boss)
      await boss.stop({ timeout: STOP_TIMEOUT })
    },
  }
}

/**
 * Resolves when the queue's statements have all been answered. A pool that is closed forgets those
 * that still wait for a connection: their workers would never end, nor the process.
 */
async function answered(boss: PgBoss): Promise<void> {
  const { pool } = boss.getDb() as unknown as { readonly pool: Pool }
  const patience = AbortSignal.timeout(STOP_TIMEOUT)
  const isAsking = () => pool.waitingCount > 0 || pool.idleCount < pool.totalCount
  while (isAsking() && !patience.aborted) await sleep(20)
}

async function reported(work: Promise<void>, onError: (error: unknown) => void): Promise<void> {
  try {
    await work
  } catch (error) {
    onError(error)
    throw error
  }
}
