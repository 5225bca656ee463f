import { Type } from 'typebox'
import { STATEMENT_FIGURES } from '../../../rules/explain/settlement.ts'
import { explainOrder, FIGURES } from '../../../usecases/orders/explain.ts'
import { explainBalance, PLACES } from '../../../usecases/points/explain.ts'
import { explainOffer } from '../../../usecases/products/explain.ts'
import { explainStatement } from '../../../usecases/settlement/explain.ts'
import { readable, whoOf } from '../../kit/access.ts'
import { show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { languageOf } from '../../kit/language.ts'
import { Asin, Reference, Shape, Sku, Word } from '../../kit/schemas.ts'
import { BuyerParams } from '../buyers/routes.ts'
import { OrderParams } from '../orders/schemas.ts'
import { behalfOf } from '../orders/shown.ts'
import { StatementOrOpenParams } from '../settlements/schemas.ts'
import { ExplanationAnswer, explanationShown } from './schemas.ts'

const tags = ['Explanations']
const response = { 200: ExplanationAnswer }

/** Why a number is what it is: the rule's steps, the policy version and the ledger's entries. */
export function explanationRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/orders/:order/explanation',
    {
      config: readable(['buyer', 'seller', 'operator'], 'orders', { beyond: true }),
      schema: {
        tags,
        summary: 'Why a number of an order is what it is',
        params: OrderParams,
        querystring: Shape({
          figure: Word(FIGURES),
          line: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2}$', examples: ['1'] })),
        }),
        response,
      },
    },
    async (request, reply) => {
      const { order } = request.params
      const { figure, line } = request.query
      const ask = { order, figure, ...(line === undefined ? {} : { line: Number(line) }) }
      const found = await explainOrder(engine, ask, behalfOf(whoOf(request)))
      return show(request, reply, found, ({ policy, steps, entries }) => {
        const own = entries.map((entry) => ({ ...entry, order }))
        return explanationShown(policy, steps, own, languageOf(request))
      })
    },
  )

  app.get(
    '/v1/products/:asin/explanation',
    {
      config: readable('anyone'),
      schema: {
        tags,
        summary: 'Why an offer has the points it has',
        params: Shape({ asin: Asin }),
        querystring: Shape({ seller: Reference('tea-house'), sku: Sku }),
        response,
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.query }
      return show(request, reply, await explainOffer(engine, ask), ({ policy, steps }) =>
        explanationShown(policy, steps, [], languageOf(request)),
      )
    },
  )

  app.get(
    '/v1/buyers/:buyer/points/explanation',
    {
      config: readable(['buyer', 'operator'], 'points'),
      schema: {
        tags,
        summary: 'Why a balance of points is what it is: the newest movements of it',
        params: BuyerParams,
        querystring: Shape({ figure: Word(PLACES) }),
        response,
      },
    },
    async (request, reply) => {
      const found = await explainBalance(engine, request.params.buyer, request.query.figure)
      return show(request, reply, found, ({ policy, entries }) =>
        explanationShown(policy, [], entries, languageOf(request)),
      )
    },
  )

  app.get(
    '/v1/sellers/:seller/statements/:period/explanation',
    {
      config: readable(['seller', 'operator'], 'finances'),
      schema: {
        tags,
        summary: 'Why a figure of a statement is what it is: its steps, or its newest movements',
        description: 'The period may be open.',
        params: StatementOrOpenParams,
        querystring: Shape({ figure: Word(STATEMENT_FIGURES) }),
        response,
      },
    },
    async (request, reply) => {
      const { seller, period } = request.params
      const { figure } = request.query
      const which = period === 'open' ? period : Number(period)
      const found = await explainStatement(engine, { seller, period: which, figure })
      return show(request, reply, found, ({ policy, steps, entries, more }) =>
        explanationShown(policy, steps, entries, languageOf(request), more),
      )
    },
  )
}
