import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import autocannon, { type Request } from 'autocannon'
import type { Load } from './load.ts'

const PROCESS = fileURLToPath(new URL('./server-process.ts', import.meta.url))

/** A server under load, in its own process; this one only asks. */
export interface HttpServer {
  /** Addresses of the application and of the bare handlers. */
  readonly market: string
  readonly bare: string
  /** Has it import an inventory. */
  readonly importInventory: (rows: number) => Promise<void>
  /** Has it produce the reports that wait. */
  readonly produceReports: () => Promise<void>
  /** Has it process the feeds that wait. */
  readonly processFeeds: () => Promise<void>
  /** Megabytes it took at its worst moment. */
  readonly peakMemory: () => Promise<number>
  readonly stop: () => Promise<void>
}

export async function startHttpServer(database: string): Promise<HttpServer> {
  const child = fork(PROCESS, {
    env: { ...process.env, BENCH_DATABASE: database },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const { market, bare } = await answerOf<{ market: string; bare: string }>(child)
  const ask = (what: object) => {
    child.send(what)
    return answerOf<{ peak: number }>(child)
  }
  return {
    market,
    bare,
    async importInventory(rows) {
      await ask({ import: rows })
    },
    async produceReports() {
      await ask({ reports: true })
    },
    async processFeeds() {
      await ask({ feeds: true })
    },
    peakMemory: async () => (await ask({ memory: true })).peak,
    async stop() {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${code}`)
  })
  ended.catch(() => {})
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [T]
  return answer
}

/** Requests as fast as they are answered; anything but success is an error. */
export async function hammer(
  url: string,
  seconds: number,
  requests: readonly Request[],
  connections = 64,
): Promise<Load> {
  let started = 0
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    idReplacement: true,
    requests: [...requests],
    // Each connection asks for a part of its own, so that they do not all ask for the same at once.
    // Given all, each would put all of them together first, and that counts as time of the server.
    setupClient(client) {
      const part = requests.filter((_, index) => index % connections === started % requests.length)
      started++
      client.setRequests(part)
    },
  })
  if (result.non2xx + result.errors > 0) {
    const codes = JSON.stringify(result.statusCodeStats)
    throw new Error(`${result.non2xx + result.errors} requests failed: ${codes}`)
  }
  const { p50, p99 } = result.latency
  return { rate: result['2xx'] / result.duration, p50, p99 }
}
