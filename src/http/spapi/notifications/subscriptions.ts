import type * as sdk from '@sp-api-sdk/notifications-api-v1'
import { Type } from 'typebox'
import { isRefusal } from '../../../rules/refusal.ts'
import type { Engine } from '../../../usecases/engine.ts'
import { EXPRESSION_MAX } from '../../../usecases/notifications/filter-expression.ts'
import { sendTestNotification } from '../../../usecases/notifications/send-test.ts'
import {
  createSubscription,
  type Directive,
  deleteSubscription,
  findSubscription,
  listSubscriptions,
  type Subscription,
} from '../../../usecases/notifications/subscriptions.ts'
import { bodyFor } from '../body.ts'
import { type Failure, invalidInput, isFailure, notFound } from '../failure.ts'
import { type Operation, operation } from '../operation.ts'
import { required, text, texts, whole } from '../parameters.ts'
import { NOTIFICATIONS, ownerOf } from './destinations.ts'
import { failureOf } from './failures.ts'
import { subscriptionShown, typeOf } from './shown.ts'

const shared = {
  model: NOTIFICATIONS.model,
  rate: NOTIFICATIONS.rate,
  burst: NOTIFICATIONS.burst,
  query: {},
  success: 200,
  envelope: 'payload',
  differs: '',
} as const
const ofSeller = { access: { as: 'seller', scope: 'notifications' } } as const
const ofApp = { access: NOTIFICATIONS.grantless } as const

const PAGE = 30

const getSubscriptions = operation({
  ...shared,
  ...ofSeller,
  id: 'getSubscriptions',
  method: 'GET',
  path: '/notifications/v1/subscriptions',
  query: {
    notificationTypes: required(texts(1)),
    payloadVersion: text(),
    pageSize: whole(1, 100),
    nextToken: text(),
  },
  answer: async ({ engine, caller, seller, query }) => {
    const { notificationTypes, payloadVersion, pageSize = PAGE, nextToken } = query
    const type = typeOf(notificationTypes[0] ?? '')
    if (isFailure(type)) return type
    const start = nextToken === undefined ? 0 : Number(nextToken)
    if (!Number.isSafeInteger(start) || start < 0) return invalidInput("'nextToken' is not one.")
    const all = (await ofType(engine, caller, seller.id, type)).filter(
      (one) => payloadVersion === undefined || one.payloadVersion === payloadVersion,
    )
    const end = start + pageSize
    return {
      subscriptions: all.slice(start, end).map(subscriptionShown),
      ...(end < all.length ? { nextToken: String(end) } : {}),
    } satisfies sdk.GetSubscriptionsPayload
  },
})

async function ofType(
  engine: Engine,
  caller: { readonly provider: string },
  seller: number,
  type: string,
): Promise<readonly Subscription[]> {
  const all = await listSubscriptions(engine, ownerOf(caller), seller)
  return all.filter((one) => one.type === type)
}

const getSubscription = operation({
  ...shared,
  ...ofSeller,
  id: 'getSubscription',
  method: 'GET',
  path: '/notifications/v1/subscriptions/{notificationType}',
  query: { payloadVersion: text() },
  answer: async ({ engine, caller, seller, path, query }) => {
    const type = typeOf(path.notificationType)
    if (isFailure(type)) return type
    const found = (await ofType(engine, caller, seller.id, type)).find(
      ({ payloadVersion }) => payloadVersion === (query.payloadVersion ?? payloadVersion),
    )
    return found ? subscriptionShown(found) : notFound('Subscription not found.')
  },
})

const Filter = Type.Unsafe<NonNullable<Directive['eventFilter']>>({
  type: 'object',
  required: ['eventFilterType'],
  properties: {
    eventFilterType: { type: 'string' },
    marketplaceIds: { type: 'array', items: { type: 'string' }, maxItems: 50 },
    orderChangeTypes: {
      type: 'array',
      maxItems: 3,
      items: {
        type: 'string',
        enum: ['BuyerRequestedChange', 'DeliveryTipChange', 'OrderStatusChange'],
      },
    },
    aggregationSettings: {
      type: 'object',
      required: ['aggregationTimePeriod'],
      properties: {
        aggregationTimePeriod: { type: 'string', enum: ['FiveMinutes', 'TenMinutes'] },
      },
    },
  },
})

