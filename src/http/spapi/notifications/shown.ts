import type { Destination } from '../../../usecases/notifications/destinations.ts'
import type { Directive, Subscription } from '../../../usecases/notifications/subscriptions.ts'
import { isNotificationType, type NotificationType } from '../../../usecases/notifications/types.ts'
import { type Failure, invalidInput } from '../failure.ts'

interface DestinationAnswer {
  readonly destinationId: string
  readonly name: string
  readonly resource: {
    readonly sqs?: { readonly arn: string }
    readonly eventBridge?: {
      readonly name: string
      readonly region: string
      readonly accountId: string
    }
  }
}

/** A destination as Amazon shows it. A webhook, which Amazon has none of, shows no resource. */
export function destinationShown({ id, name, resource }: Destination): DestinationAnswer {
  const shown = { destinationId: id, name }
  switch (resource.kind) {
    case 'sqs':
      return { ...shown, resource: { sqs: { arn: resource.arn } } }
    case 'event_bridge': {
      const { kind: _, ...eventBridge } = resource
      return { ...shown, resource: { eventBridge } }
    }
    case 'webhook':
      return { ...shown, resource: {} }
    default:
      return resource satisfies never
  }
}

interface SubscriptionAnswer {
  readonly subscriptionId: string
  readonly payloadVersion: string
  readonly destinationId: string
  readonly processingDirective?: Directive
}

export const subscriptionShown = (subscription: Subscription): SubscriptionAnswer => ({
  subscriptionId: subscription.id,
  payloadVersion: subscription.payloadVersion,
  destinationId: subscription.destination,
  ...(subscription.directive === null ? {} : { processingDirective: subscription.directive }),
})

/** The type that a path names. */
export const typeOf = (word: string): Failure | NotificationType =>
  isNotificationType(word)
    ? word
    : invalidInput(`'${word.slice(0, 100)}' is not a notification type of this server.`)
