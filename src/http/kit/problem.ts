import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problemOf } from '../../database/problems.ts'
import { Unavailable } from '../../ledger/batch/carrier.ts'
import type { Refusal } from '../../rules/refusal.ts'
import { languageOf } from './language.ts'
import { type ProblemCode, problemEntry, problemTitle } from './problem-table.ts'
import { safeError } from './safe-error.ts'
import { fieldErrors } from './validation.ts'

export type Facts = Readonly<Record<string, unknown>>

/** A "no" on the way to its answer, for hooks and helpers that can not return one. */
export class Rejected extends Error {
  readonly problem: ProblemCode
  readonly facts: Facts
  constructor(problem: ProblemCode, facts: Facts = {}) {
    super(problem)
    this.problem = problem
    this.facts = facts
  }
}

declare module 'fastify' {
  interface FastifyReply {
    /** The code of the problem that was answered, for the audit log and the metrics. */
    problem: ProblemCode | null
  }
}

/** Answers with a problem (RFC 9457): its facts, its sentence in the asker's language, its code. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ProblemCode,
  facts: Facts = {},
): FastifyReply {
  const { status } = problemEntry(code)
  reply.problem = code
  reply.code(status).type('application/problem+json; charset=utf-8')
  if (status === 503 || status === 429) reply.header('retry-after', String(facts.seconds ?? 1))
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="tamaru"')
  return reply.serializer(JSON.stringify).send(problemBody(request, code, facts))
}

/** Answers with a refusal of the programme. */
export const sendRefusal = (
  request: FastifyRequest,
  reply: FastifyReply,
  { refused, facts }: Refusal,
): FastifyReply => sendProblem(request, reply, refused, facts)

function problemBody(request: FastifyRequest, code: ProblemCode, facts: Facts) {
  const language = languageOf(request)
  const entry = problemEntry(code)
  return {
    ...facts,
    type: `/docs#${code}`,
    title: problemTitle(entry.status, language),
    status: entry.status,
    detail: sentence(entry[language], facts),
    code,
    request: request.id,
  }
}

/** Fills the placeholders of a sentence. */
export const sentence = (text: string, facts: Facts): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole))

/** What Fastify calls its own refusals, as ours. */
const OF_FASTIFY: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body_not_json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body_not_json',
}

type NotFound = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined

/**
 * Every error becomes a problem here: known ones by their code, unknown ones a bug, logged.
 * `notFound` may answer in its own way what no route is for.
 */
export function answerErrors(app: FastifyInstance, notFound: NotFound = () => undefined): void {
  app.decorateReply('problem', null)
  app.setNotFoundHandler(
    (request, reply) => notFound(request, reply) ?? sendProblem(request, reply, 'not_found'),
  )
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    // Where no route is, it does not matter that the body could not be read.
    const nowhere = request.is404 ? notFound(request, reply) : undefined
    if (nowhere) return nowhere
    if (error instanceof Rejected) return sendProblem(request, reply, error.problem, error.facts)
    if (error.validation) {
      const errors = fieldErrors(error, languageOf(request))
      return sendProblem(request, reply, 'validation', { errors })
    }
    const { bodyLimit } = request.routeOptions
    const own = OF_FASTIFY[error.code]
    if (own)
      return sendProblem(request, reply, own, own === 'too_large' ? { maximum: bodyLimit } : {})
    if (isAway(error)) {
      request.log.warn({ request: request.id, error: safeError(error) }, 'the database is away')
      return sendProblem(request, reply, 'unavailable')
    }
    if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
      return sendProblem(request, reply, 'request_malformed')
    }
    const route = `${request.method} ${request.routeOptions.url}`
    request.log.error({ request: request.id, route, error: safeError(error) }, 'bug')
    return sendProblem(request, reply, 'bug', { request: request.id })
  })
}

/** Whether a later try may succeed: the database is lost, stopping, full or overcrowded. */
export function isAway(error: Error): boolean {
  if (error instanceof Unavailable) return true
  const exitCode = problemOf(error)?.exitCode
  return exitCode === 69 || exitCode === 74 || exitCode === 75
}
