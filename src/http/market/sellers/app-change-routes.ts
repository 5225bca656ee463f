import { Type } from 'typebox'
import {
  type AppChange,
  type AppChangePlace,
  listAppChanges,
} from '../../../usecases/apps/app-changes.ts'
import { readable } from '../../kit/access.ts'
import { show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import {
  fromCursor,
  Id,
  isId,
  limitOf,
  Nullable,
  Page,
  PageQuery,
  Shape,
  Sku,
  shownTime,
  Text,
  toCursor,
  When,
  Word,
} from '../../kit/schemas.ts'
import { HISTORY } from '../listings/schemas.ts'
import { SellerParams } from './schemas.ts'

const AppChangeAnswer = Shape({
  sku: Sku,
  appName: Type.String(),
  ...HISTORY,
  versionNow: Id,
  resetNow: Nullable(Shape({ at: When, by: Type.String() })),
})

const changeShown = ({ at, resetNow, ...change }: AppChange) => ({
  ...change,
  at: shownTime(at),
  resetNow: resetNow && { by: resetNow.by, at: shownTime(resetNow.at) },
})

/** What a seller's apps changed of its listings. */
export function appChangeRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/app-changes',
    {
      config: readable(['seller', 'operator'], 'listings'),
      schema: {
        tags: ['Service providers'],
        summary: 'What apps changed of a seller’s listings, newest first, from what to what',
        description: 'Resets alone can come in pages that hold fewer than asked.',
        params: SellerParams,
        querystring: Shape({
          ...PageQuery,
          app: Type.Optional(Text(64, { examples: ['price-tool'] })),
          resets: Type.Optional(Word(['true', 'false'])),
        }),
        response: { 200: Page(AppChangeAnswer) },
      },
    },
    async (request, reply) => {
      const { app: by, resets, cursor } = request.query
      const after = fromCursor(cursor, isPlace)
      const ask = {
        ...{ ...request.params, limit: limitOf(request.query), resets: resets === 'true' },
        ...(by === undefined ? {} : { app: by }),
        ...(after ? { after } : {}),
      }
      return show(request, reply, await listAppChanges(engine, ask), ({ changes, next }) => ({
        items: changes.map(changeShown),
        next: next && toCursor(next),
      }))
    },
  )
}

function isPlace(value: unknown): value is AppChangePlace {
  if (typeof value !== 'object' || value === null) return false
  const { id, n } = value as Partial<AppChangePlace>
  return isId(id) && isId(n)
}
