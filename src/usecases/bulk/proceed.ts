import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import type { ImportState } from '../imports/state.ts'
import { wakeImports } from '../imports/wake.ts'
import { once } from '../once.ts'
import { type FindChange, keptChange } from './bulk-change.ts'

type Proceed = (
  engine: Engine,
  intent: Intent,
  ask: FindChange,
) => Promise<Refusal | Accepted<{ readonly id: number }>>

/**
 * What can be asked of a change over a filter. Refusals: `bulk_change_not_found`,
 * `bulk_change_not_ready`.
 */
const step =
  (kind: string, from: readonly ImportState[], to: ImportState): Proceed =>
  (engine, intent, ask) =>
    once(engine, intent, kind, ask, async ({ sql }) => {
      await sql.query('select from listing_import where id = $1 for no key update', [ask.id])
      const kept = await keptChange(sql, ask)
      if (kept.refused !== undefined) return kept
      if (!from.includes(kept.state)) return refuse('bulk_change_not_ready', { state: kept.state })
      await sql.query(
        'update listing_import set state = $2, attempts = 0, finished_at = null where id = $1',
        [kept.id, to],
      )
      await wakeImports(sql)
      return { id: kept.id }
    })

/** Ends it after the batch under way; what is done stays, and it can go on or be undone. */
export const stopChange = step('listings.change_stopped', ['applying'], 'stopping')

/** Goes on where it stopped, or where it failed. */
export const resumeChange = step('listings.change_resumed', ['stopped', 'failed'], 'applying')

/** Gives each listing back what it had before; those that changed since stay, and are named. */
export const undoChange = step(
  'listings.change_undone',
  ['applied', 'stopped', 'failed'],
  'rolling_back',
)
