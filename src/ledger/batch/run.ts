import { type Pool, type PoolClient, sentTransaction } from '../../database/connect.ts'
import { timelineReader } from '../policies.ts'
import { type Answer, decideAll, type Pending } from './decide.ts'
import { load } from './load.ts'
import { Memory } from './memory.ts'
import { confirming } from './past.ts'
import type { Statement } from './statements.ts'
import type { Working } from './working.ts'
import { writing } from './write.ts'

/**
 * Carries out a batch in one transaction and answers each of its commands. A careful run relies on
 * nothing that is remembered. Throws when nothing of the batch has happened, or when that is not
 * known because the connection was lost.
 */
export type Run = (batch: readonly Pending[], isCareful: boolean) => Promise<readonly Answer[]>

/**
 * Batches on a database, with the memory that they share. A batch of which everything is remembered
 * waits for the database once: it is decided first, and goes out from begin to commit in one piece.
 */
export function runner(pool: Pool): Run {
  const memory = new Memory()
  const timeline = timelineReader()
  return async (batch, isCareful) => {
    const commands = batch.map(({ command }) => command)
    try {
      const { working, answers } = await sentTransaction(pool, async (sql) => {
        const { working, checked } = await load(
          sql,
          commands,
          timeline,
          isCareful ? undefined : memory,
        )
        const { answers, statements } = decided(batch, working, isCareful)
        const sent = Promise.all([checked, send(sql, statements)])
        return { result: { working, answers }, sent }
      })
      memory.keep(working)
      return answers
    } catch (error) {
      memory.forget(commands.map(({ buyer }) => buyer))
      throw error
    }
  }
}

/** The answers of a batch, and the statements that make them true. */
function decided(batch: readonly Pending[], working: Working, isCareful: boolean) {
  const all = decideAll(batch, working)
  const { answers } = all
  const unwritten = batch.flatMap(({ command }, index) =>
    'outcome' in (answers[index] as Answer) ? [] : command,
  )
  const confirmed = isCareful ? [] : confirming(unwritten, working)
  return { answers, statements: [...confirmed, ...writing(all, working)] }
}

const send = (sql: PoolClient, statements: readonly Statement[]) =>
  Promise.all(statements.map((statement) => sql.query(statement)))
