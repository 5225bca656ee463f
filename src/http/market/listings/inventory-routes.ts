import { Type } from 'typebox'
import { INVENTORY_COLUMNS } from '../../../rules/offers/inventory-columns.ts'
import {
  DENSITIES,
  keepPreferences,
  readPreferences,
} from '../../../usecases/inventory/preferences.ts'
import { dropView, keepView, listViews, VIEW_NAME_MAX } from '../../../usecases/inventory/views.ts'
import { LISTING_SORTS } from '../../../usecases/listings/search.ts'
import { readable, writable } from '../../kit/access.ts'
import { answer, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { Reference, Shape, Text, Word } from '../../kit/schemas.ts'
import { SellerParams } from '../sellers/schemas.ts'
import { FilterBody } from './schemas.ts'

const tags = ['Listings']
const OWN = ['seller', 'operator'] as const

const ViewName = Text(VIEW_NAME_MAX, { examples: ['Sold out'] })
const ViewParams = Shape({ seller: Reference('tea-house'), view: ViewName })

const Preferences = Shape(
  {
    columns: Type.Array(Shape({ column: Word(INVENTORY_COLUMNS), shown: Type.Boolean() }), {
      maxItems: INVENTORY_COLUMNS.length,
    }),
    pageSize: Type.Integer({ minimum: 10, maximum: 200, examples: [50] }),
    density: Word(DENSITIES),
  },
  {
    examples: [{ columns: [{ column: 'points', shown: true }], pageSize: 100, density: 'compact' }],
  },
)

const ViewFields = {
  filter: FilterBody,
  sort: Word(LISTING_SORTS),
  descending: Type.Boolean(),
}
const ViewAsk = Shape(ViewFields, {
  examples: [{ filter: { stockAtMost: 0 }, sort: 'sku', descending: false }],
})
const ViewAnswer = Shape({ name: Type.String(), ...ViewFields })

/** How a seller looks at its inventory: columns and pages, and views under a name. */
export function inventoryRoutes(app: App, deps: HttpDeps): void {
  preferenceRoutes(app, deps)
  viewRoutes(app, deps)
}

function viewRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/inventory-views',
    {
      config: readable(OWN, 'listings'),
      schema: {
        tags,
        summary: 'Filters and orders of the inventory that have a name',
        params: SellerParams,
        response: { 200: Shape({ items: Type.Array(ViewAnswer) }) },
      },
    },
    async (request, reply) => {
      const found = await listViews(engine, request.params.seller)
      return show(request, reply, found, ({ views }) => ({ items: [...views] }))
    },
  )

  app.put(
    '/v1/sellers/:seller/inventory-views/:view',
    {
      config: writable(OWN, 'listings'),
      schema: {
        tags,
        summary: 'Keep a view under its name',
        params: ViewParams,
        body: ViewAsk,
        response: { 200: ViewAnswer },
      },
    },
    async (request, reply) => {
      const { seller, view: name } = request.params
      const ask = { ...request.body, seller, name }
      return answer(request, reply, 200, await keepView(engine, intentOf(request), ask))
    },
  )

  app.delete(
    '/v1/sellers/:seller/inventory-views/:view',
    {
      config: writable(OWN, 'listings'),
      schema: {
        tags,
        summary: 'Forget a view',
        params: ViewParams,
        response: { 200: Shape({ name: Type.String() }) },
      },
    },
    async (request, reply) => {
      const { seller, view: name } = request.params
      return answer(
        request,
        reply,
        200,
        await dropView(engine, intentOf(request), { seller, name }),
      )
    },
  )
}

function preferenceRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/inventory-preferences',
    {
      config: readable(OWN, 'listings'),
      schema: {
        tags,
        summary: 'How a seller sees its inventory',
        params: SellerParams,
        response: { 200: Preferences },
      },
    },
    async (request, reply) =>
      show(request, reply, await readPreferences(engine, request.params.seller)),
  )

  app.put(
    '/v1/sellers/:seller/inventory-preferences',
    {
      config: writable(OWN, 'listings'),
      schema: {
        tags,
        summary: 'Choose columns, their order and the size of a page; points can not be hidden',
        params: SellerParams,
        body: Preferences,
        response: { 200: Preferences },
      },
    },
    async (request, reply) => {
      const ask = { ...request.body, ...request.params }
      return answer(request, reply, 200, await keepPreferences(engine, intentOf(request), ask))
    },
  )
}
