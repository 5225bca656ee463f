import { Type } from 'typebox'
import { gathered } from '../../../ledger/gathered.ts'
import { createProduct } from '../../../usecases/products/create.ts'
import { findProduct, searchProducts } from '../../../usecases/products/find.ts'
import { offersOn, type ProductOffers } from '../../../usecases/products/offers.ts'
import { putProduct } from '../../../usecases/products/put.ts'
import { setReferencePrice } from '../../../usecases/products/reference-price.ts'
import { readable, writable } from '../../kit/access.ts'
import { answer, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import {
  Asin,
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
  Word,
  Yen,
} from '../../kit/schemas.ts'
import { SellerParams } from '../sellers/schemas.ts'
import { OfferAnswer, offerShown, ProductAnswer, productShown } from './shown.ts'

const tags = ['Products']
const ProductParams = Shape({ asin: Asin })

const MaybeText = (length: number) => Type.Optional(Nullable(Text(length)))
const ProductPut = Shape(
  {
    titleJa: Text(500),
    titleEn: MaybeText(500),
    brand: MaybeText(200),
    category: MaybeText(64),
    productType: MaybeText(64),
    image: MaybeText(2_000),
  },
  { examples: [{ titleJa: '煎茶 200g', titleEn: 'Sencha 200 g', category: 'grocery' }] },
)

const ProductPost = Shape(
  {
    titleJa: Text(500),
    titleEn: MaybeText(500),
    brand: MaybeText(200),
    category: MaybeText(64),
    image: MaybeText(2_000),
  },
  { examples: [{ titleJa: 'ほうじ茶 100g', titleEn: 'Roasted tea 100 g' }] },
)

const OffersAnswer = Shape({
  asin: Asin,
  policyVersion: Count,
  groups: Type.Array(
    Shape({
      condition: Word(['new', 'refurbished', 'used', 'collectible']),
      offers: Type.Array(OfferAnswer),
    }),
  ),
})

/** Products and the offers on them; anyone may look. */
export function productRoutes(app: App, { engine }: HttpDeps): void {
  // A page that many look at is read, ranked and put into words once for all who ask meanwhile.
  const offersOf = gathered<string, OffersShown>(async (asins) => {
    const found = await offersOn(engine, asins)
    return new Map([...found].map(([asin, offers]) => [asin, offersShown(offers)]))
  })
  app.get(
    '/v1/products',
    {
      config: readable('anyone'),
      schema: {
        tags,
        summary: 'Search products, by ASIN',
        querystring: Shape({
          ...PageQuery,
          query: Type.Optional(Text(100)),
          category: Type.Optional(Text(64)),
        }),
        response: { 200: Page(ProductAnswer) },
      },
    },
    async ({ query }) => {
      const { cursor, limit: _, ...search } = query
      const after = fromCursor(cursor, isName)
      const from = after === undefined ? {} : { cursor: after }
      const found = await searchProducts(engine, { ...search, ...from, limit: limitOf(query) })
      const next = found.next === null ? null : toCursor(found.next)
      return { items: found.products.map(productShown), next }
    },
  )

  app.get(
    '/v1/products/:asin',
    {
      config: readable('anyone'),
      schema: {
        tags,
        summary: 'One product',
        params: ProductParams,
        response: { 200: ProductAnswer },
      },
    },
    async (request, reply) =>
      show(request, reply, await findProduct(engine, request.params.asin), productShown),
  )

  app.put(
    '/v1/products/:asin',
    {
      config: writable(['operator'], 'listings'),
      schema: {
        tags,
        summary: 'Make a product, or bring it to what is named; what is left out is emptied',
        params: ProductParams,
        body: ProductPut,
        response: {
          200: Shape({ asin: Asin, what: Word(['created', 'changed', 'unchanged']) }),
        },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body }
      return answer(request, reply, 200, await putProduct(engine, intentOf(request), ask))
    },
  )

  app.put(
    '/v1/products/:asin/reference-price',
    {
      config: writable(['operator'], 'listings'),
      schema: {
        tags,
        summary: 'Say what a product is worth, which limits what can be featured',
        description: 'The competitive price threshold is the policy’s share of it; null: none.',
        params: ProductParams,
        body: Shape({ price: Nullable(Yen) }, { examples: [{ price: 1_980 }] }),
        response: { 200: Shape({ asin: Asin, price: Nullable(Yen) }) },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body }
      return answer(request, reply, 200, await setReferencePrice(engine, intentOf(request), ask))
    },
  )

  app.post(
    '/v1/sellers/:seller/products',
    {
      config: writable(['seller', 'operator'], 'listings'),
      schema: {
        tags,
        summary: 'Make a product that nobody offers yet; its code is made here',
        params: SellerParams,
        body: ProductPost,
        response: { 201: Shape({ asin: Asin }) },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body }
      return answer(request, reply, 201, await createProduct(engine, intentOf(request), ask))
    },
  )

  app.get(
    '/v1/products/:asin/offers',
    {
      config: readable('anyone'),
      schema: {
        tags,
        summary: 'Every offer on a product, ranked by landed price, with the featured one and why',
        params: ProductParams,
        response: { 200: OffersAnswer },
      },
    },
    async (request) => (await offersOf(request.params.asin)) as OffersShown,
  )
}

type OffersShown = ReturnType<typeof offersShown>

const offersShown = ({ asin, policy, groups }: ProductOffers) => ({
  asin,
  policyVersion: policy.version,
  groups: groups.map(({ condition, standings }) => ({
    condition,
    offers: standings.map(offerShown),
  })),
})
