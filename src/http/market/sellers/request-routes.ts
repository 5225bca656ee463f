import { Type } from 'typebox'
import { listAppRequests, type RequestLog } from '../../../usecases/apps/request-log.ts'
import { readable } from '../../kit/access.ts'
import { show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import {
  Count,
  fromCursor,
  Id,
  isId,
  limitOf,
  Nullable,
  Page,
  PageQuery,
  pageOf,
  Shape,
  shownTime,
  Text,
  When,
  Word,
} from '../../kit/schemas.ts'
import { SellerParams } from './schemas.ts'

const LoggedRequest = Shape({
  id: Id,
  at: When,
  app: Type.String({ examples: ['app:7'] }),
  appName: Type.String(),
  provider: Nullable(Type.String()),
  method: Type.String(),
  path: Type.String(),
  status: Count,
  code: Nullable(Type.String()),
  ms: Count,
  key: Nullable(Type.String()),
  body: Type.Unknown(),
  request: Type.String(),
})

/** What a seller's apps asked, for the seller to look at. */
export function requestRoutes(app: App, { engine }: HttpDeps, log: RequestLog): void {
  app.get(
    '/v1/sellers/:seller/app-requests',
    {
      config: readable(['seller', 'operator'], 'access'),
      schema: {
        tags: ['Service providers'],
        summary: 'What apps asked on the seller’s behalf in the last 30 days, newest first',
        params: SellerParams,
        querystring: Shape({
          ...PageQuery,
          app: Type.Optional(Text(64, { examples: ['app:7'] })),
          failed: Type.Optional(Word(['true', 'false'])),
        }),
        response: { 200: Page(LoggedRequest) },
      },
    },
    async (request, reply) => {
      const { query, params } = request
      await log.flush()
      const limit = limitOf(query)
      const found = await listAppRequests(engine, {
        ...params,
        limit,
        before: fromCursor(query.cursor, isId) ?? Number.MAX_SAFE_INTEGER,
        failed: query.failed === 'true',
        ...(query.app === undefined ? {} : { app: query.app }),
      })
      return show(request, reply, found, (requests) =>
        pageOf(
          requests,
          limit,
          ({ id }) => id,
          (one) => ({ ...one, at: shownTime(one.at) }),
        ),
      )
    },
  )
}
