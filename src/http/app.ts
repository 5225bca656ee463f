import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { type FastifyBaseLogger } from 'fastify'
import { type Clock, systemClock } from '../clock/clock.ts'
import type { Listener } from '../database/listen.ts'
import { walled } from '../database/wall.ts'
import { Gate } from '../usecases/auth/gate.ts'
import type { Engine } from '../usecases/engine.ts'
import { peopleRoutes } from './auth/people-routes.ts'
import { sessionRoutes } from './auth/session-routes.ts'
import { tokenRoutes } from './auth/token-routes.ts'
import { INFO, SECURITY } from './docs/openapi.ts'
import { docsRoutes } from './docs/routes.ts'
import { guard } from './kit/access.ts'
import { logApps } from './kit/app-log.ts'
import type { App } from './kit/app-type.ts'
import { auditOperators } from './kit/audit.ts'
import { securityHeaders } from './kit/headers.ts'
import { rateLimiters } from './kit/limits.ts'
import { metrics } from './kit/metrics.ts'
import { ON_DEMAND } from './kit/on-demand.ts'
import { answerErrors, sendProblem } from './kit/problem.ts'
import { requestIds } from './kit/request-id.ts'
import { type TabledRoute, tableRoutes } from './kit/route-table.ts'
import { type HttpSettings, settingsOf } from './kit/settings.ts'
import { stopGracefully } from './kit/stopping.ts'
import { approvalRoutes, buyerRoutes, givingRoutes } from './market/buyers/routes.ts'
import { claimRoutes } from './market/claims/routes.ts'
import { explanationRoutes } from './market/explanations/routes.ts'
import { healthRoutes } from './market/health.ts'
import { importRoutes } from './market/imports/routes.ts'
import { ledgerRoutes } from './market/ledger/routes.ts'
import { listingRoutes } from './market/listings/routes.ts'
import { notificationRoutes } from './market/notifications/routes.ts'
import { orderRoutes } from './market/orders/routes.ts'
import { pointsRoutes } from './market/points/routes.ts'
import { pricingRoutes } from './market/pricing/routes.ts'
import { productRoutes } from './market/products/routes.ts'
import { clockRoutes } from './market/programme/clock-routes.ts'
import { letterRoutes } from './market/programme/letter-routes.ts'
import { eventRoutes, noticeRoutes } from './market/programme/notice-routes.ts'
import { policyRoutes } from './market/programme/policy-routes.ts'
import { sandboxRoutes } from './market/sandbox/routes.ts'
import { searchRoutes } from './market/search/routes.ts'
import { sellerRoutes } from './market/sellers/routes.ts'
import { moneyRoutes } from './market/settlements/routes.ts'
import { storeRoutes } from './market/store/routes.ts'
import { timeRoutes } from './market/time-routes.ts'
import { answerTool, answerToolUnreadable, toolRoutes } from './spapi/routes.ts'
import { serveWeb } from './web.ts'

export interface AppDeps {
  readonly engine: Engine
  /** Tells when somebody's access has changed. */
  readonly listener: Listener
  readonly settings?: Partial<HttpSettings>
  /** The machine's own time, for sessions; a sandbox clock that jumps must end none. */
  readonly machine?: Clock
  readonly logger?: FastifyBaseLogger
}

/** Most bytes of a body, where a route does not say otherwise. */
const BODY_MAX = 64 * 1_024

/**
 * How long a request may take to arrive, in ms: a large file over a slow line, but not for ever.
 */
const REQUEST_TIMEOUT = 300_000

/**
 * The HTTP application, ready to listen or to be injected into. It owns nothing it is given: who
 * made the engine and the listener closes them, after the application.
 */
export async function buildApp(
  deps: AppDeps,
): Promise<App & { readonly routes: readonly TabledRoute[] }> {
  const settings = settingsOf(deps.settings ?? {})
  const app = newApp(settings, deps.logger)
  answerErrors(app, answerTool)
  stopGracefully(app)
  securityHeaders(app, settings)
  await app.register(rateLimit, { global: false })
  const door = {
    gate: await Gate.open(deps.engine.pool, deps.listener),
    clock: deps.machine ?? systemClock,
    limiters: rateLimiters(app, settings.limits),
    settings,
  }
  // The engine's directory and lanes read for the program, not for whoever is asking.
  const context = { engine: { ...deps.engine, pool: walled(deps.engine.pool) }, door }
  // Before the table of routes: pages and sellers' tools are no part of our own API.
  await serveWeb(app, settings.images)
  await app.register(async (tools) => toolRoutes(tools as App, context, deps.listener))
  const routes = tableRoutes(app)
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: INFO, components: { securitySchemes: SECURITY } },
  })
  guard(app, door)
  auditOperators(app, context)
  // Behind nobody's wall: what it writes, it writes for the program.
  const log = logApps(app, deps.engine, door)
  metrics(app, context)
  healthRoutes(app, context)
  sessionRoutes(app, context)
  peopleRoutes(app, context)
  tokenRoutes(app, context)
  buyerRoutes(app, context)
  givingRoutes(app, context)
  approvalRoutes(app, context)
  searchRoutes(app, context)
  sellerRoutes(app, context, log)
  listingRoutes(app, context)
  importRoutes(app, context)
  productRoutes(app, context)
  pricingRoutes(app, context)
  orderRoutes(app, context)
  claimRoutes(app, context)
  pointsRoutes(app, context)
  explanationRoutes(app, context)
  storeRoutes(app, context)
  moneyRoutes(app, context)
  ledgerRoutes(app, context)
  policyRoutes(app, context)
  timeRoutes(app, context)
  clockRoutes(app, context)
  sandboxRoutes(app, context)
  eventRoutes(app, context)
  noticeRoutes(app, context)
  letterRoutes(app, context)
  notificationRoutes(app, context)
  docsRoutes(app, routes)
  return Object.assign(app, { routes })
}

function newApp(settings: HttpSettings, logger: FastifyBaseLogger | undefined): App {
  return fastify({
    ...(logger ? { loggerInstance: logger } : {}),
    logController: new fastify.LogController({ disableRequestLogging: true }),
    trustProxy: settings.trustProxy.length === 0 ? false : [...settings.trustProxy],
    bodyLimit: BODY_MAX,
    requestTimeout: REQUEST_TIMEOUT,
    genReqId: requestIds(),
    requestIdHeader: false,
    return503OnClosing: false,
    // A SKU of a hundred characters may come as nine hundred.
    routerOptions: { maxParamLength: 1_000 },
    // An address that can not be decoded never gets as far as a route.
    frameworkErrors: (_, request, reply) =>
      answerToolUnreadable(request, reply) ?? sendProblem(request, reply, 'request_malformed'),
    schemaController: { compilersFactory: ON_DEMAND },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
  }).withTypeProvider<TypeBoxTypeProvider>()
}
