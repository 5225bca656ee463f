import { describe, expect, test } from 'vitest'
import { AMOUNT_MAX } from '../money/amount.ts'
import { decidePricingRule, type PricingStep } from './rule.ts'

const below = (yen: number): PricingStep => ({ by: 'amount', yen })
const percent = (bps: number): PricingStep => ({ by: 'percentage', bps })

const ask = { target: 'lowest', step: { by: 'match' }, floor: 800, ceiling: 1_500 } as const

describe('a rule is kept as it was asked for', () => {
  test.each([
    ['to match', {}],
    ['from 1 yen on', { floor: 1 }],
    ['with one price only', { floor: 1_500 }],
    ['to beat by a yen', { step: below(1) }],
    ['to beat by all of the ceiling', { step: below(1_500) }],
    ['to beat by a hundredth of a percent', { step: percent(1) }],
    ['to beat by half', { step: percent(5_000) }],
  ])('%s', (_, change) => {
    expect(decidePricingRule({ ...ask, ...change })).toEqual({ ...ask, ...change })
  })
})

describe('a rule that could never be followed is refused, and told what could', () => {
  const outOfRange = { refused: 'amount_out_of_range' }
  const yenStep = { refused: 'pricing_step_out_of_range', facts: { maximum: '1500 JPY' } }
  const percentStep = { refused: 'pricing_step_out_of_range', facts: { maximum: '50 %' } }

  test.each([
    ['a floor of nothing', { floor: 0 }, outOfRange],
    ['half a yen', { floor: 800.5 }, outOfRange],
    ['a ceiling that is no amount', { ceiling: AMOUNT_MAX + 1 }, outOfRange],
    [
      'a floor above the ceiling',
      { floor: 1_501 },
      { refused: 'pricing_range_empty', facts: { floor: 1_501, ceiling: 1_500 } },
    ],
    ['no step at all', { step: below(0) }, yenStep],
    ['a step of half a yen', { step: below(10.5) }, yenStep],
    ['a step below zero', { step: below(1_501) }, yenStep],
    ['0 %', { step: percent(0) }, percentStep],
    ['a part of a hundredth of a percent', { step: percent(1.5) }, percentStep],
    ['above half', { step: percent(5_001) }, percentStep],
  ])('%s', (_, change, refusal) => {
    expect(decidePricingRule({ ...ask, ...change })).toMatchObject(refusal)
  })
})
