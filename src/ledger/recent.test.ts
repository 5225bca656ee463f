import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemClock } from '../clock/clock.ts'
import { Recent } from './recent.ts'

const key = fc.nat(30)
const step = fc.oneof(
  fc.record({ did: fc.constant('set' as const), key }),
  fc.record({ did: fc.constant('get' as const), key }),
  fc.record({ did: fc.constant('delete' as const), key }),
)

test('an entry is the last one set, or gone; never an older one, never one that was deleted', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const recent = new Recent<number, { readonly set: number }>(8)
      const model = new Map<number, number>()
      for (const [index, { did, key }] of steps.entries()) {
        if (did === 'set') {
          recent.set(key, { set: index })
          model.set(key, index)
        } else if (did === 'delete') {
          recent.delete(key)
          model.delete(key)
        } else expect([model.get(key), undefined]).toContain(recent.get(key)?.set)
      }
    }),
  )
})

test('the last half is kept, and what is asked for stays; the rest goes', () => {
  const recent = new Recent<number, { readonly n: number }>(8)
  for (let n = 1; n <= 100; n++) {
    recent.set(n, { n })
    expect(recent.get(1)).toEqual({ n: 1 })
    for (let last = n; last > Math.max(0, n - 3); last--)
      expect(recent.get(last)).toEqual({ n: last })
  }
  expect(recent.get(50)).toBeUndefined()
})

test('letting go of old entries costs the same however many came before', () => {
  const recent = new Recent<number, { readonly n: number }>(100_000)
  const time = (from: number, count: number) => {
    const start = systemClock.now()
    for (let n = from; n < from + count; n++) recent.set(n, { n })
    return systemClock.now() - start
  }
  const filling = time(0, 100_000)
  // With a Map that forgets its oldest entry it is a hundred times as much.
  expect(time(100_000, 100_000)).toBeLessThan(10 * filling + 100)
})
