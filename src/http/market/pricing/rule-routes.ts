import { Type } from 'typebox'
import { findPricingRule, listPricingRules } from '../../../usecases/pricing/find-rules.ts'
import {
  enablePricingRule,
  removePricingRule,
  setPricingRule,
} from '../../../usecases/pricing/set-rule.ts'
import { undoRepricing } from '../../../usecases/pricing/undo-repricing.ts'
import { readable, whoOf, writable } from '../../kit/access.ts'
import { answer, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import {
  fromCursor,
  isName,
  limitOf,
  Page,
  PageQuery,
  pageOf,
  Shape,
  Sku,
  Word,
} from '../../kit/schemas.ts'
import { ChangedAnswer, ListingParams } from '../listings/schemas.ts'
import { changedShown } from '../listings/shown.ts'
import { SellerParams } from '../sellers/schemas.ts'
import { RuleAnswer, RulePut, ruleShown } from './schemas.ts'

const tags = ['Automated pricing']
const reading = readable(['seller', 'operator'], 'listings')
const writing = writable(['seller', 'operator'], 'listings')
const RULE = '/v1/sellers/:seller/pricing-rules/:sku'

/** Rules that set prices by themselves, one for a SKU. */
export function ruleRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/pricing-rules',
    {
      config: reading,
      schema: {
        tags,
        summary: 'A seller’s pricing rules, by SKU',
        params: SellerParams,
        querystring: Shape({ ...PageQuery, enabled: Type.Optional(Word(['true', 'false'])) }),
        response: { 200: Page(RuleAnswer) },
      },
    },
    async (request, reply) => {
      const { cursor, enabled } = request.query
      const limit = limitOf(request.query)
      const after = fromCursor(cursor, isName)
      const found = await listPricingRules(engine, {
        ...{ seller: request.params.seller, limit },
        ...(after === undefined ? {} : { after }),
        ...(enabled === undefined ? {} : { enabled: enabled === 'true' }),
      })
      return show(request, reply, found, (rules) =>
        pageOf(rules, limit, ({ sku }) => sku, ruleShown),
      )
    },
  )

  app.get(
    RULE,
    {
      config: reading,
      schema: {
        tags,
        summary: 'A SKU’s pricing rule, and why it decided last as it did',
        params: ListingParams,
        response: { 200: RuleAnswer },
      },
    },
    async (request, reply) => {
      const { seller, sku } = request.params
      return show(request, reply, await findPricingRule(engine, seller, sku), ruleShown)
    },
  )

  app.put(
    RULE,
    {
      config: writing,
      schema: {
        tags,
        summary: 'Give a SKU a pricing rule, or replace the one it has',
        description:
          'An enabled rule decides at once, and after every change of an offer on the product. ' +
          'Floor and ceiling are compared with price and shipping, net of points.',
        params: ListingParams,
        body: RulePut,
        response: { 200: RuleAnswer },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body, by: whoOf(request).id }
      return answer(
        request,
        reply,
        200,
        await setPricingRule(engine, intentOf(request), ask),
        ruleShown,
      )
    },
  )

  for (const [verb, enabled, summary] of [
    ['pause', false, 'Pause a pricing rule: it is kept, and sets no price'],
    ['resume', true, 'Let a paused pricing rule go on'],
  ] as const) {
    app.post(
      `${RULE}/${verb}`,
      {
        config: writing,
        schema: { tags, summary, params: ListingParams, response: { 200: RuleAnswer } },
      },
      async (request, reply) => {
        const ask = { ...request.params, enabled, by: whoOf(request).id }
        const switched = await enablePricingRule(engine, intentOf(request), ask)
        return answer(request, reply, 200, switched, ruleShown)
      },
    )
  }

  app.post(
    `${RULE}/undo`,
    {
      config: writing,
      schema: {
        tags,
        summary: 'Take back the last price that the rule set, and pause it',
        params: ListingParams,
        response: { 200: ChangedAnswer },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, by: whoOf(request).id }
      const undone = await undoRepricing(engine, intentOf(request), ask)
      return answer(request, reply, 200, undone, changedShown(request))
    },
  )

  app.delete(
    RULE,
    {
      config: writing,
      schema: {
        tags,
        summary: 'Take a pricing rule away; its history stays',
        params: ListingParams,
        response: { 200: Shape({ sku: Sku }) },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, by: whoOf(request).id }
      return answer(request, reply, 200, await removePricingRule(engine, intentOf(request), ask))
    },
  )
}
