import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { momentAfter, NOON, policyWith } from '../../../tests/rules/given.ts'
import { offer, TEN_PERCENT } from '../../../tests/rules/offers.ts'
import { AMOUNT_MAX, yen } from '../money/amount.ts'
import { HOUR, type Instant, MINUTE } from '../time/instant.ts'
import { offerAt, type PricedOffer } from './at-price.ts'
import { automationPrice } from './landed.ts'
import { decideReprice, LOWERED_MAX, type RepriceFacts } from './reprice.ts'
import type { PricingRule, PricingStep } from './rule.ts'

const seed = policyWith({}, 'seed-2020')
const before = policyWith({}, 'seed-2020-before')
const rule = (some: Partial<PricingRule> = {}): PricingRule => ({
  target: 'featured',
  step: { by: 'match' },
  floor: yen(800),
  ceiling: yen(1_500),
  ...some,
})
const facts: RepriceFacts = { policy: seed, threshold: null, lowered: [], now: NOON }
const below = (yenBelow: number): PricingStep => ({ by: 'amount', yen: yenBelow })
/** What the rule does, in one line. */
const told = (own: PricedOffer, others: PricedOffer[], of: PricingRule, given = facts) => {
  const decided = decideReprice(own, others, of, given)
  return decided.outcome === 'change'
    ? `${decided.price} ${decided.because}`
    : `hold ${decided.because}`
}

describe('a pricing rule', () => {
  test('matches the featured offer, or beats it by yen or percent', () => {
    const others = [offer(2, 1_000)]
    expect(told(offer(1, 1_200), others, rule())).toBe('1000 matches_competitor')
    expect(told(offer(1, 1_200), others, rule({ step: below(10) }))).toBe('990 beats_competitor')
    const percent = rule({ step: { by: 'percentage', bps: 250 } })
    expect(told(offer(1, 1_200), others, percent)).toBe('975 beats_competitor')
  })

  test('follows upwards, too, even while it is featured itself', () => {
    expect(told(offer(1, 900), [offer(2, 1_000)], rule({ step: below(1) }))).toBe(
      '999 beats_competitor',
    )
  })

  test('compares net of points, and keeps their percentage §', () => {
    const own = offer(1, 1_200, { pointsSet: TEN_PERCENT })
    // 1,112 − 111 = 1,001 is too much; 1,111 − 111 = 1,000.
    expect(told(own, [offer(2, 1_000)], rule())).toBe('1111 matches_competitor')
    const other = offer(2, 1_000, { pointsSet: TEN_PERCENT })
    expect(told(offer(1, 1_200), [other], rule())).toBe('900 matches_competitor')
  })

  test('ignores points where an automated update resets them §', () => {
    const own = offer(1, 1_200, { pointsSet: TEN_PERCENT })
    expect(told(own, [offer(2, 1_000)], rule(), { ...facts, policy: before })).toBe(
      '1000 matches_competitor',
    )
  })

  test('never leaves floor and ceiling, both net of points', () => {
    const own = offer(1, 1_200, { pointsSet: TEN_PERCENT })
    expect(told(own, [offer(2, 500)], rule())).toBe('889 at_floor') // 889 − 89 = 800
    expect(told(own, [offer(2, 5_000)], rule())).toBe('1667 at_ceiling') // 1,667 − 167 = 1,500
  })

  test('the lowest offer need not be one that can be featured', () => {
    const others = [offer(2, 1_000), offer(3, 900, { standing: 'at_risk' })]
    expect(told(offer(1, 1_200), others, rule())).toBe('1000 matches_competitor')
    const lowest = rule({ target: 'lowest' })
    expect(told(offer(1, 1_200), others, lowest)).toBe('900 matches_competitor')
    expect(told(offer(1, 1_200), others.toReversed(), lowest)).toBe('900 matches_competitor')
  })

  test('is content where it stands already, or as near as a price of one yen comes', () => {
    expect(told(offer(1, 1_000), [offer(2, 1_000)], rule())).toBe('hold already_there')
    const posted = offer(1, 1, { shipping: yen(900) })
    expect(told(posted, [offer(2, 850)], rule())).toBe('hold already_there')
  })

  test('an offer above the competitive price threshold is no featured one to follow', () => {
    const others = [offer(2, 1_000)]
    const given = { ...facts, threshold: yen(999) }
    expect(told(offer(1, 900), others, rule(), given)).toBe('hold no_competitor')
  })

  test('never competes with the same seller', () => {
    const others = [offer(1, 850, { sku: 'OTHER' }), offer(2, 1_000)]
    expect(told(offer(1, 1_200), others, rule())).toBe('1000 matches_competitor')
  })

  test('what nobody can buy is not followed, and does not follow', () => {
    const others = [offer(2, 900, { stock: 0 }), offer(3, 950, { status: 'inactive' })]
    expect(told(offer(1, 1_200), others, rule({ target: 'lowest' }))).toBe('hold no_competitor')
    expect(told(offer(1, 1_200, { stock: 0 }), [offer(2, 900)], rule())).toBe('hold not_offered')
    const paused = offer(1, 1_200, { status: 'inactive' })
    expect(told(paused, [offer(2, 900)], rule())).toBe('hold not_offered')
  })

  test('without a competitor the price stays, unless it is out of range', () => {
    expect(told(offer(1, 1_200), [], rule())).toBe('hold no_competitor')
    expect(told(offer(1, 2_000), [], rule())).toBe('1500 back_in_range')
    expect(told(offer(1, 100), [], rule())).toBe('800 back_in_range')
  })

  test('a range below the shipping alone can not be reached', () => {
    const own = offer(1, 1_000, { shipping: yen(2_000) })
    expect(told(own, [offer(2, 900)], rule())).toBe('hold range_unreachable')
  })

  test('nor can one that no price comes up to, net of points', () => {
    const own = offer(1, 1_000, { pointsSet: { by: 'percentage', bps: 5_000 } })
    const high = rule({ floor: yen(AMOUNT_MAX), ceiling: yen(AMOUNT_MAX) })
    expect(told(own, [offer(2, 900)], high)).toBe('hold range_unreachable')
  })
})

