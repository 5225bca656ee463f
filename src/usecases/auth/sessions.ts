import { newSecret } from '../../ids/ids.ts'
import { after, HOUR, type Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { isPassword } from './passwords.ts'
import { digestOfSecret } from './secrets.ts'

/** How long a session lasts, whatever happens in it. */
const SESSION_HOURS = 12

export interface Login {
  /** Goes into the cookie and nowhere else. */
  readonly secret: string
  readonly expiresAt: Instant
}

/**
 * Opens a session for a login and its password. `now` is the machine's own time: a sandbox clock
 * that jumps must not log people out. Undefined for an unknown login, a wrong
 * password and a banned person.
 */
export async function logIn(
  engine: Engine,
  login: string,
  password: string,
  now: Instant,
): Promise<Login | undefined> {
  const { rows } = await engine.pool.query<{ id: number; password: string }>(
    'select id, password from person where login = $1 and disabled_at is null',
    [login.toLowerCase()],
  )
  const person = rows[0]
  if (!(await isPassword(person?.password, password)) || !person) return undefined
  const secret = newSecret()
  const expiresAt = after(now, SESSION_HOURS * HOUR)
  await engine.pool.query(
    `with old as (delete from session where person_id = $2 and expires_at <= to_timestamp($3))
      insert into session (digest, person_id, created_at, expires_at)
        values (decode($1, 'hex'), $2, to_timestamp($3), to_timestamp($4))`,
    [digestOfSecret(secret), person.id, now / 1_000, expiresAt / 1_000],
  )
  return { secret, expiresAt }
}

/** Ends a session. Ending one that is over is no error. */
export async function logOut(engine: Engine, secret: string): Promise<void> {
  await engine.pool.query(`delete from session where digest = decode($1, 'hex')`, [
    digestOfSecret(secret),
  ])
}
