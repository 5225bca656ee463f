import fc from 'fast-check'
import { expect, test } from 'vitest'
import { count, patience } from '../../tests/kit/counts.ts'
import { live, lives, START } from '../../tests/rules/commands.ts'
import { World } from '../../tests/rules/world.ts'
import { DAY } from './time/instant.ts'

test(
  'R14: every law of the house holds after every command, whatever the policies and the order',
  () => {
    const did = new Map<string, number>()
    fc.assert(
      fc.property(lives(1, 60), ([timeline, commands]) => {
        const world = new World(timeline, START)
        for (const next of commands) {
          const refused = world.refusals.length
          live(world, next)
          const done = world.refusals.length === refused ? next.do : `${next.do} refused`
          did.set(done, (did.get(done) ?? 0) + 1)
        }
        for (const { did: what } of world.ripenings) did.set(what, (did.get(what) ?? 0) + 1)
      }),
      { numRuns: count(500, 10_000) },
    )
    // The story is worth telling only when most of it happened.
    for (const what of ['ship', 'refund', 'cancel', 'quantity', 'vest', 'expire', 'remind']) {
      expect(did.get(what), what).toBeGreaterThan(15)
    }
  },
  patience(60_000),
)

test(
  'living through a stretch in one jump or day by day gives the same book',
  () => {
    fc.assert(
      fc.property(lives(1, 30), fc.integer({ min: 1, max: 430 }), ([timeline, commands], days) => {
        const jump = new World(timeline, START)
        const walk = new World(timeline, START)
        for (const next of commands) {
          live(jump, next)
          if (next.do !== 'wait') live(walk, next)
          else {
            const end = walk.now + next.ms
            while (walk.now + DAY < end) walk.wait(DAY)
            walk.wait(end - walk.now)
          }
        }
        jump.wait(days * DAY)
        for (let day = 0; day < days; day++) walk.wait(DAY)
        expect(walk.book).toEqual(jump.book)
        expect(walk.ripenings).toEqual(jump.ripenings)
        expect(walk.orders).toEqual(jump.orders)
        expect(walk.balances).toEqual(jump.balances)
      }),
      { numRuns: count(60, 1_000) },
    )
  },
  patience(60_000),
)
