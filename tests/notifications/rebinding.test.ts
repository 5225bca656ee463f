import dns from 'node:dns'
import { once } from 'node:events'
import { syncBuiltinESMExports } from 'node:module'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Reach } from '../../src/net/addresses.ts'
import { NoAnswer, post } from '../../src/net/post.ts'

/*
 * A name whose owner answers something else each time it is asked. The operating system's look-up
 * is the one thing that is not real here: nobody lets a test own a domain.
 */

/** Nobody has been given it: nothing is sent to anybody. */
const OUTSIDE = '4000::1'

let inside: Server
let port: number
let connections: number
const real = dns.lookup
let asked: string[]

beforeEach(async () => {
  connections = 0
  asked = []
  inside = createServer((socket) => {
    connections += 1
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
  })
  inside.listen(0, '127.0.0.1')
  await once(inside, 'listening')
  port = (inside.address() as AddressInfo).port
})

afterEach(() => {
  dns.lookup = real
  syncBuiltinESMExports()
  inside.close()
})

/** The name leads to these addresses, one list for each time that it is asked for. */
function leadsTo(...answers: readonly (readonly string[])[]): void {
  const look = (name: string, _: unknown, answer: (...result: unknown[]) => void) => {
    const addresses = answers[asked.length] ?? answers.at(-1) ?? []
    asked.push(name)
    const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    process.nextTick(() => answer(null, all))
  }
  dns.lookup = look as unknown as typeof dns.lookup
  syncBuiltinESMExports()
}

async function sent(reach: Reach): Promise<number | string> {
  const url = new URL(`http://rebind.example:${port}/hook`)
  try {
    return (await post({ url, headers: {}, body: '{}', reach, patience: 500 })).status
  } catch (error) {
    if (error instanceof NoAnswer) return error.reason
    throw error
  }
}

test('a name that leads inside is not followed', async () => {
  leadsTo(['127.0.0.1'])
  expect(await sent('public')).toBe('address_not_allowed')
  expect(await sent('public-and-loopback')).toBe(200)
  expect(connections).toBe(1)
})

test('one that leads outside when it is judged and inside later is asked once', async () => {
  leadsTo([OUTSIDE], ['127.0.0.1'])
  expect(await sent('public')).toMatch(/timeout|no_connection/)
  expect([asked.length, connections]).toEqual([1, 0])
  // Sent again, it is judged again.
  expect(await sent('public')).toBe('address_not_allowed')
  expect([asked.length, connections]).toEqual([2, 0])
})

test('one inside among several outside closes the name', async () => {
  leadsTo(['1.1.1.1', '127.0.0.1'])
  expect(await sent('public')).toBe('address_not_allowed')
  leadsTo(['1.1.1.1', '::ffff:7f00:1'])
  expect(await sent('public')).toBe('address_not_allowed')
  expect(connections).toBe(0)
})

test('a metadata service is no more reached by a name than by its address', async () => {
  leadsTo(['169.254.169.254'])
  expect(await sent('public-and-loopback')).toBe('address_not_allowed')
})
