import { Type } from 'typebox'
import { type CheckedLine, checkCart } from '../../../usecases/orders/check-cart.ts'
import { searchShelf } from '../../../usecases/products/shelf.ts'
import { sentenceOf } from '../../../usecases/sentence.ts'
import { readable } from '../../kit/access.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { type Language, languageOf } from '../../kit/language.ts'
import {
  Count,
  fromCursor,
  isName,
  limitOf,
  Nullable,
  Page,
  PageQuery,
  Shape,
  Text,
  toCursor,
} from '../../kit/schemas.ts'
import { Cart } from '../orders/schemas.ts'
import {
  OfferAnswer,
  offerShown,
  ProductAnswer,
  ProductFields,
  productShown,
} from '../products/shown.ts'

const tags = ['Store']

const Shelved = Shape({ ...ProductFields, offer: Nullable(OfferAnswer), offers: Count })

const CheckedAnswer = Shape({
  product: Nullable(ProductAnswer),
  offer: Nullable(OfferAnswer),
  no: Nullable(Shape({ code: Type.String(), sentence: Type.String() })),
})

const checkedShown = ({ product, offer, no }: CheckedLine, language: Language) => ({
  product: product && productShown(product),
  offer: offer && offerShown(offer),
  no: no && { code: no.refused, sentence: sentenceOf(no, language) },
})

/** What a shop front shows at a glance; anyone may look. */
export function storeRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/shelf',
    {
      config: readable('anyone'),
      schema: {
        tags,
        summary: 'Search products, each with its featured offer',
        querystring: Shape({
          ...PageQuery,
          query: Type.Optional(Text(100)),
          category: Type.Optional(Text(64)),
        }),
        response: { 200: Page(Shelved) },
      },
    },
    async ({ query }) => {
      const { cursor, limit: _, ...search } = query
      const after = fromCursor(cursor, isName)
      const from = after === undefined ? {} : { cursor: after }
      const found = await searchShelf(engine, { ...search, ...from, limit: limitOf(query) })
      return {
        items: found.products.map(({ product, offer, offers }) => ({
          ...productShown(product),
          offer: offer && offerShown(offer),
          offers,
        })),
        next: found.next === null ? null : toCursor(found.next),
      }
    },
  )

  app.post(
    '/v1/cart-lines',
    {
      config: readable('anyone'),
      schema: {
        tags,
        summary: 'How each line of a cart stands now, and why it can not be ordered as it is',
        description: 'Changes nothing, and does not stop at the first line that can not.',
        body: Shape(
          { lines: Cart },
          { examples: [{ lines: [{ seller: 'tea-house', sku: 'TEA-200G', quantity: 2 }] }] },
        ),
        response: { 200: Shape({ items: Type.Array(CheckedAnswer) }) },
      },
    },
    async (request) => {
      const lines = await checkCart(engine, request.body.lines)
      return { items: lines.map((line) => checkedShown(line, languageOf(request))) }
    },
  )
}
