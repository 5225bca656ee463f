import { Type } from 'typebox'
import { CONDITIONS } from '../../../rules/offers/offer.ts'
import { findProduct, searchProducts } from '../../../usecases/products/find.ts'
import { productOffers, type RankedOffer } from '../../../usecases/products/offers.ts'
import type { Product } from '../../../usecases/products/product.ts'
import { putProduct } from '../../../usecases/products/put.ts'
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
  Points,
  Shape,
  SignedYen,
  Sku,
  shownTime,
  Text,
  toCursor,
  When,
  Word,
  Yen,
} from '../../kit/schemas.ts'

const tags = ['Products']
const ProductParams = Shape({ asin: Asin })

const ProductAnswer = Shape({
  asin: Asin,
  titleJa: Type.String({ examples: ['煎茶 200g'] }),
  titleEn: Nullable(Type.String()),
  brand: Nullable(Type.String()),
  category: Nullable(Type.String()),
  productType: Nullable(Type.String()),
  image: Nullable(Type.String()),
  createdAt: When,
  updatedAt: When,
})

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

/** An offer as buyers see it, with its place in the ranking and why. */
const OfferAnswer = Shape({
  seller: Type.String(),
  sellerName: Type.String(),
  sku: Sku,
  version: Count,
  condition: Word(CONDITIONS),
  price: Yen,
  shipping: Yen,
  points: Points,
  shown: Nullable(Shape({ points: Points, bps: Count, percent: Type.String() })),
  inStock: Type.Boolean(),
  landed: Yen,
  place: Word(['featured', 'behind', 'ineligible']),
  because: Type.String({ examples: ['lowest_landed_price'] }),
  by: Nullable(SignedYen),
})
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

const productShown = (product: Product) => ({
  ...product,
  createdAt: shownTime(product.createdAt),
  updatedAt: shownTime(product.updatedAt),
})

function offerShown(ranked: RankedOffer) {
  const { offer, landed, place } = ranked
  const why = ranked.place === 'featured' ? ranked.won : ranked.lost
  return {
    ...{ landed, place, because: why.because, by: 'by' in why ? why.by : null },
    seller: offer.sellerReference,
    sellerName: offer.sellerName,
    ...{ sku: offer.sku, version: offer.version, condition: offer.condition },
    ...{ price: offer.price, shipping: offer.shipping, points: offer.points, shown: offer.shown },
    inStock: offer.stock > 0,
  }
}

/** Products and the offers on them; anyone may look. */
export function productRoutes(app: App, { engine }: HttpDeps): void {
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
    async (request) => {
      const { asin, policyVersion, groups } = await productOffers(engine, request.params.asin)
      return {
        asin,
        policyVersion,
        groups: groups.map(({ condition, standings }) => ({
          condition,
          offers: standings.map(offerShown),
        })),
      }
    },
  )
}
