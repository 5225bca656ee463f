import { Type } from 'typebox'
import { type Points, points } from '../../../rules/money/amount.ts'
import { isRefusal } from '../../../rules/refusal.ts'
import { listOrders, type OrderPlace } from '../../../usecases/orders/list.ts'
import { type PlacedOrder, placeOrder } from '../../../usecases/orders/place.ts'
import { quoteOrder } from '../../../usecases/orders/quote.ts'
import { resolveCart } from '../../../usecases/orders/resolve-lines.ts'
import { readOrder } from '../../../usecases/orders/view.ts'
import { readable, whoOf, writable } from '../../kit/access.ts'
import { answer, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { Rejected, sendRefusal } from '../../kit/problem.ts'
import {
  fromCursor,
  isId,
  limitOf,
  Moment,
  momentOf,
  Page,
  PageQuery,
  Reference,
  Shape,
  toCursor,
  Word,
} from '../../kit/schemas.ts'
import {
  OrderAnswer,
  OrderParams,
  PAYMENTS,
  PlacedAnswer,
  Purchase,
  QuoteAnswer,
  QuoteAsk,
  STATUSES,
} from './schemas.ts'
import { behalfOf, orderShown } from './shown.ts'

const ALL = ['buyer', 'seller', 'operator'] as const

export const redeemOf = (redeem: number | 'max' | undefined): Points | 'max' =>
  redeem === 'max' ? 'max' : points(redeem ?? 0)

const placedShown = ({ lines, ...outcome }: PlacedOrder) => ({
  ...outcome,
  lines: lines.map(({ seller: _, ...line }) => line),
})

/** Orders: placing, reading, listing. */
export function placeRoutes(app: App, { engine }: HttpDeps): void {
  const tags = ['Orders']

  app.post(
    '/v1/orders',
    {
      config: writable(['buyer', 'operator'], 'orders', { relayed: true }),
      schema: {
        tags,
        summary: 'Place an order',
        description:
          'Price, shipping, points and policy are frozen on its lines; redeemed points are held.',
        body: Purchase,
        response: { 201: PlacedAnswer },
      },
    },
    async (request, reply) => {
      const { buyer, reference, lines, redeem, payment = 'prepaid' } = request.body
      const who = whoOf(request)
      if (who.buyer && who.buyer.reference !== buyer) throw new Rejected('not_yours')
      const cart = await resolveCart(engine, lines)
      if (isRefusal(cart)) return sendRefusal(request, reply, cart)
      const placed = await placeOrder(engine, intentOf(request), {
        ...{ buyer, lines: cart.lines, stock: cart.stock, payment, redeem: redeemOf(redeem) },
        ...(reference === undefined ? {} : { reference }),
      })
      return answer(request, reply, 201, placed, placedShown)
    },
  )

  app.post(
    '/v1/quotes',
    {
      config: readable('anyone'),
      schema: {
        tags,
        summary: 'What a cart would cost and earn now, and the most points it could take',
        description: 'Changes nothing. Without a buyer: as for somebody without points.',
        body: QuoteAsk,
        response: { 200: QuoteAnswer },
      },
    },
    async (request, reply) => {
      const { redeem, ...ask } = request.body
      const { principal } = request
      const foreign = principal?.role !== 'operator' && principal?.buyer?.reference !== ask.buyer
      if (ask.buyer !== undefined && foreign) throw new Rejected('not_yours')
      return show(request, reply, await quoteOrder(engine, { ...ask, redeem: redeemOf(redeem) }))
    },
  )

  app.get(
    '/v1/orders/:order',
    {
      config: readable(ALL, 'orders'),
      schema: {
        tags,
        summary: 'One order, as far as it is yours',
        params: OrderParams,
        response: { 200: OrderAnswer },
      },
    },
    async (request, reply) => {
      const who = whoOf(request)
      const sheet = await readOrder(engine, request.params.order, behalfOf(who))
      return show(request, reply, sheet, (found) => orderShown(who, found))
    },
  )

  app.get(
    '/v1/orders',
    {
      config: readable(ALL, 'orders'),
      schema: {
        tags,
        summary: 'Orders, newest first',
        description:
          'With a status or payment a page may hold fewer than asked and still have a next one.',
        querystring: Shape({
          ...PageQuery,
          status: Type.Optional(Word(STATUSES)),
          payment: Type.Optional(Word(PAYMENTS)),
          placedFrom: Type.Optional(Moment),
          placedBefore: Type.Optional(Moment),
          buyer: Type.Optional(Reference('hanako')),
          seller: Type.Optional(Reference('tea-house')),
        }),
        response: { 200: Page(OrderAnswer) },
      },
    },
    async (request) => {
      const { status, payment, placedFrom, placedBefore, cursor, buyer, seller, ...query } =
        request.query
      const who = whoOf(request)
      const own = behalfOf(who)
      if (buyer !== undefined && own.seller !== undefined) throw new Rejected('not_yours')
      const of = {
        buyer: buyer === undefined ? undefined : ((await engine.directory.buyer(buyer)) ?? NOBODY),
        seller:
          seller === undefined ? undefined : ((await engine.directory.seller(seller)) ?? NOBODY),
      }
      if (own.buyer !== undefined && (of.buyer ?? own.buyer) !== own.buyer) {
        throw new Rejected('not_yours')
      }
      if (own.seller !== undefined && (of.seller ?? own.seller) !== own.seller) {
        throw new Rejected('not_yours')
      }
      const after = fromCursor(cursor, isPlace)
      const found = await listOrders(engine, {
        ...Object.fromEntries(Object.entries(of).filter(([, id]) => id !== undefined)),
        ...own,
        ...(status === undefined ? {} : { status }),
        ...(payment === undefined ? {} : { payment }),
        ...(placedFrom === undefined ? {} : { placedFrom: momentOf(placedFrom, '/placedFrom') }),
        ...(placedBefore === undefined
          ? {}
          : { placedBefore: momentOf(placedBefore, '/placedBefore') }),
        ...(after === undefined ? {} : { after }),
        limit: limitOf(query),
      })
      return {
        items: found.orders.map((sheet) => orderShown(who, sheet)) as never,
        next: found.next === null ? null : toCursor(found.next),
      }
    },
  )
}

const isPlace = (value: unknown): value is OrderPlace =>
  typeof value === 'object' &&
  value !== null &&
  'at' in value &&
  Number.isSafeInteger(value.at) &&
  'order' in value &&
  isId(value.order)

/** No party has this number. */
const NOBODY = 0
