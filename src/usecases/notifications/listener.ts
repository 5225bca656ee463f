import { transaction } from '../../database/connect.ts'
import type { Locks } from '../../database/locks.ts'
import { newKey } from '../../ids/ids.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { dropDestination } from './destinations.ts'
import { createSubscription } from './subscriptions.ts'
import { kindOf, NOTIFICATION_TYPES, type NotificationType, type Owner, ownerKey } from './types.ts'

export interface ListenerAsk {
  /** About whom; null: what operators are told. */
  readonly seller: number | null
  /** All that there are for sellers, or for operators, unless some are named. */
  readonly types?: readonly NotificationType[] | undefined
}

/** A destination for as long as a command runs. */
export interface Listener {
  readonly refused?: never
  readonly destination: string
  readonly types: readonly NotificationType[]
  close(): Promise<void>
}

/**
 * Subscribes a command that listens, beside everybody else: it is told exactly what a destination
 * would be. Listeners whose process was killed are ended on the way. Refusal: that of
 * `createSubscription` for a type that is not for such an asker.
 */
export async function openListener(
  engine: Engine,
  locks: Locks,
  { seller, types = typesFor(seller) }: ListenerAsk,
): Promise<Refusal | Listener> {
  await endKilled(engine, locks)
  const id = newKey()
  const owner: Owner = { as: 'listener', id }
  await locks.take(lockOf(id))
  await engine.pool.query({
    text: `insert into destination (id, owner, name, kind, resource, created_at)
      values ($1, $2, 'listen', 'listener', '{"kind":"listener"}', to_timestamp($3::float8 / 1000))`,
    values: [id, ownerKey(owner), engine.clock.now()],
  })
  const close = async () => {
    await end(engine, id)
    await locks.give(lockOf(id))
  }
  for (const type of types) {
    const [payloadVersion = ''] = kindOf(type).versions
    const ask = { type, destination: id, payloadVersion }
    const intent = { caller: ownerKey(owner), key: newKey() }
    const subscribed = await createSubscription(engine, intent, owner, seller, ask)
    if (isRefusal(subscribed)) {
      await close()
      return subscribed
    }
  }
  return { destination: id, types, close }
}

const lockOf = (id: string): string => `listener ${id}`

function typesFor(seller: number | null): readonly NotificationType[] {
  const asker = seller === null ? 'operators' : 'sellers'
  const all = Object.keys(NOTIFICATION_TYPES) as NotificationType[]
  return all.filter((type) => kindOf(type).to.includes(asker))
}

/** Who listens holds a lock, which a killed process lets go. */
async function endKilled(engine: Engine, locks: Locks): Promise<void> {
  const { rows } = await engine.pool.query<{ id: string }>(
    `select id from destination where kind = 'listener' and deleted_at is null`,
  )
  for (const { id } of rows) {
    if (!(await locks.take(lockOf(id)))) continue
    await end(engine, id)
    await locks.give(lockOf(id))
  }
}

const end = ({ pool, clock }: Engine, id: string): Promise<void> =>
  transaction(pool, async (sql) => {
    const now = clock.now()
    await sql.query(
      `update subscription set deleted_at = to_timestamp($2::float8 / 1000)
        where destination_id = $1 and deleted_at is null`,
      [id, now],
    )
    await dropDestination(sql, id, now)
  })
