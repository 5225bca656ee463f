import { expect, test } from 'vitest'
import { momentAfter, NOON, policyWith } from '../../../tests/rules/given.ts'
import { offer } from '../../../tests/rules/offers.ts'
import { yen } from '../money/amount.ts'
import { MINUTE } from '../time/instant.ts'
import type { PricingRule } from './rule.ts'
import { simulateRule } from './simulate.ts'

const seed = policyWith({}, 'seed-2020')
const rule: PricingRule = {
  target: 'featured',
  step: { by: 'amount', yen: 1 },
  floor: yen(800),
  ceiling: yen(1_500),
}
const at = (minutes: number) => momentAfter(NOON, minutes * MINUTE)
/** What another seller asked from some minute on, and whether the SKU was featured then. */
const seen = (minutes: number, price: number, wasFeatured: boolean) => ({
  at: at(minutes),
  offers: [offer(2, price)],
  threshold: null,
  wasFeatured,
})

test('a simulation says what a rule would have done, and how much longer it was featured', () => {
  const recorded = [seen(0, 1_300, true), seen(10, 1_000, false), seen(30, 700, false)]
  expect(simulateRule(offer(1, 1_200), recorded, rule, seed, at(70))).toEqual({
    price: 800,
    moves: [
      {
        at: at(0),
        because: 'beats_competitor',
        before: 1_200,
        price: 1_299,
        points: 0,
        net: 1_299,
      },
      { at: at(10), because: 'beats_competitor', before: 1_299, price: 999, points: 0, net: 999 },
      { at: at(30), because: 'at_floor', before: 999, price: 800, points: 0, net: 800 },
    ],
    damped: 0,
    span: 70 * MINUTE,
    featuredAsRecorded: 10 * MINUTE,
    featuredWithRule: 30 * MINUTE,
  })
})

test('a simulated price war is damped as a real one: five reductions an hour, then a rest', () => {
  // The other asks a yen less every minute, once a yen more, and stops after eleven minutes.
  const prices = [1_100, 1_099, 1_098, 1_099, 1_098, 1_097, 1_096, 1_095, 1_094, 1_094, 1_094]
  const recorded = [...prices.entries()].map(([minute, price]) => seen(minute, price, false))
  const { moves, damped, price, featuredWithRule } = simulateRule(
    offer(1, 1_200),
    [...recorded, seen(59, 1_094, false), seen(60, 1_094, false)],
    rule,
    seed,
    at(100),
  )
  // Lowered at 0, 1, 2, 4 and 5; raised at 3. From minute 6 to 59 it would be lowered, but rests
  // until the first of the five is an hour old.
  expect(moves.map(({ at, price }) => [(at - NOON) / MINUTE, price])).toEqual([
    ...[0, 1, 2, 3, 4, 5].map((minute) => [minute, (prices[minute] as number) - 1]),
    [60, 1_093],
  ])
  expect(damped).toBe(6)
  expect(price).toBe(1_093)
  // It is featured while it undercuts: for the first seven minutes (1,096 comes before 1,096 of
  // a later seller), and from minute 60 on.
  expect(featuredWithRule).toBe((7 + 40) * MINUTE)
})

test('a rule that is content all along moves nothing, and is held back by nothing', () => {
  const recorded = [seen(0, 1_000, false), seen(10, 1_000, true)]
  expect(simulateRule(offer(1, 999), recorded, rule, seed, at(30))).toMatchObject({
    ...{ price: 999, moves: [], damped: 0 },
    ...{ featuredAsRecorded: 20 * MINUTE, featuredWithRule: 30 * MINUTE },
  })
})

test('of what was never recorded nothing is said', () => {
  expect(simulateRule(offer(1, 999), [], rule, seed, at(30))).toEqual({
    ...{ price: 999, moves: [], damped: 0 },
    ...{ span: 0, featuredAsRecorded: 0, featuredWithRule: 0 },
  })
})
