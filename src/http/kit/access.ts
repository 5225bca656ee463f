import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../../clock/clock.ts'
import { inPlace, putUpWall } from '../../database/wall.ts'
import type { Gate } from '../../usecases/auth/gate.ts'
import type { Principal, Role } from '../../usecases/auth/principal.ts'
import type { Scope } from '../../usecases/auth/scopes.ts'
import { digestOfSecret } from '../../usecases/auth/secrets.ts'
import { sessionSecret } from '../auth/cookie.ts'
import type { App } from './app-type.ts'
import type { Limiters } from './limits.ts'
import { Rejected } from './problem.ts'
import type { HttpSettings } from './settings.ts'

/** Who may use a route; every route says it, or the application does not start. */
export interface Access {
  readonly to: 'anyone' | readonly Role[]
  /** What an app's token must be good for; persons need none. */
  readonly scope?: Scope
  /** Whether it changes anything: then it needs an Idempotency-Key, and operators are logged. */
  readonly write?: boolean
  /** A write without a key: it can be repeated as it is, because it keeps nothing. */
  readonly keyless?: boolean
  /** A file of the pages: everybody gets the same, so nobody is asked who they are. */
  readonly file?: boolean
  /** An operation for sellers' tools, which lets them in by tokens of their own. */
  readonly tool?: boolean
  /** Decides with more than is the asker's own, and shows nothing of it: read without the wall. */
  readonly beyond?: boolean
  /** Relays a buyer's own act, which the journal keeps: an app's is not in the audit log, too. */
  readonly relayed?: boolean
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyRequest {
    /** Who is asking; null where anyone may. */
    principal: Principal | null
  }
}

/** Access for reading. */
export const readable = (
  to: Access['to'],
  scope?: Scope,
  more: Partial<Access> = {},
): { access: Access } => ({
  access: { to, ...(scope ? { scope } : {}), ...more },
})

/** Access for writing. */
export const writable = (to: Access['to'], scope: Scope, more: Partial<Access> = {}) => ({
  access: { to, scope, write: true, ...more },
})

export interface Door {
  readonly gate: Gate
  /** The machine's own time: a sandbox clock that jumps must end nobody's session. */
  readonly clock: Clock
  readonly limiters: Limiters
  readonly settings: HttpSettings
}

/** Lets a request in, or rejects it, before its body is read. */
export function guard(app: App, door: Door): void {
  app.decorateRequest('principal', null)
  app.addHook('onRequest', (_request, _reply, done) => inPlace(done))
  app.addHook('onRequest', async (request) => {
    if (request.is404) return door.limiters.address(request)
    await admit(request, door)
  })
}

const VISIBLE = /^[\x21-\x7e]{1,200}$/

async function admit(request: FastifyRequest, door: Door): Promise<void> {
  const access = request.routeOptions.config.access as Access
  if (access.file || access.tool) return
  const bearer = bearerOf(request)
  const secret = bearer ?? sessionSecret(request, door.settings)
  if (secret === undefined) await door.limiters.address(request)
  const who = secret === undefined ? undefined : await identify(request, secret, door)
  if (who) {
    request.principal = who
    await door.limiters.party(request)
    allow(who, access, request.params as Record<string, string>)
    if (access.to !== 'anyone' && !access.write && !access.beyond) wallOff(who)
  } else if (access.to !== 'anyone' || bearer !== undefined) {
    // But a browser goes on sending a session that is over: what is open to anyone stays so.
    throw new Rejected('unauthenticated')
  }
  if (!access.write) return
  if (bearer === undefined) requireOwnPage(request, door.settings, access.keyless === true)
  if (!access.keyless) requireKey(request)
}

/** The token of `Authorization: Bearer …`. Any other Authorization is refused, not ignored. */
function bearerOf({ headers }: FastifyRequest): string | undefined {
  const { authorization } = headers
  if (authorization === undefined) return undefined
  const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1]
  if (token === undefined) throw new Rejected('unauthenticated')
  return token
}

/** What a seller or a buyer reads, the database limits as well. */
function wallOff({ seller, buyer }: Principal): void {
  if (seller) putUpWall({ role: 'seller', id: seller.id })
  else if (buyer) putUpWall({ role: 'buyer', id: buyer.id })
}

async function identify(
  request: FastifyRequest,
  secret: string,
  door: Door,
): Promise<Principal | undefined> {
  const digest = digestOfSecret(secret)
  let who = door.gate.remembered(digest)
  if (!who) {
    // Guessing costs the guesser: only what is not known yet is counted by address.
    await door.limiters.address(request)
    who = await door.gate.lookUp(digest)
  }
  return who && who.until > door.clock.now() ? who : undefined
}

/** Role, then scope, then that a path names nobody else's buyer or seller. */
function allow(who: Principal, access: Access, params: Record<string, string>): void {
  const { role } = who
  if (access.to !== 'anyone') {
    if (!access.to.includes(role)) throw new Rejected('role_not_allowed', { role })
    if (access.scope && who.scopes && !who.scopes.has(access.scope)) {
      throw new Rejected('scope_missing', { scope: access.scope })
    }
  }
  if (role === 'seller' && 'seller' in params && params.seller !== who.seller?.reference) {
    throw new Rejected('not_yours')
  }
  if (role === 'buyer' && 'buyer' in params && params.buyer !== who.buyer?.reference) {
    throw new Rejected('not_yours')
  }
}

/**
 * A browser sends the session along from any page, so a write has to prove its page: by Origin,
 * or by a header that no foreign page may set without asking first, which the key is.
 */
function requireOwnPage(request: FastifyRequest, settings: HttpSettings, keyless: boolean): void {
  const { origin } = request.headers
  if (origin === undefined) {
    if (keyless && request.headers['sec-fetch-site'] === 'cross-site') {
      throw new Rejected('origin_not_allowed')
    }
    return
  }
  const own = `${settings.https ? 'https' : 'http'}://${request.host}`
  if (origin !== own && !settings.origins.includes(origin)) throw new Rejected('origin_not_allowed')
}

function requireKey({ headers }: FastifyRequest): void {
  const key = headers['idempotency-key']
  if (key === undefined) throw new Rejected('idempotency_key_missing')
  if (!VISIBLE.test(String(key))) throw new Rejected('idempotency_key_invalid')
}

/** Who is asking, on a route that is not open to anyone. */
export function whoOf({ principal }: FastifyRequest): Principal {
  if (!principal) throw new TypeError('nobody is asking')
  return principal
}

/** What a page may keep: nothing that belongs to somebody. */
export const forbidCaching = (reply: FastifyReply): FastifyReply =>
  reply.header('cache-control', 'no-store')
