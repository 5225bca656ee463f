import type { Locks } from '../../database/locks.ts'
import { numbers, texts } from '../../ledger/arrays.ts'
import { after, DAY, HOUR, type Instant, MINUTE } from '../../rules/time/instant.ts'
import { presentTime } from '../clock/open.ts'
import type { Engine } from '../engine.ts'
import type { Resource } from './destinations.ts'
import type { Outside } from './outside.ts'
import { type Attempt, send } from './send.ts'

/** After each attempt that failed, how long until the next; ms. After the last one it is dead. */
export const BACK_OFF = [
  ...[1_000, 5_000, 30_000, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR],
]
/** What could not be delivered for so long is dead at its next attempt, however few there were. */
const KEPT = 3 * DAY
/** A destination that gives no answer is left alone at most so long. */
const REST_MAX = HOUR
/** Deliveries taken at once, and threads of them at the same time. */
const BATCH = 200
const THREADS = 8

/** Destinations for which something is due, in no order. */
export async function dueDestinations(engine: Engine): Promise<readonly string[]> {
  const { rows } = await engine.pool.query<{ id: string }>({
    name: 'due-destinations',
    text: `select id from destination d where deleted_at is null and kind <> 'listener'
        and (rest_until is null or rest_until <= to_timestamp($1::float8 / 1000))
        and exists (select from delivery where destination_id = d.id and state = 'waiting'
          and due_at <= to_timestamp($1::float8 / 1000))`,
    values: [await presentTime(engine)],
  })
  return rows.map(({ id }) => id)
}

export interface Target {
  readonly resource: Resource
  readonly secret: string | null
  readonly failures: number
}

export interface Due {
  readonly id: number
  readonly notification: string
  readonly type: string
  readonly thread: string
  readonly body: string
  readonly attempts: number
  readonly createdAt: Instant
}

/**
 * Sends what is due for a destination until nothing is, or it gives no answer. The notifications of
 * a thread go out in order, one at a time: a later one waits until the one before it is delivered
 * or dead. One process at a time serves a destination. What was sent when a process was killed is
 * sent again, under the same id: at least once. Returns how many were delivered.
 */
export async function deliverTo(
  engine: Engine,
  locks: Locks,
  outside: Outside,
  destination: string,
): Promise<number> {
  const name = `delivery ${destination}`
  if (!(await locks.take(name))) return 0
  let delivered = 0
  try {
    for (;;) {
      const round = await deliverDue(engine, destination, ({ resource, secret }, due) =>
        send(outside, resource, secret, due),
      )
      delivered += round.delivered
      if (round.over) return delivered
    }
  } finally {
    await locks.give(name)
  }
}

/** Takes one notification to a destination. */
export type Give = (target: Target, due: Due) => Promise<Attempt>

/** Sends what is due for a destination now, each thread in order; the caller holds its lock. */
export async function deliverDue(engine: Engine, destination: string, give: Give) {
  const now = await presentTime(engine)
  const target = await targetOf(engine, destination, now)
  const due = target ? await dueOf(engine, destination, now) : []
  if (!target || due.length === 0) return { delivered: 0, over: true }
  const threads = [...Map.groupBy(due, ({ thread }) => thread).values()]
  const tries: { readonly of: Due; readonly attempt: Attempt }[] = []
  let down = false
  const lane = async () => {
    for (let thread = threads.shift(); thread && !down; thread = threads.shift()) {
      for (const of of thread) {
        const attempt = await give(target, of)
        tries.push({ of, attempt })
        if (attempt.down) down = true
        if (!attempt.delivered || down) break
      }
    }
  }
  await Promise.all(Array.from({ length: THREADS }, lane))
  // A pause begins when the attempt has ended, which without an answer is much later.
  const end = await presentTime(engine)
  const delivered = tries.filter(({ attempt }) => attempt.delivered)
  await noteDelivered(
    engine,
    delivered.map(({ of, attempt }) => ({ id: of.id, attempt })),
    end,
  )
  for (const { of, attempt } of tries)
    if (!attempt.delivered) await noteFailed(engine, of, attempt, end)
  await noteDestination(engine, destination, target.failures, down, end)
  return { delivered: delivered.length, over: down }
}

async function targetOf(engine: Engine, id: string, now: Instant): Promise<Target | undefined> {
  const { rows } = await engine.pool.query<Target>({
    name: 'delivery-target',
    text: `select resource, secret, failures from destination where id = $1 and deleted_at is null
      and (rest_until is null or rest_until <= to_timestamp($2::float8 / 1000))`,
    values: [id, now],
  })
  return rows[0]
}

/** What may be sent now: due, and nothing before it in its thread that is not due yet. */
async function dueOf(engine: Engine, id: string, now: Instant): Promise<readonly Due[]> {
  const { rows } = await engine.pool.query<Due>({
    name: 'deliveries-due',
    text: `select id, notification_id as notification, type, thread, body::text as body, attempts,
        created_at as "createdAt"
      from delivery d where destination_id = $1 and state = 'waiting'
        and due_at <= to_timestamp($2::float8 / 1000)
        and not exists (select from delivery e where e.destination_id = $1 and e.thread = d.thread
          and e.state = 'waiting' and e.id < d.id and e.due_at > to_timestamp($2::float8 / 1000))
      order by id limit ${BATCH}`,
    values: [id, now],
  })
  return rows
}

async function noteDelivered(
  { pool }: Engine,
  delivered: readonly { readonly id: number; readonly attempt: Attempt }[],
  now: Instant,
): Promise<void> {
  if (delivered.length === 0) return
  await pool.query({
    name: 'note-delivered',
    text: `update delivery d set state = 'delivered', attempts = attempts + 1, answer = n.answer,
        tried_at = to_timestamp($3::float8 / 1000)
      from unnest($1::bigint[], $2::text[]) as n (id, answer) where d.id = n.id`,
    values: [
      numbers(delivered.map(({ id }) => id)),
      texts(delivered.map(({ attempt }) => attempt.answer)),
      now,
    ],
  })
}

async function noteFailed({ pool }: Engine, of: Due, attempt: Attempt, now: Instant) {
  const pause = BACK_OFF[of.attempts]
  const dead = pause === undefined || now - of.createdAt > KEPT
  await pool.query({
    name: 'note-failed',
    text: `update delivery set state = $2, attempts = attempts + 1, answer = $3,
        tried_at = to_timestamp($4::float8 / 1000), due_at = to_timestamp($5::float8 / 1000)
      where id = $1 and state = 'waiting'`,
    values: [of.id, dead ? 'dead' : 'waiting', attempt.answer, now, after(now, pause ?? 0)],
  })
}

async function noteDestination(
  { pool }: Engine,
  id: string,
  failures: number,
  down: boolean,
  now: Instant,
): Promise<void> {
  if (!down && failures === 0) return
  const pause = Math.min(BACK_OFF[failures] ?? REST_MAX, REST_MAX)
  await pool.query({
    name: 'note-destination',
    text: `update destination set failures = $2, rest_until = to_timestamp($3::float8 / 1000)
      where id = $1`,
    values: [id, down ? failures + 1 : 0, down ? after(now, pause) : null],
  })
}
