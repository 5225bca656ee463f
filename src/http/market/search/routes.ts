import { Type } from 'typebox'
import { findAnything } from '../../../usecases/parties/find-anything.ts'
import { readable } from '../../kit/access.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { Nullable, Shape, Text, Word } from '../../kit/schemas.ts'

const FoundAnswer = Shape({
  kind: Word(['order', 'seller', 'buyer', 'listing']),
  reference: Type.String({ description: 'Of a listing its SKU', examples: ['S-AOZORA'] }),
  name: Nullable(Shape({ ja: Nullable(Type.String()), en: Nullable(Type.String()) })),
  seller: Nullable(Type.String({ description: 'Whose the listing is' })),
})

/** One question for everything that has a name of its own. */
export function searchRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/search',
    {
      config: readable(['operator'], 'parties'),
      schema: {
        tags: ['Search'],
        summary: 'Orders, sellers, buyers and listings that a word may mean, five of each',
        description:
          'An order, a seller or a buyer by how its reference begins, sellers and buyers also by ' +
          'a part of their names, a listing by its SKU or ASIN.',
        querystring: Shape({ query: Text(100, { examples: ['250-1'] }) }),
        response: { 200: Shape({ items: Type.Array(FoundAnswer) }) },
      },
    },
    async ({ query }) => ({ items: [...(await findAnything(engine, query.query))] }),
  )
}
