import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { momentAfter, policyWith } from '../../../tests/rules/given.ts'
import { POSTING_KINDS, type PostingKind } from '../book/posting.ts'
import { ROUNDINGS } from '../money/ratio.ts'
import { PRESETS } from '../policy/presets.ts'
import type { Timeline } from '../policy/timeline.ts'
import { DAY, formatTokyo, type Instant, instantOf, tokyo } from '../time/instant.ts'
import { causeOf } from './cause.ts'
import { periodAt, periodsBetween } from './periods.ts'
import { decideSettlement, STATEMENT_LINES, statementLineOf } from './settle.ts'
import { FIGURE_WORDS, STATEMENT_WORDS } from './words.ts'

const anchor = tokyo(2016, 9, 1)
const settling = (
  settlement: Partial<(typeof PRESETS)['seed-2020']['settlement']>,
  version = 1,
  from: Instant = instantOf(0),
) =>
  policyWith(
    { settlement: { ...PRESETS['seed-2020'].settlement, ...settlement } },
    'seed-2020',
    version,
    from,
  )
const fortnights: Timeline = [settling({})]
const told = (timeline: Timeline, from: Instant, to: Instant) =>
  periodsBetween(timeline, from, to).map(({ index, start, end, policyVersion }) =>
    [index, formatTokyo(start).slice(5, 10), formatTokyo(end).slice(5, 10), policyVersion].join(
      ' ',
    ),
  )

describe('periods', () => {
  test('follow each other from the anchor, fourteen days each', () => {
    expect(told(fortnights, anchor, tokyo(2016, 10, 1))).toEqual([
      '0 09-01 09-15 1',
      '1 09-15 09-29 1',
      '2 09-29 10-13 1',
    ])
  })

  test('begin with their first moment and end before the next one’s', () => {
    const end = tokyo(2016, 9, 15)
    expect(periodAt(fortnights, momentAfter(end, -1)).index).toBe(0)
    expect(periodAt(fortnights, end)).toEqual({
      index: 1,
      start: end,
      end: tokyo(2016, 9, 29),
      policyVersion: 1,
    })
    expect(periodsBetween(fortnights, anchor, end)).toHaveLength(1)
    expect(periodsBetween(fortnights, anchor, momentAfter(end, 1))).toHaveLength(2)
    expect(periodsBetween(fortnights, end, end)).toEqual([])
  })

  test('every moment before the anchor has one too', () => {
    expect(told(fortnights, tokyo(2016, 8, 17), tokyo(2016, 9, 2))).toEqual([
      '-2 08-04 08-18 1',
      '-1 08-18 09-01 1',
      '0 09-01 09-15 1',
    ])
  })

  test('a new length holds from the first period that starts under it', () => {
    const change = tokyo(2016, 9, 20)
    const timeline: Timeline = [settling({}), settling({ days: 7 }, 2, change)]
    expect(told(timeline, anchor, tokyo(2016, 10, 8))).toEqual([
      '0 09-01 09-15 1',
      '1 09-15 09-29 1',
      '2 09-29 10-06 2',
      '3 10-06 10-13 2',
    ])
  })

  test('a new anchor starts with one shorter period', () => {
    const change = tokyo(2016, 9, 29)
    const timeline: Timeline = [settling({}), settling({ anchor: tokyo(2016, 9, 5) }, 2, change)]
    expect(told(timeline, anchor, tokyo(2016, 10, 20))).toEqual([
      '0 09-01 09-15 1',
      '1 09-15 09-29 1',
      '2 09-29 10-03 2',
      '3 10-03 10-17 2',
      '4 10-17 10-31 2',
    ])
  })

  test('a version that no period starts under leaves no trace', () => {
    const timeline: Timeline = [
      settling({}),
      settling({ days: 3 }, 2, tokyo(2016, 9, 16)),
      settling({ days: 28 }, 3, tokyo(2016, 9, 18)),
    ]
    expect(told(timeline, anchor, tokyo(2016, 11, 1))).toEqual([
      '0 09-01 09-15 1',
      '1 09-15 09-29 1',
      '2 09-29 10-27 3',
      '3 10-27 11-24 3',
    ])
  })

  test('found from anywhere, they are the same, without gaps and numbered on', () => {
    const changes = fc.array(
      fc.record({
        after: fc.integer({ min: 1, max: 60 }),
        days: fc.integer({ min: 1, max: 30 }),
        shift: fc.integer({ min: 0, max: 29 }),
      }),
      { maxLength: 3 },
    )
    fc.assert(
      fc.property(changes, fc.integer({ min: -40, max: 300 }), (changes, day) => {
        let from = anchor
        const later = changes.map(({ after, days, shift }, index) => {
          from = momentAfter(from, after * DAY)
          return settling({ days, anchor: momentAfter(anchor, shift * DAY) }, index + 2, from)
        })
        const timeline: Timeline = [settling({}), ...later]
        const at = momentAfter(anchor, day * DAY)
        const walked = periodsBetween(timeline, momentAfter(anchor, -50 * DAY), momentAfter(at, 1))
        walked.slice(1).forEach((period, index) => {
          expect(period.start).toBe(walked[index]?.end)
          expect(period.index).toBe((walked[index]?.index ?? 0) + 1)
        })
        expect(periodAt(timeline, at)).toEqual(walked.at(-1))
      }),
    )
  })
})

