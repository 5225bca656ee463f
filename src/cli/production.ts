import type { Sql } from '../database/connect.ts'
import { Problem } from '../database/problems.ts'
import { createPerson } from '../usecases/auth/people.ts'
import type { Engine } from '../usecases/engine.ts'
import { LOGINS, SANDBOX_PASSWORD } from '../usecases/seed/parties.ts'
import { accepted } from './failures.ts'

/** Settings without which a commit that was answered can be lost. */
const DURABLE = ['fsync', 'synchronous_commit', 'full_page_writes'] as const

/** Production keeps its ledger on a server of the operator's own, with backups. */
export function requireOwnDatabase({ DATABASE_URL }: NodeJS.ProcessEnv): void {
  if (!DATABASE_URL) throw unsafe('production needs a database of its own; set DATABASE_URL')
}

/** Refuses a database that may lose what it has acknowledged. */
export async function requireDurability(sql: Sql): Promise<void> {
  const { rows } = await sql.query<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any($1) order by name',
    [DURABLE],
  )
  const off = rows.find(({ setting }) => setting === 'off')
  if (!off) return
  const { name } = off
  throw unsafe(`the database has ${name} = off and may lose commits; set ${name} = on`)
}

/**
 * Refuses the accounts that every sandbox has, and sees to it that somebody can log in: an operator
 * is there already, or is made of TAMARU_OPERATOR_LOGIN and TAMARU_OPERATOR_PASSWORD.
 */
export async function requireAccounts(engine: Engine, env: NodeJS.ProcessEnv): Promise<void> {
  const { rows } = await engine.pool.query<{ login: string; operator: boolean }>(
    `select login, role = 'operator' as operator from person where disabled_at is null`,
  )
  const wellKnown = new Set<string>(LOGINS.map(({ login }) => login))
  const known = rows.find(({ login }) => wellKnown.has(login))
  if (known) throw unsafe(`${known.login} is an account of the sandbox; use another database`)
  if (rows.some(({ operator }) => operator)) return
  const { TAMARU_OPERATOR_LOGIN: login, TAMARU_OPERATOR_PASSWORD: password } = env
  if (!login || !password) {
    throw unsafe(
      'nobody could log in; set TAMARU_OPERATOR_LOGIN and TAMARU_OPERATOR_PASSWORD once, ' +
        'to make the first operator',
    )
  }
  if (password === SANDBOX_PASSWORD || wellKnown.has(login)) {
    throw unsafe('the first operator has the login or password of every sandbox; choose others')
  }
  const person = { login, password, name: login, role: 'operator' } as const
  const intent = { caller: 'start', key: `operator:${login}` }
  accepted(await createPerson(engine, intent, person), 'TAMARU_OPERATOR_PASSWORD')
}

const unsafe = (message: string): Problem => new Problem('production-unsafe', message)
