import { Type } from 'typebox'
import { DELIVERY_STATES, type Delivery } from '../../../usecases/notifications/deliveries.ts'
import type {
  Destination,
  NewDestination,
  Resource,
  ResourceAsk,
} from '../../../usecases/notifications/destinations.ts'
import { EXPRESSION_MAX } from '../../../usecases/notifications/filter-expression.ts'
import type {
  Directive,
  Subscription,
  SubscriptionAbout,
} from '../../../usecases/notifications/subscriptions.ts'
import { NOTIFICATION_TYPES, type NotificationType } from '../../../usecases/notifications/types.ts'
import {
  AnyObject,
  Count,
  Id,
  Nullable,
  Shape,
  shownTime,
  shownTimeOrNull,
  Text,
  When,
  Word,
} from '../../kit/schemas.ts'

const TYPES = Object.keys(NOTIFICATION_TYPES) as NotificationType[]
const Url = Text(2_000)
const Arn = Text(1_000, { examples: ['arn:aws:sqs:ap-northeast-1:123456789012:offers'] })
const BRIDGE = { region: Text(40), accountId: Text(12) }

/** The id of something of notifications: a UUID. */
export const Uuid = Type.String({
  pattern: '^[0-9a-f-]{36}$',
  examples: ['3f2b8c1e-8a55-4a5e-9d5c-0f3c1f1f8f10'],
})

export const DestinationParams = Shape({ destination: Uuid })
export const SubscriptionParams = Shape({ subscription: Uuid })
export const DeliveryParams = Shape({ delivery: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) })

export const DestinationAsk = Shape(
  {
    name: Text(256, { examples: ['Repricer'] }),
    resource: Type.Unsafe<ResourceAsk>({
      oneOf: [
        Shape({ kind: Word(['webhook']), url: Url }),
        Shape({ kind: Word(['sqs']), arn: Arn }),
        Shape({ kind: Word(['event_bridge']), ...BRIDGE }),
      ],
    }),
  },
  {
    examples: [
      {
        name: 'Repricer',
        resource: { kind: 'sqs', arn: 'arn:aws:sqs:ap-northeast-1:123456789012:offers' },
      },
    ],
  },
)

const ResourceAnswer = Type.Unsafe<Resource>({
  oneOf: [
    Shape({ kind: Word(['webhook']), url: Url }),
    Shape({ kind: Word(['sqs']), arn: Arn }),
    Shape({ kind: Word(['event_bridge']), ...BRIDGE, name: Text(256) }),
  ],
})

const DestinationFields = {
  id: Uuid,
  name: Type.String(),
  resource: ResourceAnswer,
  failures: Count,
  restUntil: Nullable(When),
  createdAt: When,
}
export const DestinationAnswer = Shape(DestinationFields)
export const NewDestinationAnswer = Shape({
  ...DestinationFields,
  secret: Nullable(Type.String({ description: 'Shown now and never again' })),
})

export const destinationShown = (destination: Destination) => ({
  ...destination,
  restUntil: shownTimeOrNull(destination.restUntil),
  createdAt: shownTime(destination.createdAt),
})

export const newDestinationShown = ({ secret, ...destination }: NewDestination) => ({
  ...destinationShown(destination),
  secret,
})

const FILTER = Type.Unsafe<Directive>({
  type: 'object',
  additionalProperties: false,
  properties: {
    filterExpression: Text(EXPRESSION_MAX),
    eventFilter: {
      type: 'object',
      additionalProperties: false,
      required: ['eventFilterType'],
      properties: {
        eventFilterType: Word(['ANY_OFFER_CHANGED', 'ORDER_CHANGE']),
        marketplaceIds: { type: 'array', items: Text(40), maxItems: 50 },
        aggregationSettings: {
          type: 'object',
          additionalProperties: false,
          required: ['aggregationTimePeriod'],
          properties: { aggregationTimePeriod: Word(['FiveMinutes', 'TenMinutes']) },
        },
        orderChangeTypes: {
          type: 'array',
          items: Word(['OrderStatusChange', 'BuyerRequestedChange', 'DeliveryTipChange']),
          maxItems: 3,
        },
      },
    },
  },
})

export const SubscriptionAsk = Shape(
  {
    type: Word(TYPES),
    destination: Uuid,
    payloadVersion: Text(20, { examples: ['1.0'] }),
    directive: Type.Optional(FILTER),
  },
  {
    examples: [
      {
        ...{ type: 'POINTS_RESET', payloadVersion: '1.0' },
        destination: '3f2b8c1e-8a55-4a5e-9d5c-0f3c1f1f8f10',
      },
    ],
  },
)

export const SubscriptionAnswer = Shape({
  id: Uuid,
  type: Word(TYPES),
  destination: Uuid,
  payloadVersion: Type.String(),
  directive: Nullable(FILTER),
  createdAt: When,
})

export const subscriptionShown = (subscription: Subscription) => ({
  ...subscription,
  createdAt: shownTime(subscription.createdAt),
})

export const SubscriptionAboutAnswer = Shape({
  id: Uuid,
  type: Word(TYPES),
  payloadVersion: Type.String(),
  app: Nullable(Shape({ reference: Type.String(), name: Type.String() })),
  destination: Nullable(Shape({ id: Uuid, name: Type.String() })),
  waiting: Count,
  last: Nullable(
    Shape({
      state: Word(DELIVERY_STATES),
      attempts: Count,
      answer: Nullable(Type.String({ examples: ['200', 'timeout'] })),
      at: When,
    }),
  ),
  createdAt: When,
})

export const aboutShown = ({ createdAt, last, ...about }: SubscriptionAbout) => ({
  ...about,
  last: last && { ...last, at: shownTime(last.at) },
  createdAt: shownTime(createdAt),
})

export const DeliveryAnswer = Shape({
  id: Id,
  notification: Uuid,
  subscription: Uuid,
  destination: Uuid,
  type: Word(TYPES),
  state: Word(DELIVERY_STATES),
  attempts: Count,
  answer: Nullable(Type.String({ examples: ['200', 'timeout'] })),
  dueAt: When,
  triedAt: Nullable(When),
  at: When,
  body: AnyObject,
})

export const deliveryShown = (delivery: Delivery) => ({
  ...delivery,
  type: delivery.type as NotificationType,
  dueAt: shownTime(delivery.dueAt),
  triedAt: shownTimeOrNull(delivery.triedAt),
  at: shownTime(delivery.at),
})
