import type { Browser } from 'playwright-core'
import { LOGINS, SANDBOX_PASSWORD } from '../../../src/usecases/seed/parties.ts'
import { type Visit, visit } from '../../kit/visitor.ts'
import type { WebServer } from '../../kit/web-server.ts'

/** A page of the seed's second operator: what one asks for, the other decides. */
export async function secondOperator(browser: Browser, server: WebServer, how: Visit = {}) {
  const visitor = await visit(browser, server, how)
  const login = LOGINS.filter(({ role }) => role === 'operator')[1]?.login
  const response = await visitor.context.request.post('/v1/session', {
    data: { login, password: SANDBOX_PASSWORD },
    headers: { origin: server.url },
  })
  if (!response.ok()) throw new Error(`login: ${response.status()}`)
  return visitor
}
