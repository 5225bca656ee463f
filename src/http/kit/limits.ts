import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Rejected } from './problem.ts'
import type { RateLimits } from './settings.ts'

const MINUTE_MS = 60_000

/** Parties counted at the same time; those silent longest are forgotten first. */
const CACHE = 50_000

/** Each counts one request, and rejects with `rate_limited` when it was one too many. */
export interface Limiters {
  /** Whoever has not shown who they are. */
  address(request: FastifyRequest): Promise<void>
  party(request: FastifyRequest): Promise<void>
  login(request: FastifyRequest, login: string): Promise<void>
}

/** Counters in this process's memory. An address is an IPv4 address or an IPv6 /64 network. */
export function rateLimiters(app: FastifyInstance, limits: RateLimits): Limiters {
  type Check = ReturnType<typeof app.createRateLimit>
  const limiter = (max: number, keyGenerator?: (request: FastifyRequest) => string): Check =>
    app.createRateLimit({
      ...{ max, timeWindow: MINUTE_MS, cache: CACHE },
      ...(keyGenerator ? { keyGenerator } : {}),
    })
  const count = async (check: Check, request: FastifyRequest) => {
    const found = await check(request)
    if (found.isAllowed || !found.isExceeded) return
    throw new Rejected('rate_limited', { seconds: Math.max(1, found.ttlInSeconds) })
  }
  const address = limiter(limits.address)
  const loginOfAddress = limiter(limits.loginOfAddress)
  const loginOfPerson = limiter(limits.loginOfPerson, (request) => request.loginName ?? '')
  const party = {
    buyer: limiter(limits.buyer, ({ principal }) => String(principal?.buyer?.id)),
    seller: limiter(limits.seller, ({ principal }) => String(principal?.seller?.id)),
    operator: limiter(limits.operator, ({ principal }) => String(principal?.id)),
  }
  app.decorateRequest('loginName', null)
  return {
    address: (request) => count(address, request),
    party: (request) => count(party[request.principal?.role ?? 'operator'], request),
    async login(request, login) {
      request.loginName = login.toLowerCase()
      await count(loginOfAddress, request)
      await count(loginOfPerson, request)
    },
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The login that is being tried. */
    loginName: string | null
  }
}
