import type { FastifyReply } from 'fastify'
import type { Instant } from '../../rules/time/instant.ts'
import {
  GRANTLESS_SCOPES,
  type GrantlessScope,
  TOKEN_SECONDS,
  type TokenRefusal,
  tokenForSeller,
  tokensForCode,
  tokenWithoutSeller,
} from '../../usecases/apps/tokens.ts'
import type { Engine } from '../../usecases/engine.ts'
import type { Door } from '../kit/access.ts'
import type { App } from '../kit/app-type.ts'
import { TOOL } from './admit.ts'

type OAuthError = TokenRefusal | 'invalid_request' | 'unsupported_grant_type' | 'invalid_scope'

/** What each OAuth 2 error (RFC 6749) says, in the words of Login with Amazon. */
const ERRORS: Readonly<Record<OAuthError, readonly [status: number, description: string]>> = {
  invalid_client: [401, 'Client authentication failed'],
  invalid_grant: [400, 'The request has an invalid grant parameter'],
  invalid_request: [400, 'The request is missing a required parameter or is otherwise malformed'],
  invalid_scope: [400, 'The requested scope is invalid or unknown'],
  unsupported_grant_type: [400, 'The authorization grant type is not supported'],
}

/**
 * Login with Amazon's token endpoint: `authorization_code` for what a seller brought back from
 * consenting, `refresh_token` for a seller's data, `client_credentials` for what needs no seller.
 * Programs post JSON or a form; both are read.
 */
export function lwaRoutes(app: App, engine: Engine, door: Door): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 16_384 },
    (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  app.post('/auth/o2/token', { config: TOOL }, async (request, reply) => {
    await door.limiters.address(request)
    reply.header('cache-control', 'no-store')
    const granted = await grant(engine, (request.body ?? {}) as Fields, door.clock.now())
    if (granted.error === undefined) return reply.send(granted)
    return sendOAuthError(reply, granted.error, granted.parameter)
  })
}

type Fields = Readonly<Record<string, unknown>>

type Granted =
  | { readonly error: OAuthError; readonly parameter?: string }
  | {
      readonly error?: never
      readonly access_token: string
      readonly refresh_token?: string
      readonly token_type: 'bearer'
      readonly expires_in: number
    }

async function grant(engine: Engine, fields: Fields, now: Instant): Promise<Granted> {
  const { client_id: clientId, client_secret: clientSecret, grant_type: type } = fields
  if (!isField(type) || !isField(clientId) || !isField(clientSecret)) {
    return { error: 'invalid_request' }
  }
  const client = { clientId, clientSecret }
  if (type === 'refresh_token') {
    const { refresh_token } = fields
    if (!isField(refresh_token)) return { error: 'invalid_request' }
    const token = await tokenForSeller(engine, client, refresh_token, now)
    return granted(token, 'refresh_token', { refresh_token })
  }
  if (type === 'authorization_code') {
    const { code, redirect_uri: redirectUri } = fields
    if (!isField(code) || (redirectUri !== undefined && !isField(redirectUri))) {
      return { error: 'invalid_request' }
    }
    const pair = await tokensForCode(engine, client, { code, redirectUri }, now)
    if (typeof pair === 'string') return granted(pair, 'code')
    return granted(pair.token, 'code', { refresh_token: pair.refreshToken })
  }
  if (type === 'client_credentials') {
    const { scope } = fields
    if (!isField(scope)) return { error: 'invalid_request' }
    if (!isGrantless(scope)) return { error: 'invalid_scope' }
    return granted(await tokenWithoutSeller(engine, client, scope, now), 'scope')
  }
  return { error: 'unsupported_grant_type' }
}

/** `parameter` is what a grant that is no good came in. */
function granted(
  token: TokenRefusal | string,
  parameter: string,
  more: { refresh_token?: string } = {},
): Granted {
  if (token === 'invalid_grant') return { error: token, parameter }
  if (token === 'invalid_client') return { error: token }
  return { access_token: token, ...more, token_type: 'bearer', expires_in: TOKEN_SECONDS }
}

const isField = (value: unknown): value is string =>
  typeof value === 'string' && /^[^\0]{1,2000}$/s.test(value)

const isGrantless = (scope: string): scope is GrantlessScope =>
  (GRANTLESS_SCOPES as readonly string[]).includes(scope)

const sendOAuthError = (
  reply: FastifyReply,
  error: OAuthError,
  parameter: string | undefined,
): FastifyReply => {
  const [status, description] = ERRORS[error]
  const error_description = parameter ? `${description} : ${parameter}` : description
  return reply.code(status).send({ error, error_description })
}
