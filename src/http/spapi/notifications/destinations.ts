import type * as sdk from '@sp-api-sdk/notifications-api-v1'
import { Type } from 'typebox'
import { isRefusal } from '../../../rules/refusal.ts'
import {
  createDestination,
  deleteDestination,
  findDestination,
  listDestinations,
  type ResourceAsk,
} from '../../../usecases/notifications/destinations.ts'
import type { Owner } from '../../../usecases/notifications/types.ts'
import { bodyFor } from '../body.ts'
import { type Failure, invalidInput } from '../failure.ts'
import { type Operation, operation } from '../operation.ts'
import { failureOf } from './failures.ts'
import { destinationShown } from './shown.ts'

/** Notifications have one rate and one scope. */
export const NOTIFICATIONS = {
  model: 'notifications',
  rate: 1,
  burst: 5,
  grantless: { as: 'app', grantless: 'sellingpartnerapi::notifications' },
} as const

const shared = {
  model: NOTIFICATIONS.model,
  rate: NOTIFICATIONS.rate,
  burst: NOTIFICATIONS.burst,
  access: NOTIFICATIONS.grantless,
  query: {},
  success: 200,
  envelope: 'payload',
} as const

export const ownerOf = ({ provider }: { readonly provider: string }): Owner => ({
  as: 'provider',
  id: provider,
})

const getDestinations = operation({
  ...shared,
  id: 'getDestinations',
  method: 'GET',
  path: '/notifications/v1/destinations',
  differs: '',
  answer: async ({ engine, caller }) =>
    (await listDestinations(engine, ownerOf(caller))).map(destinationShown),
})

const Body = bodyFor<sdk.CreateDestinationRequest>()(
  Type.Object({
    name: Type.String({ minLength: 1, maxLength: 256 }),
    resourceSpecification: Type.Object({
      sqs: Type.Optional(Type.Object({ arn: Type.String({ maxLength: 1_000 }) })),
      eventBridge: Type.Optional(
        Type.Object({ accountId: Type.String(), region: Type.String({ maxLength: 40 }) }),
      ),
    }),
  }),
)

const create = operation({
  ...shared,
  id: 'createDestination',
  method: 'POST',
  path: '/notifications/v1/destinations',
  body: Body,
  differs: 'An EventBridge bus is written to with PutEvents. Webhooks are made with our own API.',
  answer: async (ask): Promise<Failure | ReturnType<typeof destinationShown>> => {
    const { engine, caller, body, intent } = ask
    const { sqs, eventBridge } = body.resourceSpecification
    if ((sqs === undefined) === (eventBridge === undefined)) {
      return invalidInput("'resourceSpecification' has to name one of sqs and eventBridge.")
    }
    const resource: ResourceAsk = sqs
      ? { kind: 'sqs', arn: sqs.arn }
      : { kind: 'event_bridge', ...(eventBridge as { accountId: string; region: string }) }
    const asked = { name: body.name, resource }
    const made = await createDestination(engine, intent, ownerOf(caller), asked, 'public')
    return isRefusal(made) ? failureOf(made) : destinationShown(made.outcome)
  },
})

const getDestination = operation({
  ...shared,
  id: 'getDestination',
  method: 'GET',
  path: '/notifications/v1/destinations/{destinationId}',
  differs: '',
  answer: async ({ engine, caller, path }) => {
    const found = await findDestination(engine, ownerOf(caller), path.destinationId)
    return isRefusal(found) ? failureOf(found) : destinationShown(found)
  },
})

const remove = operation({
  ...shared,
  id: 'deleteDestination',
  method: 'DELETE',
  path: '/notifications/v1/destinations/{destinationId}',
  envelope: 'bare',
  differs: '',
  answer: async ({ engine, caller, path, intent }): Promise<Failure | object> => {
    const gone = await deleteDestination(engine, intent, ownerOf(caller), path.destinationId)
    return isRefusal(gone) ? failureOf(gone) : {}
  },
})

export const DESTINATIONS: readonly Operation[] = [getDestinations, create, getDestination, remove]
