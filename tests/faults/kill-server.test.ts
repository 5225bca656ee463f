import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { verify } from '../../src/ledger/verify/verify.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { testWorld } from '../http/kit.ts'
import { count, patience } from '../kit/counts.ts'

const KILLS = count(8, 200)
const CLIENTS = 8

const { db, engine, tokens } = await testWorld()

/** Starts the program; it says where it listens. */
async function serve() {
  const script = path.join(import.meta.dirname, 'serving.ts')
  const child = spawn(process.execPath, [script, db.url], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  const [url] = await once(createInterface(child.stdout), 'line')
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  return { url: String(url), kill }
}

test(
  `R2: the server killed ${KILLS} times under ${CLIENTS} clients: every effect exactly once`,
  async () => {
    let server = await serve()
    let goesOn = true
    const answers = new Map<string, string>()

    /** Asks the same under the same key until somebody answers. */
    const insist = async (key: string, url: string, body: object): Promise<{ order: string }> => {
      for (;;) {
        const response = await fetch(server.url + url, {
          method: 'POST',
          headers: {
            ...{ authorization: `Bearer ${tokens.operator}`, 'idempotency-key': key },
            'content-type': 'application/json',
          },
          body: JSON.stringify(body),
        }).catch(() => undefined)
        const text = await response?.text().catch(() => undefined)
        if (response === undefined || text === undefined || response.status === 503) {
          await sleep(20)
          continue
        }
        expect({ key, status: response.status, text }).toMatchObject({ status: 201 })
        answers.set(key, text)
        return JSON.parse(text)
      }
    }
    const client = async (index: number) => {
      for (let round = 0; goesOn; round++) {
        const key = `c${index}-${round}`
        const lines = [{ seller: 'tea-house', sku: 'TEA', quantity: 1 }]
        const order = { buyer: index % 2 ? 'hanako' : 'taro', payment: 'prepaid', lines }
        const placed = await insist(`${key}-place`, '/v1/orders', order)
        await insist(`${key}-ship`, `/v1/orders/${placed.order}/shipments`, {})
      }
    }
    const clients = Array.from({ length: CLIENTS }, (_, index) => client(index))
    for (let kill = 0; kill < KILLS; kill++) {
      const before = answers.size
      while (answers.size < before + 20) await sleep(10)
      await server.kill()
      server = await serve()
    }
    goesOn = false
    await Promise.all(clients)
    await server.kill()
    // What the killed server's relay had taken is free once PostgreSQL has noticed.
    const waiting = async () => {
      await relayAll(engine)
      const { rows } = await db.pool.query<{ n: number }>('select count(*) as n from outbox')
      return rows[0]?.n
    }
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0)

    const { rows } = await db.pool.query<{ n: number; events: number; placed: number }>(
      `select (select count(*) from journal where key ~ '^c\\d+-\\d+-(place|ship)$') as n,
        (select count(*) from orders) as placed,
        (select count(*) from event where type in ('order.placed', 'order.shipped')) as events`,
    )
    const [found] = rows
    expect(found).toEqual({ n: answers.size, placed: answers.size / 2, events: answers.size })
    expect(answers.size).toBeGreaterThan(20 * KILLS)
    expect(await verify(db.pool)).toMatchObject({ ok: true })
  },
  patience(240_000),
)
