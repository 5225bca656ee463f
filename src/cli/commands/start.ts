import { stopwatch } from '../../clock/stopwatch.ts'
import { openDatabase } from '../../database/access.ts'
import { connect } from '../../database/connect.ts'
import { migrate } from '../../database/migrate.ts'
import { Problem } from '../../database/problems.ts'
import { LOGINS, SANDBOX_PASSWORD } from '../../usecases/seed/parties.ts'
import { fill, type Sentence } from '../language.ts'
import { requireAccounts, requireDurability, requireOwnDatabase } from '../production.ts'
import type { Place } from '../serve.ts'
import { modeOf, openSession, type Session } from '../session.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { seedIfEmpty } from './seed.ts'

export interface StartOptions {
  readonly port?: string
  readonly host?: string
}

const TEXT = {
  starting: { en: 'Starting the database …', ja: 'データベースを起動しています…' },
  found: { en: 'Database ready ({seconds} s)', ja: 'データベースの準備完了（{seconds}秒）' },
  schema: { en: 'Schema ready ({seconds} s)', ja: 'スキーマの準備完了（{seconds}秒）' },
  seeded: {
    en: 'Sandbox filled with a sample market ({seconds} s)',
    ja: 'サンドボックスにサンプルデータを用意しました（{seconds}秒）',
  },
  serving: { en: 'Tamaru is serving ({seconds} s)', ja: 'Tamaruが起動しました（{seconds}秒）' },
  store: { en: 'Store', ja: 'ストア' },
  seller: { en: 'Seller console', ja: '出品者コンソール' },
  operator: { en: 'Operator console', ja: '運営コンソール' },
  docs: { en: 'API documentation', ja: 'APIドキュメント' },
  sandbox: {
    en: 'SANDBOX: no real money moves, and time can be advanced. Log in as',
    ja: 'サンドボックス: 実際のお金は動きません。時刻を進められます。ログイン:',
  },
  password: { en: 'each with the password {password}', ja: 'パスワードはすべて {password}' },
  stopping: { en: 'Stopping … (again to force)', ja: '停止しています…（もう一度で強制終了）' },
  stopped: { en: 'Stopped.', ja: '停止しました。' },
} as const satisfies Readonly<Record<string, Sentence>>

/** `start`: database, schema, sandbox, HTTP and jobs, until told to stop. */
export async function start(terminal: Terminal, options: StartOptions): Promise<void> {
  const { env } = terminal
  const mode = modeOf(env)
  const place = placeOf(options, env)
  if (mode === 'production') requireOwnDatabase(env)
  const signal = stopSignal()
  const elapsed = stopwatch()
  const say = (text: keyof typeof TEXT, facts: Readonly<Record<string, unknown>> = {}) =>
    terminal.say(fill(TEXT[text][terminal.language], { seconds: elapsed().toFixed(1), ...facts }))
  // Loaded while the database starts.
  const serving = import('../serve.ts')
  await (await serving).requireFreePort(place)
  say('starting')
  const access = await openDatabase(env)
  try {
    say('found')
    if (mode === 'production') await checkDurability(access.url)
    await migrate(access.ownerUrl)
    say('schema')
    const session = await openSession(access, mode)
    try {
      if (mode === 'production') await requireAccounts(session.engine, env)
      else if ((await seedIfEmpty(terminal, session)) === 'now') say('seeded')
      const server = await (await serving).serve(session, place, env)
      say('serving')
      announce(terminal, session, server.url)
      await signal
      say('stopping')
      await server.stop()
    } finally {
      await session.close()
    }
  } finally {
    await access.close()
  }
  say('stopped')
}

function placeOf({ port, host }: StartOptions, env: NodeJS.ProcessEnv): Place {
  const text = port ?? (env.PORT || '3000')
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new Problem('usage-invalid', `port "${text}" is not a number from 0 to 65535`)
  }
  return { port: Number(text), host: host ?? (env.TAMARU_HOST || '127.0.0.1') }
}

async function checkDurability(url: string): Promise<void> {
  const pool = connect(url, { name: 'tamaru start', max: 1 })
  try {
    await requireDurability(pool)
  } finally {
    await pool.end()
  }
}

/** Where everything is, and in a sandbox who may log in. */
function announce(terminal: Terminal, { mode }: Session, url: string): void {
  const logins = mode === 'sandbox' ? LOGINS : []
  const pages = { store: '/', seller: '/seller', operator: '/operator', docs: '/docs' } as const
  const accounts = logins.map(({ login, role }) => {
    return { login, role, password: SANDBOX_PASSWORD }
  })
  terminal.print({ url, mode, logins: accounts }, () => {
    const say = (text: keyof typeof TEXT) => TEXT[text][terminal.language]
    const places = Object.entries(pages).map(
      ([name, path]) => [`  ${say(name as keyof typeof pages)}`, url + path] as const,
    )
    if (logins.length === 0) return `\n${table(places)}\n`
    const people = logins.map(({ login, role }) => [`  ${login}`, role] as const)
    const password = `  ${fill(say('password'), { password: SANDBOX_PASSWORD })}`
    return ['', table(places), '', say('sandbox'), table(people), password, ''].join('\n')
  })
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const

/** Resolves at the first signal to stop; the second one does not wait for anything. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    for (const name of SIGNALS) {
      process.on(name, () => {
        if (asked) process.exit(128 + NUMBERS[name])
        asked = true
        resolve()
      })
    }
  })
}
