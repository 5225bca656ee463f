import { Type } from 'typebox'
import type { Principal } from '../../usecases/auth/principal.ts'
import { logIn, logOut } from '../../usecases/auth/sessions.ts'
import { forbidCaching, whoOf } from '../kit/access.ts'
import type { App } from '../kit/app-type.ts'
import type { HttpDeps } from '../kit/deps.ts'
import { Rejected } from '../kit/problem.ts'
import { Nullable, Shape, shownTime, Text, When, Word } from '../kit/schemas.ts'
import { clearSession, sessionSecret, setSession } from './cookie.ts'
import { ROLES } from './roles.ts'

const Who = Shape({
  id: Type.String({ examples: ['person:7'] }),
  name: Type.String({ examples: ['山田花子'] }),
  role: Word(ROLES),
  buyer: Nullable(Type.String({ description: 'The buyer it is' })),
  seller: Nullable(Type.String({ description: 'The seller it works for' })),
  scopes: Nullable(Type.Array(Type.String(), { description: 'null: all that the role may' })),
  until: Nullable(When),
})

const Credentials = Shape(
  {
    login: Text(200, { examples: ['hanako@example.jp'] }),
    password: Type.String({ minLength: 1, maxLength: 128, pattern: '^[^\\p{Cs}\\0]*$' }),
  },
  { examples: [{ login: 'hanako@example.jp', password: 'correct horse battery' }] },
)

const whoShown = (who: Principal) => ({
  id: who.id,
  name: who.name,
  role: who.role,
  buyer: who.buyer?.reference ?? null,
  seller: who.seller?.reference ?? null,
  scopes: who.scopes && [...who.scopes],
  until: Number.isFinite(who.until) ? shownTime(who.until as never) : null,
})

/** Logging in and out. A session is a secret in a cookie that no script can read. */
export function sessionRoutes(app: App, deps: HttpDeps): void {
  const { engine, door } = deps
  const tags = ['Access']

  app.post(
    '/v1/session',
    {
      config: { access: { to: 'anyone', write: true, keyless: true } },
      schema: {
        tags,
        summary: 'Log in',
        description: 'Sets the session cookie. Needs no Idempotency-Key: logging in twice is fine.',
        body: Credentials,
        response: { 200: Shape({ expiresAt: When }) },
      },
    },
    async (request, reply) => {
      const { login, password } = request.body
      await door.limiters.login(request, login)
      const now = door.clock.now()
      const session = await logIn(engine, login, password, now)
      if (!session) throw new Rejected('login_failed')
      const seconds = Math.floor((session.expiresAt - now) / 1_000)
      setSession(forbidCaching(reply), door.settings, session.secret, seconds)
      return { expiresAt: shownTime(session.expiresAt) }
    },
  )

  app.get(
    '/v1/session',
    {
      config: { access: { to: ROLES } },
      schema: { tags, summary: 'Who is asking', response: { 200: Who } },
    },
    async (request, reply) => {
      forbidCaching(reply)
      return whoShown(whoOf(request))
    },
  )

  app.delete(
    '/v1/session',
    {
      config: { access: { to: ROLES, write: true, keyless: true } },
      schema: { tags, summary: 'Log out', response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      const secret = sessionSecret(request, door.settings)
      if (secret !== undefined) {
        await logOut(engine, secret)
        await door.gate.settled()
      }
      return clearSession(reply, door.settings).code(204).send(null)
    },
  )
}
