import type pg from 'pg'
import { newKey } from '../ids/ids.ts'

/** All listeners hear of a roll call here; each answers on the channel of who called. */
const ROLL_CALL = 'roll_call'
const channelOf = (pid: number | string) => `present_${pid}`

/** How long an answer may take, in ms. */
const PATIENCE = 1_000

/** Those who have to answer are known by this name; they have the same role and database. */
export const LISTENER = 'tamaru listen'

/** Calls the roll, and says who has to answer. */
const CALL = `
  select array(
    select pid from pg_stat_activity where application_name = $3 and datname = current_database()
  ) as pids, pg_notify($1, $2)`

/** The number of a connection's process on the server. */
const pidOf = (client: pg.Client): number =>
  (client as unknown as { readonly processID: number }).processID

/** What a connection has to listen to, so that it can answer and be answered. */
export const hearRollCalls = (client: pg.Client): Promise<unknown> =>
  client.query(`listen ${ROLL_CALL}; listen ${channelOf(pidOf(client))}`)

type Ask = <Row extends pg.QueryResultRow>(
  text: string,
  values: readonly unknown[],
) => Promise<pg.QueryResult<Row>>

/** The roll as one listener calls and answers it, over its present connection. */
export function rollCalls(ask: Ask, present: () => pg.Client) {
  const answers = new Map<string, (pid: number) => void>()
  return {
    /** Whether a notification was part of a roll call, and so is no one else's. */
    hear(channel: string, payload: string): boolean {
      const pid = pidOf(present())
      const [first = '', second = ''] = payload.split(' ')
      if (channel === ROLL_CALL) {
        ask('select pg_notify($1, $2)', [channelOf(first), `${second} ${pid}`]).catch(() => {})
      } else if (channel === channelOf(pid)) answers.get(first)?.(Number(second))
      else return false
      return true
    },
    /** Whether everybody has answered, at most `PATIENCE` later. */
    async call(): Promise<boolean> {
      const id = newKey()
      const ended = Promise.withResolvers<boolean>()
      const heard = new Set<number>()
      let expected: readonly number[] | undefined
      const count = () => {
        if (expected?.every((pid) => heard.has(pid))) ended.resolve(true)
      }
      answers.set(id, (pid) => {
        heard.add(pid)
        count()
      })
      const timer = setTimeout(() => ended.resolve(false), PATIENCE)
      ask<{ pids: number[] }>(CALL, [ROLL_CALL, `${pidOf(present())} ${id}`, LISTENER]).then(
        ({ rows }) => {
          expected = rows[0]?.pids
          count()
        },
        () => ended.resolve(false),
      )
      try {
        return await ended.promise
      } finally {
        clearTimeout(timer)
        answers.delete(id)
      }
    },
  }
}
