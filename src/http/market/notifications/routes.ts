import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import {
  DELIVERY_STATES,
  listDeliveries,
  resendDelivery,
} from '../../../usecases/notifications/deliveries.ts'
import {
  createDestination,
  deleteDestination,
  listDestinations,
} from '../../../usecases/notifications/destinations.ts'
import {
  createSubscription,
  deleteSubscription,
  listSubscriptions,
  subscriptionsAbout,
} from '../../../usecases/notifications/subscriptions.ts'
import type { Owner } from '../../../usecases/notifications/types.ts'
import { readable, whoOf, writable } from '../../kit/access.ts'
import { answer, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { Count, newestFirst, Page, PageQuery, pageOf, Shape, Word } from '../../kit/schemas.ts'
import { SellerParams } from '../sellers/schemas.ts'
import {
  aboutShown,
  DeliveryAnswer,
  DeliveryParams,
  DestinationAnswer,
  DestinationAsk,
  DestinationParams,
  deliveryShown,
  destinationShown,
  NewDestinationAnswer,
  newDestinationShown,
  SubscriptionAboutAnswer,
  SubscriptionAnswer,
  SubscriptionAsk,
  SubscriptionParams,
  subscriptionShown,
  Uuid,
} from './schemas.ts'

const tags = ['Notifications']
const reading = readable(['seller', 'operator'], 'notifications')
const writing = writable(['seller', 'operator'], 'notifications')

/** Whose destinations and subscriptions these are, and about whom. */
function ownerOf(request: FastifyRequest): {
  readonly owner: Owner
  readonly seller: number | null
} {
  const { seller } = whoOf(request)
  if (!seller) return { owner: { as: 'operator' }, seller: null }
  return { owner: { as: 'seller', id: seller.id }, seller: seller.id }
}

/** Where notifications go, of what, and what became of each. */
export function notificationRoutes(app: App, deps: HttpDeps): void {
  destinationRoutes(app, deps)
  subscriptionRoutes(app, deps)
  deliveryRoutes(app, deps)
}

function destinationRoutes(app: App, { engine, door }: HttpDeps): void {
  app.get(
    '/v1/destinations',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Your destinations of notifications',
        response: { 200: Shape({ items: Type.Array(DestinationAnswer) }) },
      },
    },
    async (request) => ({
      items: (await listDestinations(engine, ownerOf(request).owner)).map(destinationShown),
    }),
  )

  app.post(
    '/v1/destinations',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Make a destination: a webhook, an SQS queue or an EventBridge bus',
        description: 'The secret that a webhook’s notifications are signed with is shown once.',
        body: DestinationAsk,
        response: { 201: NewDestinationAnswer },
      },
    },
    async (request, reply) => {
      const { owner } = ownerOf(request)
      const { reach } = door.settings
      const made = await createDestination(engine, intentOf(request), owner, request.body, reach)
      return answer(request, reply, 201, made, newDestinationShown)
    },
  )

  app.delete(
    '/v1/destinations/:destination',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Take a destination away that nothing is subscribed to',
        params: DestinationParams,
        response: { 200: Shape({ id: Uuid }) },
      },
    },
    async (request, reply) => {
      const { owner } = ownerOf(request)
      const { destination } = request.params
      return answer(
        request,
        reply,
        200,
        await deleteDestination(engine, intentOf(request), owner, destination),
      )
    },
  )
}

function subscriptionRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/subscriptions',
    {
      config: reading,
      schema: {
        tags,
        summary: 'What you are notified of',
        response: { 200: Shape({ items: Type.Array(SubscriptionAnswer) }) },
      },
    },
    async (request) => {
      const { owner, seller } = ownerOf(request)
      return { items: (await listSubscriptions(engine, owner, seller)).map(subscriptionShown) }
    },
  )

  app.get(
    '/v1/sellers/:seller/subscriptions',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Who is notified of what about a seller, and how it fares',
        description: 'Those of its apps, too; where an app is told is the app’s to know.',
        params: SellerParams,
        response: { 200: Shape({ items: Type.Array(SubscriptionAboutAnswer) }) },
      },
    },
    async (request, reply) => {
      const found = await subscriptionsAbout(engine, request.params.seller)
      return show(request, reply, found, (items) => ({ items: items.map(aboutShown) }))
    },
  )

  app.post(
    '/v1/subscriptions',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Subscribe a destination to one type of notification',
        body: SubscriptionAsk,
        response: { 201: SubscriptionAnswer },
      },
    },
    async (request, reply) => {
      const { owner, seller } = ownerOf(request)
      const made = await createSubscription(engine, intentOf(request), owner, seller, request.body)
      return answer(request, reply, 201, made, subscriptionShown)
    },
  )

  app.delete(
    '/v1/subscriptions/:subscription',
    {
      config: writing,
      schema: {
        tags,
        summary: 'End a subscription; what is on its way still comes',
        params: SubscriptionParams,
        response: { 200: Shape({ id: Uuid }) },
      },
    },
    async (request, reply) => {
      const { owner } = ownerOf(request)
      const { subscription } = request.params
      return answer(
        request,
        reply,
        200,
        await deleteSubscription(engine, intentOf(request), owner, subscription),
      )
    },
  )
}

function deliveryRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/deliveries',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Notifications and what became of them, newest first',
        querystring: Shape({
          ...PageQuery,
          state: Type.Optional(Word(DELIVERY_STATES)),
          destination: Type.Optional(Uuid),
        }),
        response: { 200: Page(DeliveryAnswer) },
      },
    },
    async (request) => {
      const { state, destination } = request.query
      const page = newestFirst(request.query)
      const found = await listDeliveries(engine, {
        ...{ seller: ownerOf(request).seller, ...page },
        ...(state === undefined ? {} : { state }),
        ...(destination === undefined ? {} : { destination }),
      })
      return pageOf(found, page.limit, ({ id }) => id, deliveryShown)
    },
  )

  app.post(
    '/v1/deliveries/:delivery/resend',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Send a notification again, under the same id',
        params: DeliveryParams,
        response: { 202: Shape({ id: Count }) },
      },
    },
    async (request, reply) => {
      const { seller } = ownerOf(request)
      const id = Number(request.params.delivery)
      return answer(
        request,
        reply,
        202,
        await resendDelivery(engine, intentOf(request), seller, id),
      )
    },
  )
}
