import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { ManualClock } from '../../src/clock/clock.ts'
import { SandboxClock } from '../../src/clock/sandbox.ts'
import { connect } from '../../src/database/connect.ts'
import type { Accepted } from '../../src/ledger/command.ts'
import type { LineTerms } from '../../src/rules/orders/order.ts'
import type { TermsChange } from '../../src/rules/policy/terms.ts'
import { isRefusal, type Refusal } from '../../src/rules/refusal.ts'
import type { Instant } from '../../src/rules/time/instant.ts'
import { buildEngine, type Engine } from '../../src/usecases/engine.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { announcePolicy } from '../../src/usecases/policy/announce.ts'
import type { TestDatabase } from '../kit/database.ts'
import { START, terms } from '../kit/engine.ts'

export interface SandboxEngine extends Engine {
  readonly clock: SandboxClock
  /** What the sandbox's clock is ahead of; it stands still. */
  readonly machine: ManualClock
  readonly close: () => Promise<void>
}

/** An engine whose clock only moves when it is advanced. */
export function sandboxEngine(db: TestDatabase, start = START): SandboxEngine {
  const machine = new ManualClock(start)
  const clock = new SandboxClock(0, machine)
  const commandPool = connect(db.url, { name: 'lanes', max: 4, pipeline: true })
  const engine = buildEngine(db.pool, commandPool, clock)
  return { ...engine, clock, machine, close: () => commandPool.end() }
}

const keys = new WeakMap<Engine, number>()

/** Who asks, under a key that was not used before with this engine. */
export function as(engine: Engine) {
  const n = (keys.get(engine) ?? 0) + 1
  keys.set(engine, n)
  return { caller: 'test', key: `k${n}` }
}

/** The outcome of what must not be refused. */
export async function done<T extends object>(
  answer: Promise<Refusal | Accepted<T> | T>,
): Promise<T> {
  const value = await answer
  if (isRefusal(value)) throw new Error(`${value.refused} ${JSON.stringify(value.facts)}`)
  return 'outcome' in value ? (value as Accepted<T>).outcome : (value as T)
}

/** Makes sellers with the ids that the tests sell under, so that the ledger is whole. */
export const registerSellers = (db: TestDatabase, ids: readonly number[]) =>
  db.owner.query(
    `insert into seller (id, reference, name, plan, marketplace, created_at)
      select id, 's' || id, 's' || id, 'professional', 'A1VC38T7YXB528', 'epoch'
      from unnest($1::bigint[]) as id`,
    [ids],
  )

/** Announces a change of the terms in force from then on. */
export const announce = (engine: Engine, effectiveFrom: Instant, change: TermsChange) =>
  done(announcePolicy(engine, as(engine), { name: 'change', effectiveFrom, terms: change }))

/** A sale of some lines, placed and shipped at once. */
export async function sell(
  engine: Engine,
  buyer: string,
  reference: string,
  changes: Partial<LineTerms> = {},
  seller = 9_001,
): Promise<void> {
  const lines = [terms(seller, changes)]
  const ask = { buyer, reference, lines, redeem: 0 as never, payment: 'prepaid' as const }
  await done(placeOrder(engine, as(engine), ask))
  await done(shipOrder(engine, as(engine), { order: reference, units: 'all' }))
}

/** The rows that are in one list only, so that a failure shows little. */
export function difference(one: readonly string[], other: readonly string[]): readonly string[] {
  const [a, b] = [new Set(one), new Set(other)]
  return [...one.filter((row) => !b.has(row)), ...other.filter((row) => !a.has(row))]
}

/** Every row of a table as JSON, in a fixed order, without the columns named. */
export async function rowsOf(
  db: TestDatabase,
  table: string,
  without: readonly string[] = [],
): Promise<readonly string[]> {
  const { rows } = await db.owner.query<{ row: string }>(
    `select (to_jsonb(t) - $1::text[])::text as row from ${table} t order by 1`,
    [without],
  )
  return rows.map(({ row }) => row)
}

/** A process of ours on the database; see process.ts. */
export interface Other {
  /** The next line that it says. */
  readonly says: () => Promise<string>
  readonly tell: (line: string) => void
  readonly kill: () => Promise<void>
}

export async function startProcess(role: string, url: string, argument = ''): Promise<Other> {
  const script = path.join(import.meta.dirname, 'process.ts')
  const child = spawn(process.execPath, [script, role, url, argument], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const says = async () => String((await lines.next()).value)
  const kill = async () => {
    child.kill('SIGKILL')
    await exited
  }
  onTestFinished(kill)
  if ((await says()) !== 'ready') throw new Error(`the process ${role} did not start`)
  return { says, tell: (line) => child.stdin.write(`${line}\n`), kill }
}
