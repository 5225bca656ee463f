import { expect, test } from 'vitest'
import { callOperation, postLwa, toolWorld } from '../spapi/kit.ts'

const world = await toolWorld()
const { credentials } = world
const { json: grant } = await postLwa(world, {
  ...{ grant_type: 'client_credentials', scope: 'sellingpartnerapi::notifications' },
  ...{ client_id: credentials.clientId, client_secret: credentials.clientSecret },
})
const grantless: string = grant.access_token
const ARN = 'arn:aws:sqs:ap-northeast-1:123456789012:offers'
const notificationType = 'ANY_OFFER_CHANGED'

test('destinations and subscriptions live through Amazon’s operations, in Amazon’s form', async () => {
  const sqs = { name: 'queue', resourceSpecification: { sqs: { arn: ARN } } }
  const made = await callOperation(world, 'createDestination', { token: grantless, body: sqs })
  expect(made.json.payload).toMatchObject({ name: 'queue', resource: { sqs: { arn: ARN } } })
  const { destinationId } = made.json.payload
  const bridge = { eventBridge: { region: 'us-west-2', accountId: '123456789012' } }
  const bus = await callOperation(world, 'createDestination', {
    ...{ token: grantless, body: { name: 'bus', resourceSpecification: bridge } },
  })
  expect(bus.json.payload.resource.eventBridge.name).toMatch(/^aws\.partner\//)
  const list = await callOperation(world, 'getDestinations', { token: grantless })
  expect(list.json.payload).toHaveLength(2)
  const one = { token: grantless, path: { destinationId } }
  expect((await callOperation(world, 'getDestination', one)).json).toEqual({
    payload: made.json.payload,
  })

  const processingDirective = {
    eventFilter: {
      eventFilterType: 'ANY_OFFER_CHANGED',
      aggregationSettings: { aggregationTimePeriod: 'FiveMinutes' },
    },
  }
  const body = { payloadVersion: '1.0', destinationId, processingDirective }
  const subscribe = { path: { notificationType }, body }
  const subscribed = await callOperation(world, 'createSubscription', subscribe)
  expect(subscribed.json.payload).toMatchObject({ destinationId, processingDirective })
  const { subscriptionId } = subscribed.json.payload
  const again = await callOperation(world, 'createSubscription', subscribe)
  expect([again.status, again.json.errors[0].code]).toEqual([409, 'Conflict'])
  const found = await callOperation(world, 'getSubscription', { path: { notificationType } })
  expect(found.json.payload).toEqual(subscribed.json.payload)
  const page = await callOperation(world, 'getSubscriptions', {
    query: { notificationTypes: notificationType },
  })
  expect(page.json.payload.subscriptions).toEqual([subscribed.json.payload])
  const from = (nextToken: string) =>
    callOperation(world, 'getSubscriptions', {
      query: { notificationTypes: notificationType, nextToken },
    })
  expect((await from('1')).json.payload).toEqual({ subscriptions: [] })
  expect((await from('x')).json.errors[0].code).toBe('InvalidInput')
  const byId = { token: grantless, path: { notificationType, subscriptionId } }
  expect((await callOperation(world, 'getSubscriptionById', byId)).json).toEqual(found.json)

  const test = { destinationId, testNotification: { payloadVersion: '1.0', testScenario: 'x' } }
  const sent = await callOperation(world, 'sendTestNotification', {
    ...{ path: { notificationType }, body: test },
  })
  expect(sent.status).toBe(200)
  const used = await callOperation(world, 'deleteDestination', one)
  expect([used.status, used.json.errors[0].details]).toEqual([409, 'destination_in_use'])
  expect((await callOperation(world, 'deleteSubscriptionById', byId)).status).toBe(200)
  expect((await callOperation(world, 'getSubscriptionById', byId)).status).toBe(404)
  expect((await callOperation(world, 'deleteDestination', one)).status).toBe(200)
  expect((await callOperation(world, 'getDestination', one)).status).toBe(404)
})

test('what Amazon refuses is refused: tokens of the wrong kind, unknown types, both resources', async () => {
  const body = { name: 'x', resourceSpecification: { sqs: { arn: ARN } } }
  expect((await callOperation(world, 'createDestination', { body })).status).toBe(403)
  const path = { notificationType: 'NOTHING' }
  const nothing = await callOperation(world, 'getSubscription', { path })
  expect([nothing.status, nothing.json.errors[0].code]).toEqual([400, 'InvalidInput'])
  const none = { name: 'x', resourceSpecification: {} }
  const both = await callOperation(world, 'createDestination', { token: grantless, body: none })
  expect(both.status).toBe(400)
  const bad = {
    name: 'x',
    resourceSpecification: { sqs: { arn: 'arn:aws:sqs:evil.example/:1:q' } },
  }
  expect(
    (await callOperation(world, 'createDestination', { token: grantless, body: bad })).status,
  ).toBe(400)
  const lost = { payloadVersion: '1.0', destinationId: 'nothing' }
  const missing = await callOperation(world, 'createSubscription', {
    ...{ path: { notificationType }, body: lost },
  })
  expect(missing.status).toBe(404)
  const buyers = await callOperation(world, 'createSubscription', {
    ...{ path: { notificationType: 'POINTS_EXPIRING' }, body: lost },
  })
  expect(buyers.status).toBe(403)
})

test('a filter expression is taken, shown, and refused where it is none', async () => {
  const { json } = await callOperation(world, 'createDestination', {
    ...{ token: grantless, body: { name: 'cel', resourceSpecification: { sqs: { arn: ARN } } } },
  })
  const { destinationId } = json.payload
  const path = { notificationType: 'B2B_ANY_OFFER_CHANGED' }
  const subscribe = (processingDirective: object) =>
    callOperation(world, 'createSubscription', {
      ...{ path, body: { payloadVersion: '1.0', destinationId, processingDirective } },
    })
  const filterExpression = "B2BAnyOfferChangedNotification.SellerId == 'tea-house'"
  for (const no of ['1 + 1 == 2', 'a[0]', 'a ==', 'x'.repeat(257)]) {
    expect((await subscribe({ filterExpression: no })).status).toBe(400)
  }
  const eventFilter = { eventFilterType: 'ANY_OFFER_CHANGED' }
  expect((await subscribe({ filterExpression, eventFilter })).status).toBe(400)
  const made = await subscribe({ filterExpression })
  expect(made.json.payload.processingDirective).toEqual({ filterExpression })
  const found = await callOperation(world, 'getSubscription', { path })
  expect(found.json.payload).toEqual(made.json.payload)
})
