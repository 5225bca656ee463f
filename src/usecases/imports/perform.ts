import type { Sql } from '../../database/connect.ts'
import { exclusively } from '../../database/exclusively.ts'
import { problemOf } from '../../database/problems.ts'
import { applyChange } from '../bulk/apply.ts'
import type { Engine } from '../engine.ts'
import { applyRows, applyWhole } from './apply.ts'
import { checkImport } from './check.ts'
import { type KeptImport, readImport } from './import.ts'
import { rollBackRows } from './roll-back.ts'
import type { ImportState } from './state.ts'

/** Advisory locks from here on: who holds the one of a file works on it. */
const LOCKS = 7_252_000_000_000

/** Files under way at the same time in one process. */
const AT_ONCE = 2

/** Attempts that may fail of themselves before a file is given up. */
const ATTEMPTS_MAX = 3

/**
 * Does what there is to do for uploaded files, oldest first, until nothing is left that nobody else
 * is at. Whatever is killed on the way goes on after the last batch that it recorded.
 */
export async function performImports(engine: Engine): Promise<void> {
  const looked = new Set<string>()
  const next = async (): Promise<void> => {
    for (;;) {
      const { rows } = await engine.pool.query<{ id: number; state: ImportState }>(
        `select id, state from listing_import
          where state in ('checking', 'applying', 'stopping', 'rolling_back') order by id`,
      )
      const due = rows.find(({ id, state }) => !looked.has(`${id} ${state}`))
      if (!due) return
      looked.add(`${due.id} ${due.state}`)
      await exclusively(engine.pool, LOCKS + due.id, () => perform(engine, due.id))
    }
  }
  const done = await Promise.allSettled(Array.from({ length: AT_ONCE }, next))
  const failed = done.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
}

async function perform(engine: Engine, id: number): Promise<void> {
  const kept = await readImport(engine.pool, id)
  if (!kept) return
  try {
    await STEPS[kept.state]?.(engine, kept)
  } catch (error) {
    // A database that is away comes back; what fails for any other reason fails again.
    if (!problemOf(error)) await countAttempt(engine, kept)
    throw error
  }
}

const STEPS: Partial<Record<ImportState, (engine: Engine, kept: KeptImport) => Promise<void>>> = {
  async checking(engine, kept) {
    await checkImport(engine, kept)
    await move(engine, engine.pool, kept, 'checked')
  },
  async applying(engine, kept) {
    const { change } = kept
    if (change) return applyChange(engine, { ...kept, change })
    if (!kept.whole) {
      await applyRows(engine, kept)
      return move(engine, engine.pool, kept, 'applied')
    }
    const finish = (sql: Sql) => move(engine, sql, kept, 'applied')
    if (!(await applyWhole(engine, kept, finish))) await backToChecked(engine, kept)
  },
  stopping: (engine, kept) => move(engine, engine.pool, kept, 'stopped'),
  async rolling_back(engine, kept) {
    await rollBackRows(engine, kept)
    await move(engine, engine.pool, kept, 'rolled_back')
  },
}

async function move(engine: Engine, sql: Sql, { id }: KeptImport, to: ImportState): Promise<void> {
  await sql.query(
    `update listing_import set state = $2, attempts = 0,
        finished_at = to_timestamp($3::float8 / 1000) where id = $1`,
    [id, to, engine.clock.now()],
  )
}

/** What was refused when it was applied is now what the check says. */
async function backToChecked(engine: Engine, kept: KeptImport): Promise<void> {
  await engine.pool.query(
    `with checked as (delete from import_batch where import_id = $1 and phase = 'check')
      update listing_import set state = 'checked' where id = $1`,
    [kept.id],
  )
  await engine.pool.query(`update import_batch set phase = 'check' where import_id = $1`, [kept.id])
}

async function countAttempt(engine: Engine, { id }: KeptImport): Promise<void> {
  await engine.pool.query(
    `update listing_import set attempts = attempts + 1,
        state = case when attempts + 1 >= $2 then 'failed'::import_state else state end
      where id = $1`,
    [id, ATTEMPTS_MAX],
  )
}
