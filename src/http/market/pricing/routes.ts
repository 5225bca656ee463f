import { Type } from 'typebox'
import { expectedPriceOf } from '../../../usecases/pricing/expected-price.ts'
import { featuredShares } from '../../../usecases/pricing/featured-shares.ts'
import { pricingHistory } from '../../../usecases/pricing/find-rules.ts'
import { simulatePricingRule } from '../../../usecases/pricing/simulate-rule.ts'
import { readable } from '../../kit/access.ts'
import { show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import {
  Moment,
  momentOf,
  newestFirst,
  Page,
  PageQuery,
  pageOf,
  Shape,
  shownTime,
} from '../../kit/schemas.ts'
import { ListingParams } from '../listings/schemas.ts'
import { SellerParams } from '../sellers/schemas.ts'
import { ruleRoutes } from './rule-routes.ts'
import {
  ExpectedAnswer,
  HistoryAnswer,
  ShareAnswer,
  SimulationAnswer,
  SimulationAsk,
  simulationShown,
} from './schemas.ts'

const tags = ['Automated pricing']
const config = readable(['seller', 'operator'], 'listings')

/** Rules that set prices, and what they did, would have done, and are about: being featured. */
export function pricingRoutes(app: App, deps: HttpDeps): void {
  ruleRoutes(app, deps)
  const { engine } = deps

  app.get(
    '/v1/sellers/:seller/pricing-rules/:sku/history',
    {
      config,
      schema: {
        tags,
        summary: 'What was done to a pricing rule and what it did, newest first, with reasons',
        params: ListingParams,
        querystring: Shape(PageQuery),
        response: { 200: Page(HistoryAnswer) },
      },
    },
    async (request, reply) => {
      const page = newestFirst(request.query)
      const found = await pricingHistory(engine, { ...request.params, ...page })
      return show(request, reply, found, (entries) =>
        pageOf(
          entries,
          page.limit,
          ({ id }) => id,
          (entry) => ({ ...entry, at: shownTime(entry.at) }),
        ),
      )
    },
  )

  app.post(
    '/v1/sellers/:seller/pricing-rules/:sku/simulate',
    {
      config,
      schema: {
        tags,
        summary: 'What a rule would have done on recorded changes of offers; changes nothing',
        params: ListingParams,
        body: SimulationAsk,
        response: { 200: SimulationAnswer },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body }
      return show(request, reply, await simulatePricingRule(engine, ask), simulationShown)
    },
  )

  app.get(
    '/v1/sellers/:seller/listings/:sku/expected-price',
    {
      config,
      schema: {
        tags,
        summary: 'The highest price at which an offer would be featured',
        params: ListingParams,
        response: { 200: ExpectedAnswer },
      },
    },
    async (request, reply) => {
      const { seller, sku } = request.params
      const found = await expectedPriceOf(engine, seller, sku)
      return show(request, reply, found, ({ asin, group, expected }) => {
        const valid = expected.status === 'VALID_FOEP' ? expected : null
        const { status } = expected
        const { threshold } = group
        return {
          ...{ sku, asin, status, threshold },
          ...{ price: valid?.price ?? null, points: valid?.points ?? null },
        }
      })
    },
  )

  app.get(
    '/v1/sellers/:seller/featured-shares',
    {
      config,
      schema: {
        tags,
        summary: 'For how much of a span each SKU was the featured offer',
        params: SellerParams,
        querystring: Shape({ from: Moment, to: Type.Optional(Moment) }),
        response: { 200: Shape({ items: Type.Array(ShareAnswer) }) },
      },
    },
    async (request, reply) => {
      const { from, to } = request.query
      const found = await featuredShares(engine, {
        seller: request.params.seller,
        from: momentOf(from, '/from'),
        to: to === undefined ? engine.clock.now() : momentOf(to, '/to'),
      })
      return show(request, reply, found, (items) => ({ items: [...items] }))
    },
  )
}
