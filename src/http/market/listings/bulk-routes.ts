import { changePart, previewPart } from '../../../usecases/listings/bulk.ts'
import { readable, whoOf, writable } from '../../kit/access.ts'
import { answer, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { SellerParams } from '../sellers/schemas.ts'
import { ListingsChangeAnswer, ListingsChangeAsk } from './schemas.ts'
import { authorshipOf, partShown } from './shown.ts'

const tags = ['Listings']

/** Changes of every listing that fits a filter, a part with each request. */
export function bulkRoutes(app: App, { engine }: HttpDeps): void {
  app.post(
    '/v1/sellers/:seller/listing-changes',
    {
      config: writable(['seller', 'operator'], 'listings'),
      schema: {
        tags,
        summary: 'Change the listings that fit a filter, some thousands with each request',
        description:
          'Ask again with after = next and a new key until next is null: each is changed once then.',
        params: SellerParams,
        body: ListingsChangeAsk,
        response: { 200: ListingsChangeAnswer },
      },
    },
    async (request, reply) => {
      const { after = '', ...ask } = request.body
      const who = authorshipOf(whoOf(request), request.params.seller)
      const changed = await changePart(engine, intentOf(request), { ...ask, ...who }, after)
      return answer(request, reply, 200, changed, partShown(request))
    },
  )

  app.post(
    '/v1/sellers/:seller/listing-changes/preview',
    {
      config: readable(['seller', 'operator'], 'listings'),
      schema: {
        tags,
        summary: 'What a change over a filter would do, with its warnings; changes nothing',
        params: SellerParams,
        body: ListingsChangeAsk,
        response: { 200: ListingsChangeAnswer },
      },
    },
    async (request, reply) => {
      const { after = '', ...ask } = request.body
      const who = authorshipOf(whoOf(request), request.params.seller)
      const part = await previewPart(engine, { ...ask, ...who }, after)
      return show(request, reply, part, partShown(request))
    },
  )
}
