import PgBoss from 'pg-boss'
import type { Sql } from './connect.ts'

/** The queue's tables live in a schema of their own; pg-boss migrates them by itself. */
export const QUEUE_SCHEMA = 'jobs'

/** Every queue, each with at most one job waiting: what is due is in the tables, not in the job. */
export const QUEUES = [
  ...(['ripen', 'settle', 'relay', 'import', 'feeds', 'reports', 'forget'] as const),
] as const

export type QueueName = (typeof QUEUES)[number]

/** pg-boss's own queue for what its schedules send. */
const SCHEDULES_QUEUE = '__pgboss__send-it'

/**
 * Makes the queue's schema and queues as their owner, and lets the application's role use them:
 * it may add, take and finish jobs, but has no right to change tables. `url` is the owner's.
 */
export async function prepareQueue(url: string, owner: Sql, appRole: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'tamaru migrate',
    schema: QUEUE_SCHEMA,
    max: 1,
    schedule: false,
    supervise: false,
  })
  const failures: Error[] = []
  boss.on('error', (error) => failures.push(error))
  await boss.start()
  try {
    await boss.createQueue(SCHEDULES_QUEUE)
    for (const name of QUEUES) await boss.createQueue(name, { name, policy: 'short' })
  } finally {
    await boss.stop({ graceful: false })
  }
  await owner.query(`
    grant usage on schema ${QUEUE_SCHEMA} to ${appRole};
    grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${appRole}`)
  if (failures[0]) throw failures[0]
}