describe('a price war', () => {
  const lowered = Array.from({ length: LOWERED_MAX }, (_, n) =>
    momentAfter(NOON, -(n + 1) * MINUTE),
  )

  test('is waited out: after five reductions in an hour the price rests', () => {
    const given = { ...facts, lowered }
    const own = offer(1, 1_200)
    expect(decideReprice(own, [offer(2, 1_000)], rule(), given)).toMatchObject({
      because: 'damped',
      until: momentAfter(NOON, HOUR - LOWERED_MAX * MINUTE),
    })
    const four = { ...facts, lowered: lowered.slice(1) }
    expect(told(own, [offer(2, 1_000)], rule(), four)).toBe('1000 matches_competitor')
  })

  test('never holds an increase back, and ends by time', () => {
    const own = offer(1, 900)
    expect(told(own, [offer(2, 1_000)], rule(), { ...facts, lowered })).toBe(
      '1000 matches_competitor',
    )
    const first = lowered.at(-1) as Instant
    const at = (ms: number) => ({ ...facts, lowered, now: momentAfter(first, ms) })
    const lower = (ms: number) => told(offer(1, 1_200), [offer(2, 1_000)], rule(), at(ms))
    expect(lower(HOUR - 1)).toBe('hold damped')
    expect(lower(HOUR)).toBe('1000 matches_competitor')
  })
})

const someOffer = fc.record({
  price: fc.integer({ min: 1, max: 3_000 }),
  shipping: fc.integer({ min: 0, max: 300 }),
  bps: fc.oneof(fc.constant(0), fc.integer({ min: 100, max: 5_000 })),
})
const someRule = fc
  .record({
    target: fc.constantFrom('featured' as const, 'lowest' as const),
    step: fc.oneof(
      fc.constant<PricingStep>({ by: 'match' }),
      fc.integer({ min: 1, max: 50 }).map(below),
      fc.integer({ min: 1, max: 1_000 }).map((bps): PricingStep => ({ by: 'percentage', bps })),
    ),
    floor: fc.integer({ min: 300, max: 2_000 }),
    width: fc.integer({ min: 0, max: 2_000 }),
  })
  .map(({ width, floor, ...rest }) => ({ ...rest, floor: yen(floor), ceiling: yen(floor + width) }))
const made = (
  seller: number,
  { price, shipping, bps }: { price: number; shipping: number; bps: number },
) =>
  offer(seller, price, {
    shipping: yen(shipping),
    pointsSet: bps === 0 ? null : { by: 'percentage', bps },
  })

test('a price that a rule sets is in its range, and then the rule is content', () => {
  fc.assert(
    fc.property(someOffer, fc.array(someOffer, { maxLength: 4 }), someRule, (own, rest, given) => {
      const mine = made(1, own)
      const others = rest.map((one, index) => made(index + 2, one))
      const decided = decideReprice(mine, others, given, facts)
      if (decided.outcome === 'hold') return
      const next = offerAt(mine, decided.price, seed)
      const net = automationPrice(next, seed)
      expect(net).toBe(decided.net)
      expect(net).toBeGreaterThanOrEqual(given.floor)
      expect(net).toBeLessThanOrEqual(given.ceiling)
      expect(next.pointsSet).toEqual(mine.pointsSet)
      expect(decideReprice(next, others, given, facts).outcome).toBe('hold')
    }),
  )
})

test('rules that follow each other come to rest within an hour', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(someOffer, someRule), { minLength: 2, maxLength: 4 }), (some) => {
      const offers = some.map(([one], index) => made(index + 1, one))
      const lowered = offers.map((): (typeof NOON)[] => [])
      let changes = 0
      for (let quiet = 0, turn = 0; quiet < offers.length; turn++) {
        const index = turn % offers.length
        const own = offers[index] as PricedOffer
        const others = offers.filter((one) => one !== own)
        const given = { ...facts, lowered: lowered[index] as (typeof NOON)[] }
        const decided = decideReprice(own, others, some[index]?.[1] as PricingRule, given)
        if (decided.outcome === 'hold') {
          quiet += 1
          continue
        }
        quiet = 0
        changes += 1
        if (decided.price < own.price) lowered[index]?.unshift(NOON)
        offers[index] = offerAt(own, decided.price, seed)
        expect(changes).toBeLessThan(200)
      }
    }),
  )
})
