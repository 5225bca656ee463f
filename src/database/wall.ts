import { AsyncLocalStorage } from 'node:async_hooks'
import type { Pool, PoolClient } from './connect.ts'

/** Whose rows the database shows, and nothing else of the tables that have the wall. */
export interface Wall {
  readonly role: 'seller' | 'buyer'
  readonly id: number
}

interface Place {
  wall: Wall | null
}

/** What each request reads behind. Set once, by who comes in at the door. */
const places = new AsyncLocalStorage<Place>()

/** Runs `work` in a place of its own, where `putUpWall` has its effect. */
export const inPlace = (work: () => void): void => places.run({ wall: null }, work)

/** From here on the place reads as this party, from pools that are `walled`. */
export function putUpWall(wall: Wall): void {
  const place = places.getStore()
  if (!place) throw new Error('there is no place for a wall')
  place.wall = wall
}

/**
 * The pool, whose own queries read behind the wall of the place that they are asked in: in a
 * read-only transaction that tells the database for whom it is. Connections taken from it are not
 * walled.
 */
export function walled(pool: Pool): Pool {
  const query = (...asked: Parameters<PoolClient['query']>) => {
    const wall = places.getStore()?.wall
    return wall ? behind(pool, wall, asked) : pool.query(...(asked as unknown as [string]))
  }
  return new Proxy(pool, {
    get: (target, name) => {
      if (name === 'query') return query
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

async function behind(
  pool: Pool,
  { role, id }: Wall,
  asked: Parameters<PoolClient['query']>,
): Promise<unknown> {
  const client = await pool.connect()
  let broken: Error | undefined
  const onError = (error: Error) => {
    broken = error
  }
  client.on('error', onError)
  try {
    // One message: where the wall can not be put up, nothing is read.
    await client.query(`begin read only; set local tamaru.wall = '${role}:${Number(id)}'`)
    return await client.query(...(asked as unknown as [string]))
  } finally {
    await client.query('rollback').catch(onError)
    client.off('error', onError)
    client.release(broken)
  }
}
