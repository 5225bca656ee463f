import type { InjectOptions } from 'fastify'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import { ManualClock } from '../../src/clock/clock.ts'
import { openListener } from '../../src/database/listen.ts'
import { type AppDeps, buildApp } from '../../src/http/app.ts'
import type { App } from '../../src/http/kit/app-type.ts'
import type { TabledRoute } from '../../src/http/kit/route-table.ts'
import { DEFAULT_LIMITS, type HttpSettings, type RateLimits } from '../../src/http/kit/settings.ts'
import type { Accepted } from '../../src/ledger/command.ts'
import { isRefusal, type Refusal } from '../../src/rules/refusal.ts'
import type { RoleAsk } from '../../src/usecases/auth/people.ts'
import type { Principal } from '../../src/usecases/auth/principal.ts'
import { SCOPES } from '../../src/usecases/auth/scopes.ts'
import { issueToken, type TokenAsk } from '../../src/usecases/auth/tokens.ts'
import type { Engine, Intent } from '../../src/usecases/engine.ts'
import { putListing } from '../../src/usecases/listings/change.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { putProduct } from '../../src/usecases/products/put.ts'
import { acceptAgreement } from '../../src/usecases/sellers/accept-agreement.ts'
import { registerSeller } from '../../src/usecases/sellers/register.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'
import { START, type TestEngine, testEngine } from '../kit/engine.ts'

/** Limits that no test meets by accident. */
export const UNLIMITED = Object.fromEntries(
  Object.keys(DEFAULT_LIMITS).map((name) => [name, 10_000_000]),
) as unknown as RateLimits

let keys = 0

/** A key nobody has used. */
export const newKey = (): string => `test-${++keys}`

const intent = (): Intent => ({ caller: 'test', key: newKey() })

/** The outcome of what must not be refused. */
export async function done<T extends object>(work: Promise<Refusal | Accepted<T>>): Promise<T> {
  const result = await work
  if (isRefusal(result)) throw new Error(`refused: ${JSON.stringify(result)}`)
  return (result as Accepted<T>).outcome
}

export interface TestApp {
  readonly app: Awaited<ReturnType<typeof buildApp>>
  readonly routes: readonly TabledRoute[]
  readonly db: TestDatabase
  readonly engine: TestEngine
  /** The machine's time, for sessions and tokens. */
  readonly machine: ManualClock
  readonly deps: AppDeps
  /** What the server logged. */
  readonly log: readonly string[]
}

/** An application with production's options on a database of its own, closed after the tests. */
export async function testApp(settings: Partial<HttpSettings> = {}): Promise<TestApp> {
  const db = await testDatabase()
  const engine = testEngine(db)
  const listener = await openListener(db.url)
  const machine = new ManualClock(START)
  const log: string[] = []
  const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(line) })
  const deps = { engine, listener, settings, machine, logger }
  const app = await buildApp(deps)
  await app.ready()
  afterAll(async () => {
    await app.close()
    await listener.close()
    await engine.close()
  })
  return { log, app, routes: app.routes, db, engine, machine, deps }
}

export interface Call {
  readonly token?: string
  readonly key?: string | null
  readonly headers?: Record<string, string>
}

/** Calls a route; a write has a fresh key unless told otherwise, null for none. */
export async function call(
  app: App,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: unknown,
  { token, key = newKey(), headers = {} }: Call = {},
) {
  const options: InjectOptions = {
    method,
    url,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(method === 'GET' || key === null ? {} : { 'idempotency-key': key }),
      ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: body as object }),
  }
  const response = await app.inject(options)
  const json = /json/.test(String(response.headers['content-type'])) ? response.json() : undefined
  return { status: response.statusCode, body: json, headers: response.headers, raw: response.body }
}

const ROOT = { id: 'test', person: 'test' } as Principal

/** A token for an app of somebody, good for everything unless told otherwise. */
export const tokenFor = async (
  engine: Engine,
  who: RoleAsk,
  more: Partial<TokenAsk> = {},
): Promise<string> => {
  const ask = { name: 'test', scopes: SCOPES, ...who, ...more }
  return String((await done(issueToken(engine, intent(), ROOT, ask))).secret)
}

export interface World extends TestApp {
  /** Tokens of an operator, two sellers and two buyers. */
  readonly tokens: Readonly<
    Record<'operator' | 'teaHouse' | 'bookHouse' | 'hanako' | 'taro', string>
  >
}

/**
 * Two sellers with a listing each, two buyers, and everybody's app: `tea-house` sells TEA at 1,000
 * yen, 340 shipping and 10 %; `book-house` sells BOOK at 2,000 yen and 5 %. hanako has 500 points.
 */
export async function testWorld(settings: Partial<HttpSettings> = {}): Promise<World> {
  const test = await testApp(settings)
  const { engine } = test
  for (const [reference, name] of [
    ['tea-house', '茶の家'],
    ['book-house', '本の家'],
  ] as const) {
    await done(registerSeller(engine, intent(), { reference, name, plan: 'professional' }))
    await done(acceptAgreement(engine, intent(), { seller: reference, version: 1, by: name }))
  }
  const offers = [
    {
      seller: 'tea-house',
      sku: 'TEA',
      asin: 'B07TEA0001',
      price: 1_000,
      shipping: 340,
      bps: 1_000,
    },
    { seller: 'book-house', sku: 'BOOK', asin: 'B07BOOK001', price: 2_000, shipping: 0, bps: 500 },
  ]
  for (const { asin, seller, sku, price, shipping, bps } of offers) {
    await done(putProduct(engine, intent(), { asin, titleJa: `商品${sku}` }))
    const points = { by: 'percentage', bps } as const
    const listing = { seller, sku, asin, price, shipping, points, source: 'manual' } as const
    await done(putListing(engine, intent(), listing))
  }
  await registerBuyers(engine, [{ reference: 'hanako' }, { reference: 'taro' }])
  await done(grantPoints(engine, intent(), { buyer: 'hanako', points: 500, reason: 'campaign' }))
  const tokens = {
    operator: await tokenFor(engine, { role: 'operator' }),
    teaHouse: await tokenFor(engine, { role: 'seller', seller: 'tea-house' }),
    bookHouse: await tokenFor(engine, { role: 'seller', seller: 'book-house' }),
    hanako: await tokenFor(engine, { role: 'buyer', buyer: 'hanako' }),
    taro: await tokenFor(engine, { role: 'buyer', buyer: 'taro' }),
  }
  return { ...test, tokens }
}
