import type { FastifyReply, FastifyRequest } from 'fastify'
import { recordAction } from '../../usecases/auth/audit.ts'
import type { Access } from './access.ts'
import type { App } from './app-type.ts'
import type { HttpDeps } from './deps.ts'
import { problemEntry } from './problem-table.ts'

/** Fields that are never written down. */
const SECRETS = new Set(['password'])

/**
 * Writes each operator's write to the audit log, refused or not, before it is answered. Who can not
 * be logged gets no answer but 503; the same request with the same key is then logged and answered.
 */
export function auditOperators(app: App, { engine, door }: HttpDeps): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!isAudited(request)) return done(null, payload)
    recordAction(engine, actionOf(request, reply), door.clock.now()).then(
      () => done(null, payload),
      (error) => done(error),
    )
  })
}

function isAudited({ principal, routeOptions }: FastifyRequest): boolean {
  if (principal?.role !== 'operator') return false
  const { write, relayed } = routeOptions.config.access as Access
  return write === true && !(relayed && principal.scopes !== null)
}

function actionOf(request: FastifyRequest, reply: FastifyReply) {
  const { problem } = reply
  return {
    caller: request.principal?.id ?? '',
    action: `${request.method} ${request.routeOptions.url}`,
    target: (request.params ?? {}) as object,
    asked: withoutSecrets(request.body),
    key: (request.headers['idempotency-key'] as string | undefined) ?? null,
    status: problem ? problemEntry(problem).status : reply.statusCode,
    code: problem,
  }
}

function withoutSecrets(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  return Object.fromEntries(
    Object.entries(body).map(([field, value]) => [field, SECRETS.has(field) ? '…' : value]),
  )
}
