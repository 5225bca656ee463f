import type { FastifyRequest } from 'fastify'
import type { AppCaller } from '../../usecases/apps/caller.ts'
import type { RestrictedResource } from '../../usecases/apps/tokens.ts'
import type { Gate } from '../../usecases/auth/gate.ts'
import { digestOfSecret } from '../../usecases/auth/secrets.ts'
import type { Door } from '../kit/access.ts'
import type { Buckets } from './buckets.ts'
import { type Failure, QUOTA_EXCEEDED, unauthorized } from './failure.ts'
import type { Operation } from './operation.ts'
import type { Trouble } from './trouble.ts'

/** Our own guard lets these routes be: they have theirs. */
export const TOOL = { access: { to: 'anyone', tool: true } } as const

export interface ToolDoor {
  readonly door: Door
  readonly gate: Gate<AppCaller>
  readonly buckets: Buckets
  readonly trouble: Trouble
}

/** Whoever may call an operation now, and which personal data it may see. */
export interface Admitted {
  readonly failed?: never
  readonly caller: AppCaller
  readonly personal: ReadonlySet<string>
}

/**
 * Lets a program in, before its body is read. Checked in this order: a token is there, it is
 * known, it has not expired, it is good for this operation, its bucket is not empty.
 */
export async function admit(
  request: FastifyRequest,
  operation: Operation,
  tools: ToolDoor,
): Promise<Failure | Admitted> {
  const caller = await callerOf(request, tools)
  if ('failed' in caller) return caller
  const refusal = mayCall(caller, operation)
  if (refusal) return refusal
  const personal = personalFor(request, caller, operation)
  if ('failed' in personal) return personal
  const { door, buckets, trouble } = tools
  const key = `${caller.id} ${operation.model} ${operation.id}`
  const { rate, burst } = operation
  const free = door.settings.toolRates === 'unlimited' || !(await trouble.throttles())
  if (!free && !buckets.take(key, rate, burst, door.clock.now())) return QUOTA_EXCEEDED
  return { caller, personal }
}

async function callerOf(
  request: FastifyRequest,
  { door, gate }: ToolDoor,
): Promise<Failure | AppCaller> {
  const token = request.headers['x-amz-access-token']
  if (typeof token !== 'string' || token === '') {
    await door.limiters.address(request)
    return unauthorized('Access token is missing in the request header.')
  }
  const digest = digestOfSecret(token)
  let caller = gate.remembered(digest)
  if (!caller) {
    // Guessing costs the guesser: only what is not known yet is counted by address.
    await door.limiters.address(request)
    caller = await gate.lookUp(digest)
  }
  if (!caller) {
    return unauthorized('The access token you provided is revoked, malformed or invalid.')
  }
  if (caller.until <= door.clock.now()) {
    return unauthorized('The access token you provided has expired.')
  }
  return caller
}

function mayCall(caller: AppCaller, { access }: Operation): Failure | undefined {
  if (access.as === 'app') {
    if (caller.grantless === access.grantless) return undefined
    return unauthorized(`The operation needs a token of the scope ${access.grantless}.`)
  }
  if (!caller.seller) return unauthorized('The operation needs a token that acts for a seller.')
  if (access.scope === null || caller.scopes.has(access.scope)) return undefined
  return unauthorized(`The seller has not given the application the scope ${access.scope}.`)
}

const NOTHING: ReadonlySet<string> = new Set()

/** A restricted data token is good for the requests it names and no others. */
function personalFor(
  request: FastifyRequest,
  { restricted }: AppCaller,
  { method, personal }: Operation,
): Failure | ReadonlySet<string> {
  if (restricted === null) {
    return personal?.needed ? unauthorized('The operation needs a restricted data token.') : NOTHING
  }
  const path = request.url.split('?', 1)[0] as string
  const resource = restricted.find((one) => one.method === method && leadsTo(one, path))
  if (!resource) return unauthorized('The restricted data token is for other resources.')
  const { elements = [] } = personal ?? {}
  // An operation that has only one kind of personal data is not asked for it by name.
  if (personal?.needed) return new Set(elements)
  return new Set(elements.filter((element) => resource.dataElements.includes(element)))
}

/** Whether a path is that of a resource, whose names in braces stand for any value. */
export function leadsTo({ path }: Pick<RestrictedResource, 'path'>, asked: string): boolean {
  const [named, found] = [path.split('/'), asked.split('/')]
  return (
    named.length === found.length &&
    named.every((part, index) => /^\{\w+\}$/.test(part) || part === found[index])
  )
}
