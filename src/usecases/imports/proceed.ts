import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { readSums } from './batches.ts'
import { type FindImport, type KeptImport, keptImport } from './import.ts'
import { type ImportState, phaseOf } from './state.ts'
import { wakeImports } from './wake.ts'

/**
 * Has a checked file applied.
 * Refusals: `import_not_found`, `import_not_ready`, `import_has_refused_rows` (of one that is all
 * or nothing).
 */
export const applyImport = (engine: Engine, intent: Intent, ask: FindImport) =>
  proceed(engine, intent, 'import.applied', ask, 'checked', 'applying')

/**
 * Has an applied file undone: each listing gets back what it had before, new ones are stopped.
 * Refusals: `import_not_found`, `import_not_ready`.
 */
export const rollBackImport = (engine: Engine, intent: Intent, ask: FindImport) =>
  proceed(engine, intent, 'import.rolled_back', ask, 'applied', 'rolling_back')

const proceed = (
  engine: Engine,
  intent: Intent,
  kind: string,
  ask: FindImport,
  from: ImportState,
  to: ImportState,
): Promise<Refusal | Accepted<{ readonly id: number }>> =>
  once(engine, intent, kind, ask, async ({ sql }) => {
    const locked = await sql.query('select from listing_import where id = $1 for update', [ask.id])
    if (locked.rowCount === 0) return refuse('import_not_found')
    const kept: Refusal | (KeptImport & { refused?: never }) = await keptImport(sql, ask)
    if (kept.refused !== undefined) return kept
    if (kept.state !== from) return refuse('import_not_ready', { state: kept.state })
    if (to === 'applying' && kept.whole) {
      const { counts } = await readSums(sql, kept.id, phaseOf(kept.state))
      if (counts.refused > 0) return refuse('import_has_refused_rows', { refused: counts.refused })
    }
    await sql.query(
      'update listing_import set state = $2, attempts = 0, finished_at = null where id = $1',
      [kept.id, to],
    )
    await wakeImports(sql)
    return { id: kept.id }
  })
