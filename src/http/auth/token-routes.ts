import { Type } from 'typebox'
import type { Principal } from '../../usecases/auth/principal.ts'
import { SCOPES } from '../../usecases/auth/scopes.ts'
import {
  type AccessToken,
  issueToken,
  listTokens,
  revokeToken,
  type TokenOwner,
} from '../../usecases/auth/tokens.ts'
import { forbidCaching, readable, whoOf, writable } from '../kit/access.ts'
import { answer, intentOf } from '../kit/answer.ts'
import type { App } from '../kit/app-type.ts'
import type { HttpDeps } from '../kit/deps.ts'
import { NameOf, withNames } from '../kit/names.ts'
import { Rejected } from '../kit/problem.ts'
import {
  fromCursor,
  Id,
  isId,
  limitOf,
  Moment,
  momentOf,
  Nullable,
  Page,
  PageQuery,
  pageOf,
  QueryNumber,
  Reference,
  Shape,
  shownTime,
  shownTimeOrNull,
  Text,
  When,
  Word,
} from '../kit/schemas.ts'
import { ROLES } from './roles.ts'

const TokenAsk = Shape(
  {
    name: Text(200, { examples: ['Price tool'] }),
    role: Word(ROLES),
    buyer: Type.Optional(Reference('hanako')),
    seller: Type.Optional(Reference('tea-house')),
    provider: Type.Optional(Reference('price-tool')),
    scopes: Type.Array(Word(SCOPES), { minItems: 1, maxItems: SCOPES.length, uniqueItems: true }),
    expiresAt: Type.Optional(Moment),
  },
  {
    examples: [
      { name: 'Price tool', role: 'seller', seller: 'tea-house', scopes: ['listings', 'orders'] },
    ],
  },
)

const TokenFields = {
  id: Id,
  name: Type.String(),
  role: Word(ROLES),
  buyer: Nullable(Type.String()),
  seller: Nullable(Type.String()),
  provider: Nullable(Type.String()),
  scopes: Type.Array(Type.String()),
  createdAt: When,
  expiresAt: Nullable(When),
  revokedAt: Nullable(When),
}
const TokenAnswer = Shape(TokenFields)
const ListedToken = Shape({ ...TokenFields, providerName: NameOf })
const IssuedToken = Shape({
  ...TokenFields,
  secret: Nullable(
    Type.String({
      description: 'The token. Shown this once: null when the request is repeated',
      examples: ['tamaru_…'],
    }),
  ),
})

const tokenShown = <T extends AccessToken>(token: T) => ({
  ...token,
  scopes: [...token.scopes],
  createdAt: shownTime(token.createdAt),
  expiresAt: shownTimeOrNull(token.expiresAt),
  revokedAt: shownTimeOrNull(token.revokedAt),
})

const ownerOf = ({ buyer, seller }: Principal): TokenOwner => ({
  buyer: buyer?.id ?? null,
  seller: seller?.id ?? null,
})

/** Tokens with which apps come in. Operators make any, sellers and buyers make their own. */
export function tokenRoutes(app: App, { engine, door }: HttpDeps): void {
  const tags = ['Access']

  app.get(
    '/v1/tokens',
    {
      config: readable(ROLES, 'access'),
      schema: {
        tags,
        summary: 'Tokens, without their secrets',
        querystring: Shape(PageQuery),
        response: { 200: Page(ListedToken) },
      },
    },
    async (request) => {
      const { query } = request
      const limit = limitOf(query)
      const after = fromCursor(query.cursor, isId) ?? 0
      const found = await listTokens(engine, ownerOf(whoOf(request)), after, limit)
      const tokens = await withNames(engine, request, found, 'provider')
      return pageOf(tokens, limit, (token) => token.id, tokenShown)
    },
  )

  app.post(
    '/v1/tokens',
    {
      config: writable(ROLES, 'access'),
      schema: { tags, summary: 'Make a token', body: TokenAsk, response: { 201: IssuedToken } },
    },
    async (request, reply) => {
      const { expiresAt, ...ask } = request.body
      const who = whoOf(request)
      const own =
        who.role === 'operator' ||
        (ask.role === who.role &&
          ask.buyer === who.buyer?.reference &&
          ask.seller === who.seller?.reference)
      if (!own) throw new Rejected('not_yours')
      // A token can hand on no more than it has.
      const lacking = ask.scopes.find((scope) => who.scopes && !who.scopes.has(scope))
      if (lacking) throw new Rejected('scope_missing', { scope: lacking })
      const until = expiresAt === undefined ? {} : { expiresAt: momentOf(expiresAt, '/expiresAt') }
      const issued = await issueToken(engine, intentOf(request), who, { ...ask, ...until })
      return answer(request, forbidCaching(reply), 201, issued, tokenShown)
    },
  )

  app.delete(
    '/v1/tokens/:token',
    {
      config: writable(ROLES, 'access'),
      schema: {
        tags,
        summary: 'Revoke a token at once',
        params: Shape({ token: QueryNumber() }),
        response: { 200: TokenAnswer },
      },
    },
    async (request, reply) => {
      const token = Number(request.params.token)
      const owner = ownerOf(whoOf(request))
      const revoked = await revokeToken(engine, intentOf(request), owner, token)
      await door.gate.settled()
      return answer(request, reply, 200, revoked, tokenShown)
    },
  )
}
