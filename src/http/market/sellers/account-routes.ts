import { Type } from 'typebox'
import { isRefusal, refuse } from '../../../rules/refusal.ts'
import { acceptAgreement } from '../../../usecases/sellers/accept-agreement.ts'
import { readSeller } from '../../../usecases/sellers/account.ts'
import { listSellers } from '../../../usecases/sellers/list-sellers.ts'
import { PLANS, registerSeller } from '../../../usecases/sellers/register.ts'
import { type SellerHistoryEntry, sellerHistory } from '../../../usecases/sellers/seller-history.ts'
import {
  previewDefaultPoints,
  setDefaultPoints,
} from '../../../usecases/sellers/set-default-points.ts'
import { setPlan } from '../../../usecases/sellers/set-plan.ts'
import { STANDINGS, setStanding } from '../../../usecases/sellers/set-standing.ts'
import { readable, whoOf, writable } from '../../kit/access.ts'
import { answer, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { withNames } from '../../kit/names.ts'
import { sendRefusal } from '../../kit/problem.ts'
import {
  fromCursor,
  isName,
  limitOf,
  newestFirst,
  Page,
  PageQuery,
  pageOf,
  Shape,
  shownTime,
  Text,
  Word,
} from '../../kit/schemas.ts'
import {
  AgreementAnswer,
  AgreementAsk,
  DefaultPointsAnswer,
  DefaultPointsAsk,
  DefaultPointsPreview,
  Happening,
  NewSeller,
  PlanAnswer,
  PlanAsk,
  SellerAnswer,
  SellerParams,
  StandingAnswer,
  StandingAsk,
  sellerShown,
} from './schemas.ts'

const tags = ['Sellers']
const OWN = ['seller', 'operator'] as const
const SellerMade = Shape({ seller: Type.String() })

/** Sellers' accounts: opening, reading, and what the operator decides of them. */
export function accountRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers',
    {
      config: readable(['operator'], 'parties'),
      schema: {
        tags,
        summary: 'Sellers, by reference',
        querystring: Shape({
          ...PageQuery,
          query: Type.Optional(Text(100)),
          plan: Type.Optional(Word(PLANS)),
          standing: Type.Optional(Word(STANDINGS)),
        }),
        response: { 200: Page(SellerAnswer) },
      },
    },
    async (request) => {
      const { cursor, limit: _, ...filter } = request.query
      const limit = limitOf(request.query)
      const after = fromCursor(cursor, isName)
      const from = after === undefined ? {} : { after }
      const sellers = await listSellers(engine, { ...filter, ...from, limit })
      return pageOf(sellers, limit, (seller) => seller.reference, sellerShown)
    },
  )

  app.post(
    '/v1/sellers',
    {
      config: writable(['operator'], 'parties'),
      schema: {
        tags,
        summary: 'Open a seller’s account',
        body: NewSeller,
        response: { 201: SellerMade },
      },
    },
    async (request, reply) =>
      answer(request, reply, 201, await registerSeller(engine, intentOf(request), request.body)),
  )

  app.get(
    '/v1/sellers/:seller',
    {
      config: readable(OWN, 'parties'),
      schema: {
        tags,
        summary: 'A seller’s account',
        params: SellerParams,
        response: { 200: SellerAnswer },
      },
    },
    async (request, reply) => {
      const seller = await readSeller(engine.pool, request.params.seller)
      return show(request, reply, seller ?? refuse('seller_not_found'), sellerShown)
    },
  )

  app.put(
    '/v1/sellers/:seller/plan',
    {
      config: writable(['operator'], 'parties'),
      schema: {
        tags,
        summary: 'Change the selling plan',
        params: SellerParams,
        body: PlanAsk,
        response: { 200: PlanAnswer },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body }
      return answer(request, reply, 200, await setPlan(engine, intentOf(request), ask))
    },
  )

  app.put(
    '/v1/sellers/:seller/standing',
    {
      config: writable(['operator'], 'parties'),
      schema: {
        tags,
        summary: 'Change the account’s standing',
        params: SellerParams,
        body: StandingAsk,
        response: { 200: StandingAnswer },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body }
      return answer(request, reply, 200, await setStanding(engine, intentOf(request), ask))
    },
  )

  app.get(
    '/v1/sellers/:seller/history',
    {
      config: readable(OWN, 'parties'),
      schema: {
        tags,
        summary: 'What happened to the account, newest first',
        params: SellerParams,
        querystring: Shape(PageQuery),
        response: { 200: Page(Happening) },
      },
    },
    async (request, reply) => {
      const page = newestFirst(request.query)
      const found = await sellerHistory(engine, { ...request.params, ...page })
      if (isRefusal(found)) return sendRefusal(request, reply, found)
      const told = found.map((one) => ({ ...one, provider: providerIn(one) }))
      const entries = await withNames(engine, request, told, 'by', 'provider')
      return pageOf(
        entries,
        page.limit,
        (entry) => entry.n,
        (entry) => ({ ...entry, at: shownTime(entry.at) }),
      )
    },
  )
}

/** What a seller decides of its own account. */
export function consentRoutes(app: App, { engine }: HttpDeps): void {
  app.post(
    '/v1/sellers/:seller/agreement',
    {
      config: writable(['seller'], 'parties'),
      schema: {
        tags,
        summary: 'Accept the points service agreement',
        description: 'Only the seller itself can: its consent is recorded with who gave it.',
        params: SellerParams,
        body: AgreementAsk,
        response: { 201: AgreementAnswer },
      },
    },
    async (request, reply) => {
      const { id, name } = whoOf(request)
      const ask = { ...request.params, ...request.body, by: `${name.slice(0, 150)} (${id})` }
      return answer(request, reply, 201, await acceptAgreement(engine, intentOf(request), ask))
    },
  )

  app.put(
    '/v1/sellers/:seller/default-points',
    {
      config: writable(['seller', 'operator'], 'listings'),
      schema: {
        tags,
        summary: 'Set the account-wide default percentage; 0 removes it',
        params: SellerParams,
        body: DefaultPointsAsk,
        response: { 200: DefaultPointsAnswer },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body }
      return answer(request, reply, 200, await setDefaultPoints(engine, intentOf(request), ask))
    },
  )

  app.post(
    '/v1/sellers/:seller/default-points/preview',
    {
      config: readable(['seller', 'operator'], 'listings'),
      schema: {
        tags,
        summary: 'How many listings a default would change',
        params: SellerParams,
        body: DefaultPointsAsk,
        response: { 200: DefaultPointsPreview },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body }
      return show(request, reply, await previewDefaultPoints(engine, ask))
    },
  )
}

/** The app that something on an account is about. */
const providerIn = ({ facts: { provider } }: SellerHistoryEntry): string | null =>
  typeof provider === 'string' ? provider : null
