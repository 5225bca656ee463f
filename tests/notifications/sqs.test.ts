import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { startFauxqs } from 'fauxqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY } from '../../src/rules/time/instant.ts'
import { BACK_OFF } from '../../src/usecases/notifications/deliver.ts'
import { listDeliveries, resendDelivery } from '../../src/usecases/notifications/deliveries.ts'
import type { Outside } from '../../src/usecases/notifications/outside.ts'
import { createSubscription } from '../../src/usecases/notifications/subscriptions.ts'
import type { Owner } from '../../src/usecases/notifications/types.ts'
import { accepted, asin, fresh, furnish } from '../catalog/kit.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { offer } from '../pricing/kit.ts'
import { delivered, destination, HERE, sellerOwner } from './kit.ts'

/*
 * A queue server and AWS's own client, both unmodified: what we send is what a program reads that
 * knows SQS and nothing of us.
 */

const REGION = 'ap-northeast-1'
const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false })
const endpoint = `http://127.0.0.1:${server.port}`
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }
const reader = new SQSClient({ region: REGION, endpoint, credentials })
const outside: Outside = {
  ...HERE,
  aws: { credentials, endpoint: new URL(endpoint), patience: 2_000 },
}
const db = await testDatabase()
const engine = testEngine(db)
afterAll(async () => {
  reader.destroy()
  await server.stop()
  await engine.close()
})

let owner: Owner
let seller: number
beforeAll(async () => {
  await furnish(engine, ['a', 'b'], 20)
  owner = await sellerOwner(engine, 'a')
  seller = (owner as { readonly id: number }).id
})

/** A queue that seller a has subscribed to changes of offers. */
async function queue(name: string, attributes: Record<string, string> = {}) {
  await db.pool.query('update subscription set deleted_at = now() where deleted_at is null')
  const { queueArn } = server.createQueue(name, { region: REGION, attributes })
  const made = await destination(engine, owner, { kind: 'sqs', arn: queueArn })
  const ask = { type: 'ANY_OFFER_CHANGED', destination: made.id, payloadVersion: '1.0' } as const
  accepted(await createSubscription(engine, fresh(), owner, seller, ask))
  return `${endpoint}/${queueArn.split(':')[4]}/${name}`
}

/** Takes everything out of a queue, as a consumer does. */
async function taken(url: string): Promise<readonly Message[]> {
  const all: Message[] = []
  for (;;) {
    const { Messages = [] } = await reader.send(
      new ReceiveMessageCommand({
        ...{ QueueUrl: url, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] },
      }),
    )
    if (Messages.length === 0) return all
    for (const { ReceiptHandle } of Messages)
      await reader.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }))
    all.push(...Messages)
  }
}

const price = (yen: number, of: number) => offer(engine, 'a', { sku: `a-${of}`, price: yen }, of)
const told = (messages: readonly Message[]) =>
  messages.map(({ Body = '' }) => {
    const { OfferChangeTrigger, Offers } = JSON.parse(Body).Payload.AnyOfferChangedNotification
    return [OfferChangeTrigger.ASIN, Offers[0].ListingPrice.Amount]
  })
const log = () => listDeliveries(engine, { seller })

test('a program that reads a queue with AWS’s client finds each change there', async () => {
  const url = await queue('offers')
  await price(1_000, 1)
  expect(await delivered(db, engine, outside)).toBe(1)
  await price(900, 1)
  await price(2_000, 2)
  expect(await delivered(db, engine, outside)).toBe(2)
  const messages = await taken(url)
  expect(told(messages)).toEqual(
    expect.arrayContaining([
      [asin(1), 1_000],
      [asin(1), 900],
      [asin(2), 2_000],
    ]),
  )
  const ids = messages.map(({ Body = '' }) => JSON.parse(Body).NotificationMetadata.NotificationId)
  expect(new Set(ids)).toEqual(new Set((await log()).map(({ notification }) => notification)))
  expect(await taken(url)).toEqual([])
})

test('a fifo queue hands out each product’s changes in order, and repeats none', async () => {
  const url = await queue('offers.fifo', { FifoQueue: 'true' })
  for (const yen of [1_500, 1_400, 1_300, 1_200]) {
    await price(yen, 3)
    await price(yen + 1, 4)
    await delivered(db, engine, outside)
  }
  // What was sent when a process was killed is sent again.
  await db.pool.query(`update delivery set state = 'waiting' where state = 'delivered'
    and destination_id = (select destination_id from subscription where deleted_at is null)`)
  expect(await delivered(db, engine, outside)).toBe(8)
  const messages = await taken(url)
  const order = told(messages)
  expect(order.filter(([of]) => of === asin(3)).map(([, yen]) => yen)).toEqual([
    ...[1_500, 1_400, 1_300, 1_200],
  ])
  expect(order.filter(([of]) => of === asin(4)).map(([, yen]) => yen)).toEqual([
    ...[1_501, 1_401, 1_301, 1_201],
  ])
  expect(messages).toHaveLength(8)
  const groups = new Set(messages.map(({ Attributes }) => Attributes?.MessageGroupId))
  expect(groups.size).toBe(2)
})

test('a queue that has gone: tried less and less, then dead, and sent again by hand', async () => {
  const url = await queue('going')
  server.deleteQueue('going', { region: REGION })
  await price(1_100, 5)
  await price(1_100, 6)
  expect(await delivered(db, engine, outside)).toBe(0)
  const [first] = await log()
  expect(first).toMatchObject({ state: 'waiting', answer: '400 QueueDoesNotExist' })
  // It is the queue that is in trouble, so it is left alone as a whole.
  expect(await delivered(db, engine, outside)).toBe(0)
  const tried = async () => (await log()).slice(0, 2).map(({ attempts }) => attempts)
  expect((await tried()).reduce((sum, attempts) => sum + attempts, 0)).toBeLessThanOrEqual(2)
  for (let attempt = 0; attempt < 2 * BACK_OFF.length + 2; attempt++) {
    engine.clock.set((engine.clock.now() + DAY) as never)
    await delivered(db, engine, outside)
  }
  const dead = (await log()).slice(0, 2)
  expect(dead.map(({ state }) => state)).toEqual(['dead', 'dead'])

  server.createQueue('going', { region: REGION })
  for (const { id } of dead) accepted(await resendDelivery(engine, fresh(), seller, id))
  expect(await delivered(db, engine, outside)).toBe(2)
  expect(told(await taken(url))).toEqual(
    expect.arrayContaining([
      [asin(5), 1_100],
      [asin(6), 1_100],
    ]),
  )
})