const Body = bodyFor<sdk.CreateSubscriptionRequest>()(
  Type.Object({
    payloadVersion: Type.String({ maxLength: 20 }),
    destinationId: Type.String({ maxLength: 100 }),
    processingDirective: Type.Optional(
      Type.Object({
        eventFilter: Type.Optional(Filter),
        filterExpression: Type.Optional(Type.String({ minLength: 1, maxLength: EXPRESSION_MAX })),
      }),
    ),
  }),
)

const create = operation({
  ...shared,
  ...ofSeller,
  id: 'createSubscription',
  method: 'POST',
  path: '/notifications/v1/subscriptions/{notificationType}',
  body: Body,
  differs:
    'Besides Amazon’s types there are POINTS_RESET and POINTS_POLICY_CHANGE. Filter expressions have ' +
    'comparisons, logic, `in`, `has`, `size`, `all`, `exists`, `exists_one` (two of them nested), ' +
    '`startsWith`, `endsWith`, `contains`.',
  answer: async ({ engine, caller, seller, path, body, intent }) => {
    const type = typeOf(path.notificationType)
    if (isFailure(type)) return type
    const { payloadVersion, destinationId: destination, processingDirective: directive } = body
    const asked = { type, destination, payloadVersion, ...(directive ? { directive } : {}) }
    const made = await createSubscription(engine, intent, ownerOf(caller), seller.id, asked)
    return isRefusal(made) ? failureOf(made) : subscriptionShown(made.outcome)
  },
})

const getById = operation({
  ...shared,
  ...ofApp,
  id: 'getSubscriptionById',
  method: 'GET',
  path: '/notifications/v1/subscriptions/{notificationType}/{subscriptionId}',
  answer: async ({ engine, caller, path }): Promise<Failure | object> => {
    const found = await findSubscription(engine, ownerOf(caller), path.subscriptionId)
    return isRefusal(found) || found.type !== path.notificationType
      ? notFound('Subscription not found.')
      : subscriptionShown(found)
  },
})

const deleteById = operation({
  ...shared,
  ...ofApp,
  envelope: 'bare',
  id: 'deleteSubscriptionById',
  method: 'DELETE',
  path: '/notifications/v1/subscriptions/{notificationType}/{subscriptionId}',
  answer: async ({ engine, caller, path, intent }): Promise<Failure | object> => {
    const gone = await deleteSubscription(engine, intent, ownerOf(caller), path.subscriptionId)
    return isRefusal(gone) ? failureOf(gone) : {}
  },
})

/** Its types let everything be left out; there would be nothing to send. */
interface TestAsk extends Required<sdk.SendTestNotificationRequest> {
  readonly testNotification: Required<sdk.TestNotification>
}

const sendTest = operation({
  ...shared,
  ...ofSeller,
  id: 'sendTestNotification',
  method: 'POST',
  path: '/notifications/v1/subscriptions/{notificationType}/testNotification',
  body: bodyFor<TestAsk>()(
    Type.Object({
      destinationId: Type.String({ maxLength: 100 }),
      testNotification: Type.Object({
        payloadVersion: Type.String({ maxLength: 20 }),
        testScenario: Type.String({ minLength: 1, maxLength: 100 }),
      }),
    }),
  ),
  differs: 'Sends to a destination that the type is subscribed to; its payload names the scenario.',
  answer: async ({ engine, caller, seller, path, body, intent }): Promise<Failure | object> => {
    const type = typeOf(path.notificationType)
    if (isFailure(type)) return type
    const sent = await sendTestNotification(engine, intent, ownerOf(caller), {
      ...{ seller: seller.id, type, destination: body.destinationId },
      scenario: body.testNotification.testScenario,
    })
    return isRefusal(sent) ? failureOf(sent) : {}
  },
})

export const SUBSCRIPTIONS: readonly Operation[] = [
  getSubscriptions,
  getSubscription,
  create,
  getById,
  deleteById,
  sendTest,
]
