import { Type } from 'typebox'
import { recordRecipient } from '../../../usecases/orders/recipient.ts'
import { clearFailures, listFailures, planFailure } from '../../../usecases/sandbox/failures.ts'
import { happenOrder, happenTo } from '../../../usecases/sandbox/happen.ts'
import { readSwitches, setSwitches } from '../../../usecases/sandbox/switches.ts'
import { readable, writable } from '../../kit/access.ts'
import { answer, intentOf } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { Rejected } from '../../kit/problem.ts'
import { Count, Shape } from '../../kit/schemas.ts'
import { OPERATIONS } from '../../spapi/table.ts'
import { OrderParams } from '../orders/schemas.ts'
import {
  FailureBody,
  FailureShown,
  HappeningAnswer,
  HappeningBody,
  RecipientBody,
  SandboxOrderAnswer,
  SandboxOrderBody,
  SwitchesAnswer,
  SwitchesBody,
} from './schemas.ts'

const tags = ['Sandbox']
const PROGRAMME = 'programme'

/** What makes things happen that sellers' tools have to be tried with. A production refuses it. */
export function sandboxRoutes(app: App, { engine, door }: HttpDeps): void {
  const requireSandbox = async () => {
    if (door.settings.mode === 'production') throw new Rejected('sandbox_only')
  }
  const write = { config: writable(['operator'], PROGRAMME), preHandler: requireSandbox }
  const read = { config: readable(['operator'], PROGRAMME), preHandler: requireSandbox }

  app.post(
    '/v1/sandbox/orders',
    {
      ...write,
      schema: {
        tags,
        summary: 'Have a buyer order from a seller',
        description: 'The buyer, the points it pays with and an address are made as needed.',
        body: SandboxOrderBody,
        response: { 201: SandboxOrderAnswer },
      },
    },
    async (request, reply) => {
      const { quantity = 1, payment = 'prepaid', redeem = 0, ...about } = request.body
      const ask = { ...about, quantity, payment, redeem }
      return answer(request, reply, 201, await happenOrder(engine, intentOf(request), ask))
    },
  )

  app.post(
    '/v1/sandbox/orders/:order/happenings',
    {
      ...write,
      schema: {
        tags,
        summary: 'Have all of an order shipped, delivered, cancelled, returned or claimed',
        params: OrderParams,
        body: HappeningBody,
        response: { 201: HappeningAnswer },
      },
    },
    async (request, reply) => {
      const { what, spendPoints = false } = request.body
      const ask = { order: request.params.order, what, spendPoints }
      return answer(request, reply, 201, await happenTo(engine, intentOf(request), ask))
    },
  )

  app.post(
    '/v1/sandbox/failures',
    {
      ...write,
      schema: {
        tags,
        summary: 'Have the next calls of an operation fail, or never be answered',
        body: FailureBody,
        response: { 201: FailureShown },
      },
    },
    async (request, reply) => {
      const { operation, answer: how, times = 1, seller } = request.body
      if (!OPERATIONS.some(({ id }) => id === operation)) {
        const errors = [
          { in: 'body', field: '/operation', rule: 'enum', message: 'must be an operation' },
        ]
        throw new Rejected('validation', { errors })
      }
      const ask = { operation, answer: how, times, ...(seller === undefined ? {} : { seller }) }
      return answer(request, reply, 201, await planFailure(engine, intentOf(request), ask))
    },
  )

  app.get(
    '/v1/sandbox/failures',
    {
      ...read,
      schema: {
        tags,
        summary: 'Failures that are still to come',
        response: { 200: Shape({ items: Type.Array(FailureShown) }) },
      },
    },
    async () => ({ items: [...(await listFailures(engine.pool))] }),
  )

  app.delete(
    '/v1/sandbox/failures',
    {
      ...write,
      schema: {
        tags,
        summary: 'Forget them',
        response: { 200: Shape({ cleared: Count }) },
      },
    },
    async (request, reply) =>
      answer(request, reply, 200, await clearFailures(engine, intentOf(request))),
  )

  app.get(
    '/v1/sandbox/switches',
    {
      ...read,
      schema: {
        tags,
        summary: 'What this sandbox does otherwise than a marketplace',
        response: { 200: SwitchesAnswer },
      },
    },
    async () => readSwitches(engine.pool),
  )

  app.put(
    '/v1/sandbox/switches',
    {
      ...write,
      schema: {
        tags,
        summary: 'Throttle tools or not, show PointsFee or not',
        body: SwitchesBody,
        response: { 200: SwitchesAnswer },
      },
    },
    async (request, reply) =>
      answer(request, reply, 200, await setSwitches(engine, intentOf(request), request.body)),
  )

  recipientRoute(app, { engine, door })
}

/** Not of a sandbox alone: a marketplace, too, says where its orders go. */
function recipientRoute(app: App, { engine }: HttpDeps): void {
  app.put(
    '/v1/orders/:order/recipient',
    {
      config: writable(['operator'], 'orders'),
      schema: {
        tags: ['Orders'],
        summary: 'Say whom an order goes to',
        description: 'Sellers’ tools see it under a token for personal data alone.',
        params: OrderParams,
        body: RecipientBody,
        response: { 200: Shape({ order: Type.String({ examples: ['250-1234567-1234567'] }) }) },
      },
    },
    async (request, reply) => {
      const { order } = request.params
      const to = request.body
      const recorded = await recordRecipient(engine, intentOf(request), order, to)
      return answer(request, reply, 200, recorded)
    },
  )
}
