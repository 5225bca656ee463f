import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { live, lives, START } from '../../../tests/rules/commands.ts'
import { lineTerms, plainPolicy, policyWith } from '../../../tests/rules/given.ts'
import { World } from '../../../tests/rules/world.ts'
import { referralFee } from '../fees/referral.ts'
import type { OrderId } from '../ids.ts'
import { points, yen } from '../money/amount.ts'
import type { OrderLine } from '../orders/order.ts'
import { policyVersion } from '../policy/timeline.ts'
import { explainFee } from './fee.ts'
import { explainPoints } from './points.ts'
import { explainRefund } from './refund.ts'
import { exactly, STEPS, type Step } from './steps.ts'

const policy = policyWith({}, 'seed-2020', 3)

/** Every placeholder of a step's sentence has its number, and no number is without a place. */
function speaks(steps: readonly Step[]): void {
  for (const { code, numbers } of steps) {
    const named = [...STEPS[code].en.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    expect(new Set(Object.keys(numbers)), code).toEqual(new Set(named))
  }
}

test('an exact amount is a whole and a reduced fraction', () => {
  expect(exactly(1_005, 1_000, 10_000)).toEqual({ whole: 100, numerator: 1, denominator: 2 })
  expect(exactly(1_240, 1_000, 10_000)).toEqual({ whole: 124, numerator: 0, denominator: 1 })
  expect(exactly(900_000_000_000, 3_333, 9_999)).toEqual({
    whole: 300_000_000_000,
    numerator: 0,
    denominator: 1,
  })
  expect(exactly(200, 100, 300)).toEqual({ whole: 66, numerator: 2, denominator: 3 })
})

describe('why a fee', () => {
  test('(1,000 + 340 − 100) × 10 % = 124 JPY, step by step', () => {
    const sale = { principal: 1_000, shipping: 340, points: 100, units: 1 }
    expect(explainFee(sale, { rateBps: 1_000, minimum: 30 }, policy)).toEqual([
      {
        code: 'fee_base',
        numbers: { principal: 1_000, shipping: 340, points: 100 },
        rounded: null,
        result: 1_240,
        policyVersion: 3,
      },
      {
        code: 'fee_rate',
        numbers: { base: 1_240, rateBps: 1_000 },
        rounded: {
          exact: { whole: 124, numerator: 0, denominator: 1 },
          rounding: 'half-even',
        },
        result: 124,
        policyVersion: 3,
      },
    ])
  })

  const codes = (steps: Step[]) => steps.map(({ code, result }) => [code, result])

  test('the minimum, the limit and nothing at all', () => {
    const sale = { principal: 50, shipping: 0, points: 0, units: 2 }
    const minimum = { rateBps: 1_000, minimum: 20 }
    const steps = explainFee(sale, minimum, policy)
    expect(codes(steps)).toEqual([
      ['fee_base', 50],
      ['fee_rate', 5],
      ['fee_minimum', 40],
    ])
    expect(steps[2]).toMatchObject({ numbers: { minimum: 20, units: 2 }, rounded: null })
    expect(codes(explainFee(sale, { rateBps: 1_000, minimum: 26 }, policy)).slice(2)).toEqual([
      ['fee_minimum', 52],
      ['fee_limit', 50],
    ])
    expect(codes(explainFee(sale, { rateBps: 1_000, minimum: 25 }, policy)).slice(2)).toEqual([
      ['fee_minimum', 50],
    ])
    const exactly = explainFee({ ...sale, units: 1 }, { rateBps: 1_000, minimum: 5 }, policy)
    expect(codes(exactly)).toHaveLength(2)
    const none = { principal: 0, shipping: 0, points: 0, units: 0 }
    expect(explainFee(none, minimum, policy)).toEqual([
      { code: 'fee_none', numbers: {}, rounded: null, result: 0, policyVersion: 3 },
    ])
  })

  test('the last step is always the fee', () => {
    const sale = fc.record({
      principal: fc.integer({ min: 0, max: 5_000 }),
      shipping: fc.integer({ min: 0, max: 500 }),
      points: fc.constant(0),
      units: fc.integer({ min: 0, max: 4 }),
    })
    const rate = fc.record({
      rateBps: fc.integer({ min: 0, max: 10_000 }),
      minimum: fc.integer({ min: 0, max: 900 }),
    })
    fc.assert(
      fc.property(sale, rate, fc.integer({ min: 0, max: 100 }), (some, rate, percent) => {
        const sale = { ...some, points: Math.floor((some.principal * percent) / 100) }
        const steps = explainFee(sale, rate, policy)
        speaks(steps)
        expect(steps.at(-1)?.result).toBe(referralFee(sale, rate, policy.terms.rounding))
      }),
    )
  })
})

test('why points are granted: a share of the price, rounded for one unit', () => {
  const steps = explainPoints(yen(1_250), { by: 'percentage', bps: 330 }, 3, policy)
  speaks(steps)
  expect(steps).toEqual([
    {
      code: 'points_of_price',
      numbers: { price: 1_250, part: 330, whole: 10_000 },
      rounded: { exact: { whole: 41, numerator: 1, denominator: 4 }, rounding: 'half-even' },
      result: 41,
      policyVersion: 3,
    },
    {
      code: 'points_of_units',
      numbers: { pointsPerUnit: 41, units: 3 },
      rounded: null,
      result: 123,
      policyVersion: 3,
    },
  ])
  const amount = { by: 'amount', points: points(33), ofPrice: yen(1_000) } as const
  expect(explainPoints(yen(2_000), amount, 1, policy)[0]).toMatchObject({
    numbers: { price: 2_000, part: 33, whole: 1_000 },
    result: 66,
  })
})

describe('why a refund', () => {
  test('1,000 + 200 with 50 left → 850 and 200, step by step', () => {
    const world = new World([plainPolicy()], START)
    const order = world.place([lineTerms({ pointsPerUnit: points(200) })], 0)
    if (!order) throw new Error('an order')
    world.ship(order.id, 'all')
    world.adjust(-150)
    const before = world.lines[0] as OrderLine
    const [done] = world.refund(order.id, 'full', 'refund')?.lines ?? []
    if (!done) throw new Error('a refund')
    const told = explainRefund(before, points(50), done, plainPolicy())
    const plain = { rounded: null, policyVersion: 1 }
    const exact = (whole: number) => ({
      exact: { whole, numerator: 0, denominator: 1 },
      rounding: 'half-even',
    })
    expect(told).toEqual({
      due: [
        {
          code: 'due_so_far',
          numbers: { granted: 200, refunded: 1_000, principal: 1_000 },
          rounded: exact(200),
          result: 200,
          policyVersion: 1,
        },
        { ...plain, code: 'due_now', numbers: { soFar: 200, before: 0 }, result: 200 },
      ],
      back: [
        {
          code: 'back_so_far',
          numbers: { captured: 0, refunded: 1_000, paid: 1_000 },
          rounded: exact(0),
          result: 0,
          policyVersion: 1,
        },
        { ...plain, code: 'back_now', numbers: { soFar: 0, before: 0 }, result: 0 },
      ],
      clawback: [
        {
          ...plain,
          code: 'clawback',
          numbers: { due: 200, unvested: 0, available: 50, back: 0 },
          result: 50,
        },
      ],
      cash: [
        { ...plain, code: 'shortfall', numbers: { due: 200, clawedBack: 50 }, result: 150 },
        {
          ...plain,
          code: 'cash',
          numbers: { amount: 1_000, back: 0, shortfall: 150 },
          result: 850,
        },
      ],
      feeCredit: [
        {
          ...plain,
          code: 'fee_credit',
          numbers: { charged: 80, remaining: 0, administration: 0, before: 0 },
          result: 80,
        },
      ],
    })
  })

  test('shipping counts for the tenders and the cash, not for the points due', () => {
    const world = new World([plainPolicy()], START)
    world.grant(300)
    const terms = lineTerms({ shipping: yen(200), pointsPerUnit: points(100) })
    const order = world.place([terms], 300)
    if (!order) throw new Error('an order')
    world.ship(order.id, 'all')
    const before = world.lines[0] as OrderLine
    const ask = { of: 'amount', principal: 500, shipping: 100 } as const
    const [done] = world.refund(order.id, [{ line: 1, ask }], 'refund')?.lines ?? []
    if (!done) throw new Error('a refund')
    const { due, back, cash, feeCredit } = explainRefund(before, points(100), done, plainPolicy())
    const numbers = { captured: 300, refunded: 600, paid: 1_200 }
    expect(due[0]?.numbers).toEqual({ granted: 100, refunded: 500, principal: 1_000 })
    expect(back[0]).toMatchObject({ numbers, result: 150 })
    expect(cash[1]).toMatchObject({ numbers: { amount: 600, back: 150 }, result: 450 })
    expect(feeCredit[0]).toMatchObject({ numbers: { charged: 110, remaining: 55 }, result: 55 })
  })

  test('a buyer who keeps the points is told so', () => {
    const kept = plainPolicy({ guaranteeClaim: 'buyer-keeps' })
    const world = new World([kept], START)
    const order = world.place([lineTerms({ pointsPerUnit: points(200) })], 0)
    if (!order) throw new Error('an order')
    world.ship(order.id, 'all')
    const before = world.lines[0] as OrderLine
    const [done] = world.refund(order.id, 'full', 'guarantee_claim')?.lines ?? []
    if (!done) throw new Error('a refund')
    expect(explainRefund(before, points(200), done, kept).clawback).toEqual([
      { code: 'clawback_none', numbers: { due: 200 }, rounded: null, result: 0, policyVersion: 1 },
    ])
  })

  test('every explanation ends in the number it explains, and its numbers add up', () => {
    let explained = 0
    fc.assert(
      fc.property(lives(10, 30), ([timeline, commands]) => {
        const world = new World(timeline, START)
        for (const next of commands) {
          if (next.do !== 'refund' || world.orders.size === 0) {
            live(world, next)
            continue
          }
          world.wait(0)
          const id = ((next.which % world.orders.size) + 1) as OrderId
          const before = world.orders.get(id)
          const { available } = world.book
          // One line at a time, so that the balance each line found is known.
          const [ask] =
            next.lines === 'full' ? [{ line: 1, ask: { of: 'full' as const } }] : next.lines
          const [done] = (ask && world.refund(id, [ask], next.cause)?.lines) || []
          if (!before || !done) continue
          explained++
          const policy = policyVersion(timeline, before.policyVersion)
          const line = before.lines[done.line - 1] as OrderLine
          const { due, back, clawback, cash, feeCredit } = explainRefund(
            line,
            available,
            done,
            policy,
          )
          speaks([...due, ...back, ...clawback, ...cash, ...feeCredit])
          expect(due.at(-1)?.result).toBe(done.pointsDue)
          expect(back.at(-1)?.result).toBe(done.pointsBack)
          expect(clawback.at(-1)?.result).toBe(done.clawedBack)
          expect(cash.at(-1)?.result).toBe(done.cash)
          expect(feeCredit.at(-1)?.result).toBe(done.feeCredit)
          const { unvested = 0, due: asked = 0 } = clawback[0]?.numbers ?? {}
          if (clawback[0]?.code === 'clawback') {
            const reach = unvested + available + done.pointsBack
            expect(done.clawedBack).toBe(Math.min(asked, reach))
          }
        }
      }),
      { numRuns: 150 },
    )
    expect(explained).toBeGreaterThan(60)
  }, 60_000)
})
