import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Listener } from '../../database/listen.ts'
import { putUpWall } from '../../database/wall.ts'
import { newKey } from '../../ids/ids.ts'
import { readAppCallers } from '../../usecases/apps/caller.ts'
import { Gate } from '../../usecases/auth/gate.ts'
import type { App } from '../kit/app-type.ts'
import type { HttpDeps } from '../kit/deps.ts'
import { isAway, Rejected } from '../kit/problem.ts'
import { problemEntry } from '../kit/problem-table.ts'
import { safeError } from '../kit/safe-error.ts'
import { type Admitted, admit, TOOL, type ToolDoor } from './admit.ts'
import { Buckets } from './buckets.ts'
import { documentRoutes } from './documents/routes.ts'
import {
  type Failure,
  failure,
  INTERNAL,
  invalidInput,
  isFailure,
  QUOTA_EXCEEDED,
  UNAVAILABLE,
} from './failure.ts'
import { lwaRoutes } from './lwa.ts'
import type { Ask, Operation } from './operation.ts'
import { readQuery } from './parameters.ts'
import { sinkRoutes } from './sinks.ts'
import { OPERATIONS } from './table.ts'
import { Trouble } from './trouble.ts'
import { unstorable } from './unstorable.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking for an operation of the Selling Partner API. */
    admitted: Admitted | null
  }
}

/** Most bytes of a body; Amazon's largest batches stay below. */
const BODY_MAX = 1_048_576

/** What Amazon answers where it has no operation. */
const NO_OPERATION = failure(
  403,
  'MissingAuthenticationToken',
  'Access to requested resource is denied.',
)

/**
 * The Selling Partner API, for sellers' own programs: apart from our own API, with its own
 * tokens, errors and headers.
 */
export async function toolRoutes(app: App, deps: HttpDeps, listener: Listener): Promise<void> {
  const { engine, door } = deps
  const gate = await Gate.to(engine.pool, listener, readAppCallers)
  const trouble = new Trouble(app, engine, door)
  const tools: ToolDoor = { door, gate, buckets: new Buckets(), trouble }
  app.decorateRequest('admitted', null)
  app.addHook('onRequest', async (_, reply) => {
    reply.header('x-amzn-RequestId', newKey())
  })
  app.setErrorHandler<FastifyError>((error, request, reply) =>
    sendFailure(reply, failureOf(error, request)),
  )
  readBodies(app)
  await app.register(async (lwa) => lwaRoutes(lwa as App, engine, door))
  await app.register(async (documents) => documentRoutes(documents as App, deps))
  await app.register(async (sinks) => sinkRoutes(sinks as App, door, trouble))
  for (const one of OPERATIONS) serve(app, one, deps, tools)
  for (const prefix of prefixesOf(OPERATIONS)) {
    app.all(`${prefix}/*`, { config: TOOL }, (_, reply) => sendFailure(reply, NO_OPERATION))
  }
}

/** A program of a seller's that asks for what no route is for. */
export function answerTool(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  if (request.headers['x-amz-access-token'] === undefined) return undefined
  return sendFailure(reply.header('x-amzn-RequestId', newKey()), NO_OPERATION)
}

/** The same, whose address can not be decoded. */
export function answerToolUnreadable(
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply | undefined {
  if (request.headers['x-amz-access-token'] === undefined) return undefined
  const unreadable = invalidInput(`'${request.url.slice(0, 500)}' can not be decoded.`)
  return sendFailure(reply.header('x-amzn-RequestId', newKey()), unreadable)
}

function serve(app: App, operation: Operation, { engine, door }: HttpDeps, tools: ToolDoor): void {
  const { method, path, body, rate, success, envelope, query: parameters } = operation
  app.route({
    method,
    url: path.replace(/\{(\w+)\}/g, ':$1'),
    config: TOOL,
    exposeHeadRoute: false,
    bodyLimit: BODY_MAX,
    ...(body ? { schema: { body } } : {}),
    async onRequest(request, reply) {
      reply.header('x-amzn-RateLimit-Limit', String(rate))
      const admitted = await admit(request, operation, tools)
      if (isFailure(admitted)) return sendFailure(reply, admitted)
      request.admitted = admitted
      const fate = await tools.trouble.befall(request, reply, operation.id, admitted.caller)
      if (fate === 'never') return reply
      if (fate) return sendFailure(reply, fate)
    },
    async handler(request, reply) {
      const { caller, personal } = request.admitted as Admitted
      const bad = unstorable({ path: request.params, query: request.query, body: request.body })
      const query = bad ?? readQuery(parameters, request.query as Record<string, string>)
      if (isFailure(query)) return sendFailure(reply, query)
      // What a program only reads, the database limits to its seller as well.
      const reads = method === 'GET' || operation.reads === true
      if (reads && caller.seller) putUpWall({ role: 'seller', id: caller.seller.id })
      const answer = await operation.answer({
        ...{ engine, caller, personal, query, operations: OPERATIONS },
        get seller() {
          if (!caller.seller) throw new TypeError('the operation acts for nobody')
          return caller.seller
        },
        intent: { caller: caller.id, key: newKey() },
        ...{ now: engine.clock.now(), machineNow: door.clock.now() },
        path: request.params as Record<string, string>,
        body: request.body,
        origin: `${request.protocol}://${request.host}`,
      } satisfies Ask)
      if (isFailure(answer)) return sendFailure(reply, answer)
      reply.code(success)
      if (success === 204) return reply.send()
      return reply.send(envelope === 'payload' ? { payload: answer } : answer)
    },
  })
}

/** An empty body is none, whatever its type is said to be: programs send one with a DELETE. */
function readBodies(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else parse(request, String(body), done)
  })
}

/** `/orders/v0` of `/orders/v0/orders/{orderId}`: what below it is not served is no operation. */
const prefixesOf = (operations: readonly Operation[]): ReadonlySet<string> =>
  new Set(operations.map(({ path }) => (/^.*?\/(v\d|\d{4}-\d\d-\d\d)(?=\/)/.exec(path) ?? [''])[0]))

const sendFailure = (reply: FastifyReply, { failed, errors }: Failure): FastifyReply =>
  reply.code(failed).send({ errors })

/** Every error as this API has it: known ones by their kind, unknown ones a bug, logged. */
function failureOf(error: FastifyError, request: FastifyRequest): Failure {
  if (error instanceof Rejected) {
    const { status } = problemEntry(error.problem)
    if (status === 429) return QUOTA_EXCEEDED
    return status === 503 ? UNAVAILABLE : failure(status, 'InvalidInput', error.problem)
  }
  if (error.validation) {
    const [first] = error.validation
    return invalidInput(`body${first?.instancePath} ${first?.message}`)
  }
  if (error.statusCode === 413) {
    return failure(413, 'RequestTooLarge', `The body is larger than ${BODY_MAX} bytes.`)
  }
  if (error.statusCode === 415) {
    return failure(415, 'UnsupportedMediaType', 'The body has to be application/json.')
  }
  if (error.statusCode && error.statusCode < 500) return invalidInput('The body is not JSON.')
  const { id } = request
  if (isAway(error)) {
    request.log.warn({ request: id, error: safeError(error) }, 'the database is away')
    return UNAVAILABLE
  }
  const route = `${request.method} ${request.routeOptions.url}`
  request.log.error({ request: id, route, error: safeError(error) }, 'bug')
  return INTERNAL
}
