import { execFileSync } from 'node:child_process'
import { afterAll, inject } from 'vitest'
import { systemClock } from '../../src/clock/clock.ts'
import { SandboxClock } from '../../src/clock/sandbox.ts'
import { connect, type Pool } from '../../src/database/connect.ts'
import { openListener } from '../../src/database/listen.ts'
import { buildApp } from '../../src/http/app.ts'
import { openClock } from '../../src/usecases/clock/open.ts'
import { buildEngine, type Engine } from '../../src/usecases/engine.ts'
import { performImports } from '../../src/usecases/imports/perform.ts'
import { IMPORTS_CHANNEL } from '../../src/usecases/imports/wake.ts'
import { LOGINS, SANDBOX_PASSWORD } from '../../src/usecases/seed/parties.ts'
import { seedSandbox } from '../../src/usecases/seed/seed-sandbox.ts'
import { BY_FILE, testDatabase } from './database.ts'

/** A database that has been seeded once for all test files; it is gone with its server. */
const TEMPLATE = 'tamaru_seeded'

/** Whoever holds this advisory lock is seeding it. */
const SEEDING_LOCK = 7_252_090

/** Browsers of one machine ask more than one customer would. */
const NO_LIMITS = {
  ...{ address: 1e6, buyer: 1e6, seller: 1e6, operator: 1e6 },
  ...{ loginOfAddress: 1e6, loginOfPerson: 1e6 },
}

export interface WebServer {
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string
  readonly engine: Engine
  readonly clock: SandboxClock
  /** For what a worker would hold beside the engine, such as locks. */
  readonly databaseUrl: string
  /** The schema owner's pool, for what no role of the application may do. */
  readonly owner: Pool
  /** Goes away as a killed server does, connections included; `start` brings it back. */
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
}

/**
 * The real application with the built pages on a free loopback port, on a seeded sandbox of its
 * own. Call it once at the top level of a test file; it ends after the file's last test.
 */
export async function testWebServer(): Promise<WebServer> {
  buildPages()
  await seedTemplate()
  const db = await testDatabase(TEMPLATE)
  const lanes = connect(db.url, { name: 'lanes', max: 4, pipeline: true })
  const listener = await openListener(db.url)
  const clock = await openClock(db.pool, listener, 'sandbox')
  if (!(clock instanceof SandboxClock)) throw new TypeError('no sandbox')
  const engine = buildEngine(db.pool, lanes, clock, { lanes: 4 })
  // What the workers would do at once.
  await listener.on(IMPORTS_CHANNEL, () => void performImports(engine))
  const settings = { mode: 'sandbox', https: false, limits: NO_LIMITS } as const
  let port = 0
  const open = async () => {
    const app = await buildApp({ engine, listener, settings })
    const url = await app.listen({ host: '127.0.0.1', port })
    port = Number(new URL(url).port)
    return { app, url }
  }
  let running: Awaited<ReturnType<typeof open>> | undefined = await open()
  const { url } = running
  const stop = async () => {
    running?.app.server.closeAllConnections()
    await running?.app.close()
    running = undefined
  }
  afterAll(async () => {
    await stop()
    await listener.close()
    await lanes.end()
  })
  const start = async () => {
    running ??= await open()
  }
  return { url, engine, clock, databaseUrl: db.url, owner: db.owner, stop, start }
}

/** Looked at by the first file of a worker; what is built does not grow old during a run. */
let areBuilt = false
function buildPages(): void {
  if (!areBuilt) execFileSync(process.execPath, ['tools/web.ts'], { stdio: 'inherit' })
  areBuilt = true
}

async function seedTemplate(): Promise<void> {
  const { adminUrl, url } = inject('server')
  const pool = connect(adminUrl, { name: 'test seed', max: 1 })
  // The lock is the connection's, and a pool closes one that has been idle for some seconds.
  const admin = await pool.connect()
  try {
    await admin.query('select pg_advisory_lock($1)', [SEEDING_LOCK])
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [TEMPLATE])
    if (rowCount) return
    const begun = `${TEMPLATE}_begun`
    await admin.query(`drop database if exists ${begun} with (force)`)
    await admin.query(`create database ${begun} template tamaru owner tamaru_owner ${BY_FILE}`)
    const address = Object.assign(new URL(url), { pathname: begun }).href
    const [seed, lanes] = [
      connect(address, { name: 'seed' }),
      connect(address, { name: 'lanes', pipeline: true }),
    ]
    await seedSandbox(seed, lanes, systemClock.now())
    await Promise.all([seed.end(), lanes.end()])
    // Now it is whole; half of one has another name.
    await admin.query(`alter database ${begun} rename to ${TEMPLATE}`)
  } finally {
    admin.release()
    await pool.end()
  }
}

/** How to log in as somebody of the seed. */
export function loginOf(role: 'buyer' | 'seller' | 'operator') {
  const login = LOGINS.find((one) => one.role === role)?.login as string
  return { login, password: SANDBOX_PASSWORD }
}
