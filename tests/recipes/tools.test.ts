import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { ManualClock } from '../../src/clock/clock.ts'
import { SandboxClock } from '../../src/clock/sandbox.ts'
import { connect } from '../../src/database/connect.ts'
import { buildApp } from '../../src/http/app.ts'
import { buildEngine, type Engine } from '../../src/usecases/engine.ts'
import { processFeeds } from '../../src/usecases/feeds/work.ts'
import { produceReports } from '../../src/usecases/reports/produce.ts'
import { newKey } from '../http/kit.ts'
import { START } from '../kit/engine.ts'
import { delivered, HERE, receiver } from '../notifications/kit.ts'
import { type ToolWorld, toolWorld } from '../spapi/kit.ts'

/**
 * Every page for makers of sellers' tools is a conversation: each `http` block is sent, and the
 * `json` or `text` block below it must be in its answer; a `notification` must have arrived at
 * `$hook` since. `$name` stands for what was there first, and for the same from then on.
 */
const FOLDER = new URL('../../docs/recipes/tools/', import.meta.url)
const pages = readdirSync(FOLDER).filter((name) => name !== 'README.md')

const closing: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closing) await close()
})

interface Place {
  readonly world: ToolWorld
  readonly engine: Engine
  readonly app: Awaited<ReturnType<typeof buildApp>>
}

/** A market whose clock can be advanced, as a sandbox's can. */
async function sandbox(): Promise<Place> {
  const world = await toolWorld({ reach: HERE.reach })
  const lanes = connect(world.db.url, { name: 'lanes', max: 4, pipeline: true })
  await world.db.pool.query('insert into sandbox_clock (ahead_ms) values (0)')
  const clock = new SandboxClock(0, new ManualClock(START))
  const engine = buildEngine(world.db.pool, lanes, clock)
  const app = await buildApp({ ...world.deps, engine })
  closing.push(() => app.close())
  closing.push(() => lanes.end())
  return { world, engine, app }
}

const EXCHANGE = /```http\n(?<request>.*?)\n```(?:\n```(?<kind>json|text)\n(?<answer>.*?)\n```)?/s
const NOTIFICATION = /```notification\n(?<told>.*?)\n```/s
const BLOCKS = new RegExp(`${EXCHANGE.source}|${NOTIFICATION.source}`, 'gs')

test.each(pages)('%s: every exchange is as it stands there', { timeout: 120_000 }, async (page) => {
  const place = await sandbox()
  const text = readFileSync(new URL(page, FOLDER), 'utf8')
  const hook = await receiver()
  const known = new Map([['$hook', hook.url]])
  const exchanges = [...text.matchAll(BLOCKS)].map(({ groups }) => groups ?? {})
  expect(exchanges.length).toBeGreaterThan(5)
  for (const { request = '', kind, answer, told } of exchanges) {
    if (told !== undefined) {
      const { body } = hook.received.shift() ?? { body: 'null' }
      holds(JSON.parse(body), JSON.parse(told), known, `${page}: at the hook ${body}`)
      continue
    }
    const asked = filled(request, known)
    const { status, body } = await send(place, asked)
    const at = `${page}: ${asked.split('\n')[0]} answered ${status} ${body.slice(0, 1_000)}`
    if (kind === 'text') expect(body, at).toContain(filled(answer ?? '', known))
    else if (answer === undefined) expect(status, at).toBeLessThan(300)
    else holds(JSON.parse(body), JSON.parse(answer), known, at)
    // What workers do by themselves.
    await delivered(place.world.db, place.engine)
    await processFeeds(place.engine)
    await produceReports(place.engine, place.engine.clock.now())
  }
  expect(hook.received, `${page} is silent about notifications`).toEqual([])
})

const filled = (text: string, known: ReadonlyMap<string, string>): string =>
  text.replace(/\$(\w+)/g, (name) => known.get(name) ?? name)

/** Whose a request to our own API is: a seller's where it subscribes, else the operator's. */
const tokenAt = ({ tokens }: ToolWorld, path: string): string =>
  /^\/v1\/(destinations|subscriptions)/.test(path) ? tokens.teaHouse : tokens.operator

async function send({ world, app }: Place, request: string) {
  const [line = '', ...rest] = request.split('\n')
  const [method = '', address = ''] = line.split(' ')
  const path = address.replace(/^https?:\/\/[^/]+/, '')
  const payload = rest.join('\n')
  const headers = path.startsWith('/v1/')
    ? { authorization: `Bearer ${tokenAt(world, path)}`, 'idempotency-key': newKey() }
    : path.startsWith('/documents/')
      ? {}
      : { 'x-amz-access-token': world.token }
  const type = path.startsWith('/documents/') ? 'text/plain' : 'application/json'
  const answer = await app.inject({
    method: method as 'GET',
    url: path,
    headers: { ...headers, ...(payload === '' ? {} : { 'content-type': type }) },
    ...(payload === '' ? {} : { payload }),
  })
  return { status: answer.statusCode, body: answer.body }
}

/** Whether a part of an answer is in it; lists as long as they stand there. */
function holds(found: unknown, part: unknown, known: Map<string, string>, at: string): void {
  if (typeof part === 'string' && /^\$\w+$/.test(part)) {
    const before = known.get(part)
    if (before === undefined) known.set(part, String(found))
    else expect(found, at).toBe(before)
  } else if (Array.isArray(part)) {
    expect(Array.isArray(found) && found.length, at).toBe(part.length)
    for (const [index, one] of part.entries()) {
      holds((found as unknown[])[index], one, known, at)
    }
  } else if (typeof part === 'object' && part !== null) {
    expect(typeof found === 'object' && found !== null, at).toBe(true)
    for (const [name, one] of Object.entries(part)) {
      holds((found as Record<string, unknown>)[name], one, known, at)
    }
  } else expect(found, at).toEqual(part)
}
