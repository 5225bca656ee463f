import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { policyWith } from '../../../tests/rules/given.ts'
import { offer, TEN_PERCENT } from '../../../tests/rules/offers.ts'
import { yen } from '../money/amount.ts'
import { offerAt } from './at-price.ts'
import { competitivePrice } from './competitive.ts'
import { expectedPrice } from './expected-price.ts'
import { rankOffers } from './featured.ts'

const seed = policyWith({}, 'seed-2020')
const before = policyWith({}, 'seed-2020-before')
describe('the featured offer expected price', () => {
  test('matches the competing offer where the tie goes to us, and is a yen below where not', () => {
    expect(expectedPrice(offer(1, 1_200), [offer(2, 1_000)], seed, null)).toMatchObject({
      status: 'VALID_FOEP',
      price: 1_000,
      points: 0,
      competing: { sku: 'S2' },
      current: { sku: 'S2' },
    })
    expect(expectedPrice(offer(3, 1_200), [offer(2, 1_000)], seed, null)).toMatchObject({
      price: 999,
    })
  })

  test('points of the offer count: 10 % let it cost a tenth more', () => {
    const own = offer(3, 1_500, { pointsSet: TEN_PERCENT })
    // 1,110 − 111 = 999; at 1,111 it is 1,000, with a higher outlay than the other's 1,000.
    expect(expectedPrice(own, [offer(2, 1_000)], seed, null)).toMatchObject({
      price: 1_110,
      points: 111,
    })
    // Where points are no part of the landed price, they only win ties.
    expect(expectedPrice(own, [offer(2, 1_000)], before, null)).toMatchObject({ price: 1_000 })
  })

  test('the featured offer is told what it could raise its price to', () => {
    expect(expectedPrice(offer(1, 500), [offer(2, 1_000)], seed, null)).toMatchObject({
      price: 1_000,
      current: { sku: 'S1' },
      competing: { sku: 'S2' },
    })
  })

  test('shipping is paid, too', () => {
    const own = offer(1, 1_200, { shipping: yen(300) })
    expect(expectedPrice(own, [offer(2, 1_000)], seed, null)).toMatchObject({ price: 700 })
  })

  test('never above the competitive price threshold', () => {
    expect(expectedPrice(offer(1, 900), [offer(2, 800)], seed, yen(790))).toMatchObject({
      status: 'NO_COMPETING_OFFER',
      current: null,
    })
    expect(expectedPrice(offer(1, 900), [offer(2, 800)], seed, yen(800))).toMatchObject({
      price: 800,
    })
  })

  test('an offer that can not be featured at any price says so', () => {
    const others = [offer(2, 1_000)]
    const sold = offer(1, 1_000, { stock: 0 })
    expect(expectedPrice(sold, others, seed, null)).toMatchObject({ status: 'OFFER_NOT_ELIGIBLE' })
    const dear = offer(1, 1_000, { shipping: yen(2_000) })
    expect(expectedPrice(dear, others, seed, null)).toMatchObject({
      status: 'ASIN_NOT_ELIGIBLE',
      competing: { sku: 'S2' },
    })
    expect(expectedPrice(offer(1, 1_000), [], seed, null)).toMatchObject({
      status: 'NO_COMPETING_OFFER',
      current: { sku: 'S1' },
    })
  })

  test('at this price the offer is featured, and one yen above it is not', () => {
    const some = fc.record({
      price: fc.integer({ min: 1, max: 2_000 }),
      shipping: fc.integer({ min: 0, max: 50 }),
      bps: fc.integer({ min: 100, max: 5_000 }),
      given: fc.boolean(),
    })
    type Some = { price: number; shipping: number; bps: number; given: boolean }
    const made = (seller: number, { price, shipping, bps, given }: Some) =>
      offer(seller, price, {
        shipping: yen(shipping),
        pointsSet: given ? { by: 'percentage', bps } : null,
      })
    fc.assert(
      fc.property(
        some,
        fc.array(some, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (own, rest, net) => {
          const policy = net ? seed : before
          const mine = made(3, own)
          const others = rest.map((one, index) => made(index < 2 ? index : index + 10, one))
          const expected = expectedPrice(mine, others, policy, null)
          if (expected.status !== 'VALID_FOEP') {
            const cheapest = [offerAt(mine, yen(1), policy), ...others]
            expect(rankOffers(cheapest, policy).featured?.sku).not.toBe('S3')
            return
          }
          const winner = (price: number) =>
            rankOffers([offerAt(mine, yen(price), policy), ...others], policy).featured?.sku
          expect(winner(expected.price)).toBe('S3')
          expect(winner(expected.price + 1)).not.toBe('S3')
        },
      ),
    )
  })
})

test('the threshold is a share of the reference price, where there is one', () => {
  const share = (competitivePriceBps: number) =>
    policyWith({ featuredOffer: { competitivePriceBps } })
  expect(competitivePrice(yen(1_999), share(10_000))).toBe(1_999)
  expect(competitivePrice(yen(1_999), share(11_050))).toBe(2_208)
  expect(competitivePrice(yen(1_999), share(0))).toBeNull()
  expect(competitivePrice(null, share(10_000))).toBeNull()
})
