import { type Pool, type PoolClient, transaction } from '../../database/connect.ts'
import { timelineReader } from '../policies.ts'
import { type Answer, decideAll, type Pending } from './decide.ts'
import { load } from './load.ts'
import { Memory } from './memory.ts'
import { confirm } from './past.ts'
import type { Working } from './working.ts'
import { write } from './write.ts'

/**
 * Carries out a batch in one transaction and answers each of its commands. A careful run relies on
 * nothing that is remembered. Throws when nothing of the batch has happened, or when that is not
 * known because the connection was lost.
 */
export type Run = (batch: readonly Pending[], isCareful: boolean) => Promise<readonly Answer[]>

/** Batches on a database, with the memory that they share. */
export function runner(pool: Pool): Run {
  const memory = new Memory()
  const timeline = timelineReader()
  return async (batch, isCareful) => {
    const commands = batch.map(({ command }) => command)
    try {
      const [working, answers] = await transaction(pool, async (sql) => {
        const working = await load(sql, commands, timeline, isCareful ? undefined : memory)
        const { answers, written } = decideAndWrite(sql, batch, working, isCareful)
        await written
        return [working, answers] as const
      })
      memory.keep(working)
      return answers
    } catch (error) {
      memory.forget(commands.map(({ buyer }) => buyer))
      throw error
    }
  }
}

/** The answers of a batch, and a promise of what they stand for; it waits for nothing itself. */
function decideAndWrite(
  sql: PoolClient,
  batch: readonly Pending[],
  working: Working,
  isCareful: boolean,
) {
  const decided = decideAll(batch, working)
  const { answers } = decided
  const unwritten = batch.flatMap(({ command }, index) =>
    'outcome' in (answers[index] as Answer) ? [] : command,
  )
  const written = Promise.all([
    isCareful || confirm(sql, unwritten, working),
    write(sql, decided, working),
  ])
  return { answers, written }
}
