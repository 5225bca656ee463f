import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { openLocks } from '../../src/database/locks.ts'
import type { Engine } from '../../src/usecases/engine.ts'
import { deliverTo, dueDestinations } from '../../src/usecases/notifications/deliver.ts'
import {
  createDestination,
  type NewDestination,
  type ResourceAsk,
} from '../../src/usecases/notifications/destinations.ts'
import { followEvents } from '../../src/usecases/notifications/follow-events.ts'
import type { Outside } from '../../src/usecases/notifications/outside.ts'
import {
  createSubscription,
  type SubscriptionAsk,
} from '../../src/usecases/notifications/subscriptions.ts'
import type { Owner } from '../../src/usecases/notifications/types.ts'
import { accepted, fresh } from '../catalog/kit.ts'
import type { TestDatabase } from '../kit/database.ts'
import { START } from '../kit/engine.ts'
import { settled } from '../pricing/kit.ts'

/** This machine may be sent to; its time stands still. */
export const HERE: Outside = {
  aws: null,
  reach: 'public-and-loopback',
  patience: 1_000,
  machineNow: () => START,
}

export interface Received {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Receiver {
  readonly url: string
  readonly received: Received[]
  /** What it answers from now on; `hang` for nothing at all. */
  answer: number | 'hang'
  says: string
}

/** A webhook's receiver, until the test is over, or whatever `end` waits for. */
export async function receiver(
  answer: Receiver['answer'] = 200,
  end: (close: () => void) => void = onTestFinished,
): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      if (own.answer === 'hang') return
      response.writeHead(own.answer, { location: 'http://127.0.0.1:1/elsewhere' }).end(own.says)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  end(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const own: Receiver = { url: `http://127.0.0.1:${port}/hook`, received, answer, says: 'answer' }
  return own
}

export async function destination(
  engine: Engine,
  owner: Owner,
  resource: ResourceAsk,
): Promise<NewDestination> {
  const ask = { name: 'test', resource }
  return accepted(await createDestination(engine, fresh(), owner, ask, 'public-and-loopback'))
}

/** A webhook subscribed to some types about a seller. */
export async function subscribed(
  engine: Engine,
  owner: Owner,
  url: string,
  types: readonly SubscriptionAsk['type'][],
  more: Partial<SubscriptionAsk> = {},
): Promise<NewDestination> {
  const made = await destination(engine, owner, { kind: 'webhook', url })
  const seller = owner.as === 'seller' ? owner.id : null
  for (const type of types) {
    const payloadVersion = type.endsWith('_FINISHED') ? '2020-09-04' : '1.0'
    const ask = { type, destination: made.id, payloadVersion, ...more }
    accepted(await createSubscription(engine, fresh(), owner, seller, ask))
  }
  return made
}

/** Lets everything happen that is due, deliveries last; returns how many were delivered. */
export async function delivered(
  db: TestDatabase,
  engine: Engine,
  outside: Outside = HERE,
): Promise<number> {
  await settled(engine)
  while ((await followEvents(engine)) > 0);
  const locks = openLocks(db.url)
  try {
    const due = await dueDestinations(engine)
    const counts = await Promise.all(due.map((id) => deliverTo(engine, locks, outside, id)))
    return counts.reduce((sum, count) => sum + count, 0)
  } finally {
    await locks.close()
  }
}

export const sellerOwner = async (engine: Engine, reference: string): Promise<Owner> => {
  const id = await engine.directory.seller(reference)
  if (id === undefined) throw new Error(`no seller ${reference}`)
  return { as: 'seller', id }
}
