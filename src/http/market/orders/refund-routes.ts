import type { RefundCause, RefundLineAsk } from '../../../rules/refunds/refund.ts'
import { type OrderRefundAsk, previewRefund, refundOrder } from '../../../usecases/orders/refund.ts'
import { sellerSeesRefund } from '../../../usecases/orders/seen.ts'
import { readable, whoOf, writable } from '../../kit/access.ts'
import { answer, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { Rejected } from '../../kit/problem.ts'
import { ownIntent } from './life-routes.ts'
import {
  OrderParams,
  PreviewAskBody,
  RefundAnswer,
  RefundAskBody,
  ReturnAskBody,
} from './schemas.ts'
import { behalfOf, seenBy } from './shown.ts'

interface Body {
  readonly lines?: readonly RefundLineAsk[]
  readonly reason?: string
}

const askOf = (order: string, body: Body, cause: RefundCause): OrderRefundAsk => ({
  order,
  cause,
  lines: body.lines ?? 'full',
  ...(body.reason === undefined ? {} : { reason: body.reason }),
})

/** The ways back, with what is decided by whom: a claim and a chargeback are the operator's. */
const WAYS = [
  ['returns', 'return', ['seller', 'operator'], 'Take an item back, and refund it'],
  ['claims', 'guarantee_claim', ['operator'], 'Grant a guarantee claim (A-to-z)'],
  ['chargebacks', 'chargeback', ['operator'], 'Record a chargeback'],
] as const

/** Everything that undoes a sale, with the exact preview of it. */
export function refundRoutes(app: App, { engine }: HttpDeps): void {
  const tags = ['Refunds']

  app.post(
    '/v1/orders/:order/refund-previews',
    {
      config: readable(['seller', 'operator'], 'orders', { beyond: true }),
      schema: {
        tags,
        summary: 'What a refund would do now, exactly',
        description:
          'Changes nothing. A refund with the same content at the same moment equals it.',
        params: OrderParams,
        body: PreviewAskBody,
        response: { 200: RefundAnswer },
      },
    },
    async (request, reply) => {
      const who = whoOf(request)
      const { cause = 'refund' } = request.body
      if (who.role === 'seller' && (cause === 'guarantee_claim' || cause === 'chargeback')) {
        throw new Rejected('role_not_allowed', { role: who.role })
      }
      const ask = askOf(request.params.order, request.body, cause)
      const preview = await previewRefund(engine, ask, behalfOf(who))
      return show(request, reply, preview, seenBy(who, sellerSeesRefund))
    },
  )

  app.post(
    '/v1/orders/:order/refunds',
    {
      config: writable(['seller', 'operator'], 'orders'),
      schema: {
        tags,
        summary: 'Refund all, an amount, a percentage or units',
        params: OrderParams,
        body: RefundAskBody,
        response: { 201: RefundAnswer },
      },
    },
    async (request, reply) => {
      const ask = askOf(request.params.order, request.body, request.body.cause ?? 'refund')
      const refunded = await refundOrder(engine, ownIntent(request), ask)
      return answer(request, reply, 201, refunded, seenBy(whoOf(request), sellerSeesRefund))
    },
  )

  for (const [path, cause, roles, summary] of WAYS) {
    app.post(
      `/v1/orders/:order/${path}`,
      {
        config: writable(roles, 'orders'),
        schema: {
          tags,
          summary,
          params: OrderParams,
          body: ReturnAskBody,
          response: { 201: RefundAnswer },
        },
      },
      async (request, reply) => {
        const ask = askOf(request.params.order, request.body, cause)
        const refunded = await refundOrder(engine, ownIntent(request), ask)
        return answer(request, reply, 201, refunded, seenBy(whoOf(request), sellerSeesRefund))
      },
    )
  }
}
