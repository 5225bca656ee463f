import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { momentAfter, NOON, policyWith } from '../../../tests/rules/given.ts'
import type { SellerId } from '../ids.ts'
import { points, yen } from '../money/amount.ts'
import { type Contender, rankOffers } from './featured.ts'
import { automationPrice, landedPrice, netOfPoints, outlay } from './landed.ts'

const before = policyWith({}, 'seed-2020-before')
const seed = policyWith({}, 'seed-2020')
const costs = { price: yen(1_000), shipping: yen(340), points: points(100) }

describe('the landed price', () => {
  test('price + shipping before announced change 3, less the points since', () => {
    expect(landedPrice(costs, before)).toBe(1_340)
    expect(landedPrice(costs, seed)).toBe(1_240)
  })

  test('automated updates ignore the points before announced change 2, and count them since', () => {
    expect(automationPrice(costs, before)).toBe(1_340)
    expect(automationPrice(costs, seed)).toBe(1_240)
  })

  test('what leaves the buyer’s hands, and what remains spent', () => {
    expect([outlay(costs), netOfPoints(costs)]).toEqual([1_340, 1_240])
  })
})

const contender = (sku: string, price: number, some: Partial<Contender> = {}): Contender => ({
  seller: 1 as SellerId,
  sku,
  price: yen(price),
  shipping: yen(0),
  points: points(0),
  status: 'active',
  stock: 1,
  standing: 'good',
  listedAt: NOON,
  ...some,
})
const giving = (amount: number) => ({ points: points(amount) })
/** Each offer's SKU, place and reason, best first. */
const told = (offers: Contender[], policy = seed, competitive?: number) =>
  rankOffers(offers, policy, competitive === undefined ? null : yen(competitive)).standings.map(
    (standing) => {
      const { because, ...by } = standing.place === 'featured' ? standing.won : standing.lost
      return [standing.offer.sku, standing.place, because, ...Object.values(by)].join(' ')
    },
  )

describe('the featured offer', () => {
  test('points are part of the price a buyer pays, so they change who wins', () => {
    const offers = [contender('A', 1_000), contender('B', 1_050, giving(100))]
    expect(told(offers, before)).toEqual([
      'A featured lowest_landed_price 50',
      'B behind higher_landed_price 50',
    ])
    expect(told(offers, seed)).toEqual([
      'B featured lowest_landed_price 50',
      'A behind higher_landed_price 50',
    ])
  })

  test('of equal landed prices more points win, where they are not in it', () => {
    const offers = [contender('A', 1_000), contender('B', 1_000, giving(10))]
    expect(told(offers, before)).toEqual(['B featured more_points 10', 'A behind fewer_points 10'])
  })

  test('then the lower outlay', () => {
    const offers = [contender('A', 1_010, giving(10)), contender('B', 1_000)]
    expect(told(offers, seed)).toEqual(['B featured lower_outlay 10', 'A behind higher_outlay 10'])
  })

  test('then the longer listing', () => {
    const offers = [
      contender('A', 1_000),
      contender('B', 1_000, { listedAt: momentAfter(NOON, -1) }),
    ]
    expect(told(offers)).toEqual(['B featured listed_earlier', 'A behind listed_later'])
  })

  test('then the lower seller number, and last the SKU', () => {
    const second = 2 as SellerId
    const offers = [
      contender('A', 1_000, { seller: second }),
      contender('C', 1_000),
      contender('B', 1_000),
    ]
    expect(told(offers)).toEqual([
      'B featured earlier_in_order',
      'C behind later_in_order',
      'A behind later_in_order',
    ])
  })

  test('each loser is compared with the winner, not with the one before it', () => {
    const offers = [contender('A', 1_000), contender('B', 1_100), contender('C', 1_300)]
    expect(told(offers)).toEqual([
      'A featured lowest_landed_price 100',
      'B behind higher_landed_price 100',
      'C behind higher_landed_price 300',
    ])
  })

  test('carries its landed price', () => {
    const { featured, standings } = rankOffers([contender('A', 900, giving(90))], seed)
    expect(featured?.sku).toBe('A')
    expect(standings.map(({ landed }) => landed)).toEqual([810])
  })
})

describe('offers that can not be featured', () => {
  test('say why, in the order checked, and stand last', () => {
    const bad = { stock: 0, standing: 'at_risk' } as const
    const offers = [
      contender('A', 10, { ...bad, status: 'inactive' }),
      contender('B', 20, bad),
      contender('C', 30, { standing: 'suspended' }),
      contender('D', 1_001),
      contender('E', 1_000),
    ]
    expect(told(offers, seed, 1_000)).toEqual([
      'E featured only_eligible_offer',
      'A ineligible not_active',
      'B ineligible out_of_stock',
      'C ineligible standing_not_good',
      'D ineligible above_competitive_price 1',
    ])
  })

  test('the threshold is of the landed price, as the policy has it', () => {
    const offers = [contender('A', 1_050, giving(50))]
    expect(told(offers, seed, 1_000)).toEqual(['A featured only_eligible_offer'])
    expect(told(offers, before, 1_000)).toEqual(['A ineligible above_competitive_price 50'])
  })

  test('nobody is featured when nobody is eligible', () => {
    expect(rankOffers([contender('A', 1, { stock: 0 })], seed)).toMatchObject({ featured: null })
    expect(rankOffers([], seed)).toEqual({ featured: null, standings: [] })
  })
})

test('the ranking does not depend on the order in which offers are listed', () => {
  const offers = fc.array(
    fc.record({
      price: fc.integer({ min: 95, max: 100 }),
      points: fc.integer({ min: 0, max: 5 }),
      seller: fc.integer({ min: 1, max: 2 }),
      stock: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(offers, fc.boolean(), (some, net) => {
      const policy = net ? seed : before
      const all = some.map((offer, index) =>
        contender(`SKU-${index}`, offer.price, {
          ...giving(offer.points),
          seller: offer.seller as SellerId,
          stock: offer.stock,
        }),
      )
      const ranking = rankOffers(all, policy)
      expect(rankOffers(all.toReversed(), policy)).toEqual(ranking)
      const eligible = ranking.standings.filter(({ place }) => place !== 'ineligible')
      const lowest = Math.min(...eligible.map(({ landed }) => landed))
      if (ranking.featured) expect(landedPrice(ranking.featured, policy)).toBe(lowest)
    }),
  )
})
