import { stopwatch } from '../../clock/stopwatch.ts'
import type { Pool, PoolClient } from '../../database/connect.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** Long work that somebody asked for. */
export type RunKind = 'verification' | 'settlement'

/** Under way; finished; or cut off, because the process that did it is gone. */
export type RunState = 'running' | 'done' | 'cut'

export interface Run {
  readonly id: number
  readonly kind: RunKind
  readonly state: RunState
  readonly askedBy: string
  readonly startedAt: Instant
  /** Counts of what is done so far; null before the first. */
  readonly progress: Readonly<Record<string, number>> | null
  readonly finishedAt: Instant | null
  /** What came of it; `{ failed }` where it broke. */
  readonly result: Readonly<Record<string, unknown>> | null
}

/** The first half of the advisory lock that whoever works at a run holds; the second is its id. */
const RUN_LOCK = 7_252_010

const COLUMNS = `id, kind, asked_by as "askedBy", started_at as "startedAt", progress,
  finished_at as "finishedAt", result,
  case when finished_at is not null then 'done'
    when progress is null or exists (select from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())
      and classid = ${RUN_LOCK} and objid = run.id) then 'running'
    else 'cut' end as state`

/** Runs of one kind, or of all, newest first, from before `before`. */
export async function listRuns(
  engine: Engine,
  kind: RunKind | undefined,
  before: number,
  limit: number,
): Promise<Run[]> {
  const { rows } = await engine.pool.query<Run>(
    `select ${COLUMNS} from run where ($1::text is null or kind = $1) and id < $2
      order by id desc limit $3`,
    [kind ?? null, before, limit],
  )
  return rows
}

export async function readRun(engine: Engine, id: number): Promise<Run | undefined> {
  const { rows } = await engine.pool.query<Run>(`select ${COLUMNS} from run where id = $1`, [id])
  return rows[0]
}

/** The newest run of a kind that came to an end as it should, if there is one. */
export async function lastDone(engine: Engine, kind: RunKind): Promise<Run | undefined> {
  const { rows } = await engine.pool.query<Run>(
    `select ${COLUMNS} from run
      where kind = $1 and finished_at is not null and result -> 'failed' is null
      order by id desc limit 1`,
    [kind],
  )
  return rows[0]
}

/** Writes down that a run was asked for, in the transaction of the asking. Returns its id. */
export async function beginRun(
  sql: PoolClient,
  kind: RunKind,
  askedBy: string,
  now: Instant,
): Promise<number> {
  const { rows } = await sql.query<{ id: number }>(
    `insert into run (kind, asked_by, started_at)
      values ($1, $2, to_timestamp($3::float8 / 1000)) returning id`,
    [kind, askedBy, now],
  )
  return rows[0]?.id ?? 0
}

/** Seconds between two notes of how far a run is. */
const NOTED_EVERY = 0.4

/**
 * Works at a run: notes its progress now and then, and what came of it. A run that breaks is noted
 * as failed, and throws; one that is killed is seen to be cut off, because its lock is gone.
 */
export async function workAtRun<Progress extends Readonly<Record<string, number>>, Result>(
  engine: Engine,
  id: number,
  work: (progress: (done: Progress) => void) => Promise<Result>,
): Promise<Result> {
  const { pool } = engine
  const worker = await pool.connect()
  try {
    await worker.query('select pg_advisory_lock($1, $2)', [RUN_LOCK, id])
    await note(pool, id, {})
    let since = stopwatch()
    const result = await work((done) => {
      if (since() < NOTED_EVERY) return
      since = stopwatch()
      // Progress that could not be noted is no reason to stop.
      note(pool, id, done).catch(() => {})
    })
    await finish(engine, id, result)
    return result
  } catch (error) {
    const failed = error instanceof Error ? error.name : 'Error'
    await finish(engine, id, { failed }).catch(() => {})
    throw error
  } finally {
    worker.release(true) // closing the session gives the lock back
  }
}

const note = (pool: Pool, id: number, progress: Readonly<Record<string, number>>) =>
  pool.query('update run set progress = $2 where id = $1 and finished_at is null', [
    id,
    JSON.stringify(progress),
  ])

const finish = ({ pool, clock }: Engine, id: number, result: unknown) =>
  pool.query(
    `update run set finished_at = to_timestamp($2::float8 / 1000), result = $3
      where id = $1 and finished_at is null`,
    [id, clock.now(), JSON.stringify(result)],
  )
