import type { FastifyReply, FastifyRequest } from 'fastify'
import { instantOf } from '../../rules/time/instant.ts'
import type { AppCaller } from '../../usecases/apps/caller.ts'
import { type AppRequest, RequestLog } from '../../usecases/apps/request-log.ts'
import type { Engine } from '../../usecases/engine.ts'
import type { Door } from './access.ts'
import type { App } from './app-type.ts'
import { safeError } from './safe-error.ts'

/**
 * Keeps what apps ask on a seller's behalf, ours and the sellers' tools', after they are answered.
 * People are not logged here, and neither are the apps of buyers and operators.
 */
export function logApps(app: App, engine: Engine, door: Door): RequestLog {
  const log = new RequestLog(engine.pool, (error) =>
    app.log.warn({ error: safeError(error) }, 'requests of apps were not logged'),
  )
  app.addHook('onResponse', (request, reply, done) => {
    const by = appOf(request)
    if (by) log.add({ ...by, ...factsOf(request, reply), at: instantOf(door.clock.now()) })
    done()
  })
  app.addHook('onClose', () => log.flush())
  return log
}

type By = Pick<AppRequest, 'seller' | 'app' | 'appName' | 'provider'>

/** The app that asked for a seller; undefined for anybody else. */
function appOf(request: FastifyRequest): By | undefined {
  const { principal } = request
  if (principal?.seller && principal.scopes) {
    const { id, name, provider, seller } = principal
    return { seller: seller.id, app: id, appName: name, provider }
  }
  const { admitted } = request as { admitted?: { readonly caller: AppCaller } | null }
  if (!admitted?.caller.seller) return undefined
  const { id, provider, providerName, seller } = admitted.caller
  return { seller: seller.id, app: id, appName: providerName, provider }
}

const factsOf = (request: FastifyRequest, reply: FastifyReply) => ({
  method: request.method,
  path: request.url,
  status: reply.statusCode,
  code: reply.problem,
  ms: Math.round(reply.elapsedTime),
  key: (request.headers['idempotency-key'] as string | undefined)?.slice(0, 200) ?? null,
  body: request.body,
  request: request.id,
})
