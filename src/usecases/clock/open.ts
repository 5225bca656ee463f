import { type Clock, systemClock } from '../../clock/clock.ts'
import { SandboxClock } from '../../clock/sandbox.ts'
import type { Pool, Sql } from '../../database/connect.ts'
import type { Listener } from '../../database/listen.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** Notified when the sandbox's clock has been moved. */
export const CLOCK_CHANNEL = 'tamaru_clock'

/** Whether time can be moved here: `sandbox` yes, `production` never. */
export type Mode = 'sandbox' | 'production'

/** The database belongs to a sandbox, so its ledger may be ahead of the real time. */
export class SandboxInProduction extends Error {
  constructor() {
    super('this database has an adjustable clock: it is a sandbox; start with another database')
  }
}

/**
 * The one clock of this process. In production it is the machine's, and a database that ever was
 * a sandbox is refused with `SandboxInProduction`. In a sandbox it follows the amount kept in the
 * database: whoever advances it, every process knows at once.
 */
export async function openClock(pool: Pool, listener: Listener, mode: Mode): Promise<Clock> {
  if (mode === 'production') {
    if ((await readAhead(pool)) !== undefined) throw new SandboxInProduction()
    return systemClock
  }
  await pool.query('insert into sandbox_clock (ahead_ms) values (0) on conflict do nothing')
  const clock = new SandboxClock((await readAhead(pool)) ?? 0)
  await followClock(pool, listener, clock)
  return clock
}

/** Keeps a sandbox clock in step with the database for as long as the listener lives. */
export async function followClock(
  pool: Pool,
  listener: Listener,
  clock: SandboxClock,
): Promise<void> {
  // A look that fails because the database is away is repeated when the listener is back.
  await listener.on(CLOCK_CHANNEL, () => void lookUp(pool, clock).catch(() => {}))
  await lookUp(pool, clock)
}

/** What time it is by the database's own word, for work that a notification has overtaken. */
export async function presentTime({ pool, clock }: Engine): Promise<Instant> {
  if (clock instanceof SandboxClock) await lookUp(pool, clock)
  return clock.now()
}

async function lookUp(pool: Pool, clock: SandboxClock): Promise<void> {
  const ahead = await readAhead(pool)
  if (ahead !== undefined) clock.shift(ahead)
}

/** How far ahead the sandbox's clock is, in ms; undefined where there is no sandbox. */
async function readAhead(sql: Sql): Promise<number | undefined> {
  const { rows } = await sql.query<{ ahead_ms: number }>('select ahead_ms from sandbox_clock')
  return rows[0]?.ahead_ms
}

/**
 * Moves the sandbox's clock to a moment, for every process on the database; a moment that has
 * passed leaves it where it is.
 */
export async function moveClock(pool: Pool, clock: SandboxClock, to: Instant): Promise<void> {
  const { rows } = await pool.query<{ ahead_ms: number }>(
    `with moved as (
        insert into sandbox_clock (ahead_ms) values ($1)
        on conflict (singleton) do update
          set ahead_ms = greatest(sandbox_clock.ahead_ms, excluded.ahead_ms)
        returning ahead_ms)
      select ahead_ms, pg_notify('${CLOCK_CHANNEL}', '') from moved`,
    [clock.aheadFor(to)],
  )
  if (rows[0]) clock.shift(rows[0].ahead_ms)
}