describe('a statement', () => {
  const totals = {
    principal: 10_000,
    shipping: 800,
    points_granted: -1_000,
    points_returned: 150,
    points_shortfall: 50,
    referral_fee: -980,
    referral_fee_credit: 90,
    refund_principal: -1_000,
    refund_shipping: -80,
    claim_principal: -500,
    claim_shipping: -40,
    chargeback_principal: -300,
    chargeback_shipping: -20,
    adjustment: 7,
    disbursement: -5_000,
  } satisfies Partial<Record<PostingKind, number>>
  const lines = {
    principal: 10_000,
    shipping: 800,
    points_granted: -1_000,
    points_returned: 200,
    referral_fee: -980,
    referral_fee_credit: 90,
    refunds: -1_080,
    claims: -540,
    chargebacks: -320,
    adjustments: 7,
  }

  test('groups what happened by type, and its lines sum to the payout exactly', () => {
    expect(decideSettlement(23, totals, settling({}))).toEqual({
      lines,
      opening: 23,
      net: 7_177,
      reserve: 0,
      disbursement: 7_200,
      closing: 0,
    })
    expect(Object.keys(lines)).toEqual(STATEMENT_LINES)
  })

  test('a negative closing balance carries forward and is never disbursed', () => {
    const first = decideSettlement(-100, { principal: 60 }, settling({}))
    expect(first).toMatchObject({ net: 60, reserve: 0, disbursement: 0, closing: -40 })
    const second = decideSettlement(first.closing, { principal: 50 }, settling({}))
    expect(second).toMatchObject({ opening: -40, disbursement: 10, closing: 0 })
  })

  test('a reserve holds back a share of a positive balance until the next period', () => {
    const reserving = settling({ reserveBps: 1_000 })
    const first = decideSettlement(0, { principal: 1_005 }, reserving)
    expect(first).toMatchObject({ reserve: 100, disbursement: 905, closing: 100 })
    expect(decideSettlement(-5, { principal: 5 }, reserving)).toMatchObject({ reserve: 0 })
    expect(decideSettlement(100, {}, settling({}))).toMatchObject({ disbursement: 100, closing: 0 })
  })

  test('nothing happened: nothing to pay', () => {
    expect(decideSettlement(0, {}, settling({}))).toMatchObject({
      lines: Object.fromEntries(STATEMENT_LINES.map((line) => [line, 0])),
      net: 0,
      disbursement: 0,
      closing: 0,
    })
  })

  test('a movement that can not be on a seller’s proceeds is a bug', () => {
    expect(() => decideSettlement(0, { points_held: 1 }, settling({}))).toThrow(
      new RangeError('points_held can not move a seller’s proceeds'.replace('’', "'")),
    )
    expect(decideSettlement(0, { points_held: 0 }, settling({})).net).toBe(0)
    expect(() => decideSettlement(0.5, {}, settling({}))).toThrow(RangeError)
  })

  test('every kind of movement has its line, or none', () => {
    const none = POSTING_KINDS.filter((kind) => statementLineOf(kind) === null)
    expect(none).toEqual([
      'points_vested',
      'points_held',
      'points_released',
      'points_redeemed',
      'points_restored',
      'points_expired',
      'points_clawed_back',
      'promotion',
      'disbursement',
    ])
  })

  test('lines sum to the net, opening + net − disbursement is the closing, nobody is overpaid', () => {
    const amount = fc.integer({ min: -100_000, max: 100_000 })
    const some = fc.record({ principal: amount, refund_shipping: amount, points_granted: amount })
    const terms = fc.record({ reserveBps: fc.integer({ min: 0, max: 10_000 }) })
    fc.assert(
      fc.property(
        amount,
        some,
        terms,
        fc.constantFrom(...ROUNDINGS),
        (opening, totals, terms, rounding) => {
          const base = settling(terms)
          const policy = { ...base, terms: { ...base.terms, rounding } }
          const settled = decideSettlement(opening, totals, policy)
          const { net, reserve, disbursement, closing } = settled
          expect(Object.values(settled.lines).reduce((a, b) => a + b, 0)).toBe(net)
          expect(opening + net - disbursement).toBe(closing)
          expect(disbursement).toBeGreaterThanOrEqual(0)
          expect(closing).toBe(opening + net > 0 ? reserve : opening + net)
          expect(disbursement).toBeLessThanOrEqual(Math.max(0, opening + net))
        },
      ),
    )
  })
})

describe('why a seller’s proceeds moved', () => {
  test.each<[string, PostingKind[], string]>([
    ['a parcel', ['principal', 'shipping', 'points_granted', 'referral_fee'], 'shipment'],
    ['a free item that is sent', ['shipping'], 'shipment'],
    ['a gift', ['principal'], 'shipment'],
    ['a refund', ['refund_principal', 'points_returned', 'referral_fee_credit'], 'refund'],
    ['shipping given back', ['refund_shipping'], 'refund'],
    ['a granted claim', ['claim_principal', 'claim_shipping', 'referral_fee_credit'], 'claim'],
    ['a chargeback', ['chargeback_principal', 'referral_fee_credit'], 'chargeback'],
    ['an operator’s correction', ['adjustment'], 'adjustment'],
  ])('%s', (_, kinds, cause) => {
    expect(causeOf(kinds)).toBe(cause)
    expect(causeOf(kinds.toReversed())).toBe(cause)
  })

  test('every movement of a statement’s line has a cause that the line is named after', () => {
    for (const kind of POSTING_KINDS) {
      const line = statementLineOf(kind)
      if (line === 'refunds' || line === 'claims' || line === 'chargebacks') {
        expect(`${causeOf([kind])}s`).toBe(line)
      }
    }
  })
})

test('every line and figure of a statement has a name of its own in both languages', () => {
  expect(Object.keys(STATEMENT_WORDS)).toEqual([...STATEMENT_LINES])
  const words = [...Object.values(STATEMENT_WORDS), ...Object.values(FIGURE_WORDS)]
  for (const language of ['ja', 'en'] as const) {
    const names = words.map((word) => word[language])
    expect(new Set(names).size).toBe(names.length)
    expect(names).not.toContain('')
  }
})
