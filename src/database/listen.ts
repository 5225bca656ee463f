import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { problemOf } from './problems.ts'
import { hearRollCalls, LISTENER, rollCalls } from './roll-call.ts'

/** Told of notifications on channels, whatever happens to the connection in between. */
export interface Listener {
  /**
   * Calls `handler` with each notification on the channel, and once with an empty one after each
   * reconnection, for those that may have been missed.
   */
  on(channel: string, handler: (message: string) => void): Promise<void>
  /**
   * Returns once every process that listens on this database has called its handlers for all that
   * was notified before. False when that is not known within a second: somebody did not answer.
   */
  heardByAll(): Promise<boolean>
  /** Whether notifications arrive; what is remembered because of them is stale while not. */
  readonly connected: boolean
  close(): Promise<void>
}

/** How often a silent connection is proven to be alive, and how long it may take to answer; ms. */
const HEARTBEAT = 10_000
const PATIENCE = 5_000
const RETRY_MAX = 5_000

/** Opens one connection for `listen`. Rejects when the first connection fails; later it retries. */
export async function openListener(url: string): Promise<Listener> {
  const handlers = new Map<string, ((message: string) => void)[]>()
  let client = await connected(url)
  let closed = false
  let reconnecting: Promise<void> | undefined
  const ask = inTurn(() => client)
  const roll = rollCalls(ask, () => client)

  const call = (channel: string, message = '') => {
    for (const handler of handlers.get(channel) ?? []) handler(message)
  }
  const watch = () => {
    const watched = client
    watched.on('notification', ({ channel, payload = '' }) => {
      if (!roll.hear(channel, payload)) call(channel, payload)
    })
    watched.on('error', () => lose(watched))
    watched.on('end', () => lose(watched))
  }
  const lose = (lost: pg.Client) => {
    if (lost !== client || closed) return
    lost.end().catch(() => {})
    reconnecting ??= reconnect().finally(() => {
      reconnecting = undefined
    })
  }
  const reconnect = async () => {
    for (let pause = 50; !closed; pause = Math.min(pause * 2, RETRY_MAX)) {
      try {
        client = await connected(url)
        watch()
        for (const channel of handlers.keys()) await client.query(`listen ${channel}`)
        for (const channel of handlers.keys()) call(channel)
        return
      } catch {
        client.end().catch(() => {})
        await sleep(pause, undefined, { ref: false })
      }
    }
  }

  watch()
  const heartbeat = setInterval(() => {
    const checked = client
    if (!reconnecting) ask('select 1').catch(() => lose(checked))
  }, HEARTBEAT)
  heartbeat.unref()

  return {
    get connected() {
      return !closed && reconnecting === undefined
    },
    async on(channel, handler) {
      handlers.set(channel, [...(handlers.get(channel) ?? []), handler])
      await reconnecting
      for (let asked = client; await wasLost(ask(`listen ${channel}`)); asked = client) {
        if (closed) return
        lose(asked) // it may not know yet; the next one listens here, too
        await reconnecting
      }
    },
    heardByAll: () => roll.call(),
    async close() {
      closed = true
      clearInterval(heartbeat)
      await reconnecting
      await client.end().catch(() => {})
    },
  }
}

/** Statements one at a time, as a connection takes them, each on the connection of its moment. */
function inTurn(present: () => pg.Client) {
  let asked: Promise<unknown> = Promise.resolve()
  return <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) => {
    const client = present()
    const answer = asked.then(() => client.query<Row>(text, [...values]))
    asked = answer.catch(() => {})
    return answer
  }
}

/** Whether a statement was lost with its connection. Throws what it did wrong itself. */
async function wasLost(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer
    return false
  } catch (error) {
    if (!problemOf(error)) throw error
    return true
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: LISTENER,
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
    keepAlive: true,
  })
  // A connection that breaks is replaced; unheard, the event would end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await hearRollCalls(client)
  } catch (error) {
    client.end().catch(() => {})
    throw error
  }
  return client
}
