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

/** Which actions are looked for; every condition given must hold. */
export interface ActionSearch {
  readonly caller?: string
  /** What the route contains, such as `policies`. */
  readonly action?: string
  /** What the target's values or the body contain, such as a buyer's reference. */
  readonly about?: string
  readonly outcome?: 'done' | 'refused'
  readonly from?: Instant
  readonly until?: Instant
}

/** The audit log, newest first, from before `before`. */
export async function listActions(
  engine: Engine,
  { caller, action, about, outcome, from, until }: ActionSearch,
  before: number,
  limit: number,
): Promise<LoggedAction[]> {
  const { rows } = await engine.pool.query<LoggedAction>(
    `select * from operator_action where ($1::text is null or caller = $1) and id < $2
        and ($4::text is null or position(lower($4) in lower(action)) > 0)
        and ($5::text is null or position($5 in target::text) > 0
          or position($5 in coalesce(asked::text, '')) > 0)
        and ($6::text is null or (code is null) = ($6 = 'done'))
        and ($7::float8 is null or at >= to_timestamp($7 / 1000))
        and ($8::float8 is null or at < to_timestamp($8 / 1000))
      order by id desc limit $3`,
    [
      ...[caller ?? null, before, limit, action ?? null, about ?? null],
      ...[outcome ?? null, from ?? null, until ?? null],
    ],
  )
  return rows
}
