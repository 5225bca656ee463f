import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** One write that an operator attempted. */
export interface OperatorAction {
  readonly caller: string
  /** The route, such as `POST /v1/policies`. */
  readonly action: string
  readonly target: object
  /** What was asked, without secrets. */
  readonly asked: unknown
  readonly key: string | null
  readonly status: number
  /** The code of the refusal, if it was refused. */
  readonly code: string | null
}

/** Appends to the audit log. `at` is the machine's own time, which no operator can set. */
export async function recordAction(
  engine: Engine,
  action: OperatorAction,
  at: Instant,
): Promise<void> {
  await engine.pool.query({
    name: 'record-action',
    text: `insert into operator_action (at, caller, action, target, asked, key, status, code)
      values (to_timestamp($1::float8 / 1000), $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      ...[at, action.caller, action.action, JSON.stringify(action.target)],
      ...[action.asked === undefined ? null : JSON.stringify(action.asked), action.key],
      ...[action.status, action.code],
    ],
  })
}

export interface LoggedAction extends OperatorAction {
  readonly id: number
  readonly at: Instant
}

/** The audit log, newest first, from before `before`; of one caller where one is named. */
export async function listActions(
  engine: Engine,
  caller: string | undefined,
  before: number,
  limit: number,
): Promise<LoggedAction[]> {
  const { rows } = await engine.pool.query<LoggedAction>(
    `select * from operator_action where ($1::text is null or caller = $1) and id < $2
      order by id desc limit $3`,
    [caller ?? null, before, limit],
  )
  return rows
}
