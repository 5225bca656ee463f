import type * as sdk from '@sp-api-sdk/notifications-api-v1'
import type { Destination } from '../../../usecases/notifications/destinations.ts'
import type { Directive, Subscription } from '../../../usecases/notifications/subscriptions.ts'
import { isNotificationType, type NotificationType } from '../../../usecases/notifications/types.ts'
import { type Failure, invalidInput } from '../failure.ts'

/** A destination as Amazon shows it. A webhook, which Amazon has none of, shows no resource. */
export function destinationShown({ id, name, resource }: Destination): sdk.Destination {
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

export const subscriptionShown = (subscription: Subscription): sdk.Subscription => ({
  subscriptionId: subscription.id,
  payloadVersion: subscription.payloadVersion,
  destinationId: subscription.destination,
  ...(subscription.directive === null
    ? {}
    : { processingDirective: directiveShown(subscription.directive) }),
})

function directiveShown({ eventFilter, filterExpression }: Directive): sdk.ProcessingDirective {
  if (!eventFilter) return filterExpression === undefined ? {} : { filterExpression }
  const { marketplaceIds, orderChangeTypes, ...filter } = eventFilter
  return {
    eventFilter: {
      ...filter,
      ...(marketplaceIds ? { marketplaceIds: [...marketplaceIds] } : {}),
      ...(orderChangeTypes ? { orderChangeTypes: [...orderChangeTypes] } : {}),
    },
  }
}

/** The type that a path names. */
export const typeOf = (word: string): Failure | NotificationType =>
  isNotificationType(word)
    ? word
    : invalidInput(`'${word.slice(0, 100)}' is not a notification type of this server.`)
