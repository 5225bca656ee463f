import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Accepted } from '../../ledger/command.ts'
import { fingerprintOf } from '../../ledger/journal.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import type { Intent } from '../../usecases/engine.ts'
import { whoOf } from './access.ts'
import { sendRefusal } from './problem.ts'

/**
 * Who wants it, under which key, and what exactly: the same key with another method, route, path,
 * If-Match or body is something else. `secrets` are fields of the body that must leave no trace,
 * not even in a digest that could be searched for them.
 */
export function intentOf(request: FastifyRequest, secrets: readonly string[] = []): Intent {
  const { method, params, headers } = request
  const { url: route } = request.routeOptions
  const body =
    secrets.length === 0
      ? request.body
      : Object.fromEntries(
          Object.entries(request.body as object).filter(([field]) => !secrets.includes(field)),
        )
  const match = headers['if-match']
  return {
    caller: whoOf(request).id,
    key: String(headers['idempotency-key']),
    fingerprint: fingerprintOf({ method, route, params, body, match }),
  }
}

/** Answers a write: its outcome as the asker may see it, or its refusal. */
export function answer<Outcome extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  status: 200 | 201 | 202,
  result: Refusal | Accepted<Outcome>,
  shown: (outcome: Outcome) => object = (outcome) => outcome,
): FastifyReply {
  if (result.refused !== undefined) return sendRefusal(request, reply, result)
  if (result.replayed) reply.header('idempotent-replayed', 'true')
  return reply.code(status).send(shown(result.outcome))
}

/**
 * Answers a write that goes on by itself: with what it is about as that is now, or with the refusal
 * of either.
 */
export async function answerUnderWay<Outcome extends object, Found extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  done: Refusal | Accepted<Outcome>,
  find: (outcome: Outcome) => Promise<Refusal | Found>,
  shown: (found: Found) => object,
): Promise<FastifyReply> {
  if (done.refused !== undefined) return sendRefusal(request, reply, done)
  const found = await find(done.outcome)
  if (isRefusal(found)) return sendRefusal(request, reply, found)
  return answer(request, reply, 202, { outcome: found, replayed: done.replayed }, shown)
}

/** Answers a read: what was found, or the refusal. */
export function show<Found extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  found: Refusal | Found,
  shown: (found: Found) => object = (as) => as,
): FastifyReply {
  if (isRefusal(found)) return sendRefusal(request, reply, found)
  return reply.send(shown(found))
}
