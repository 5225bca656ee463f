import { Type } from 'typebox'
import { PRICING_TARGETS, type PricingStep } from '../../../rules/pricing/rule.ts'
import type { KeptRule } from '../../../usecases/pricing/rule-rows.ts'
import type { RuleSimulation } from '../../../usecases/pricing/simulate-rule.ts'
import {
  AnyObject,
  Asin,
  Count,
  Id,
  Nullable,
  Points,
  Shape,
  Sku,
  shownTime,
  shownTimeOrNull,
  When,
  Word,
  Yen,
} from '../../kit/schemas.ts'

const Step = Type.Unsafe<PricingStep>({
  description: 'Match the competitor’s price, or stand below it by yen or hundredths of a percent',
  oneOf: [
    Shape({ by: Word(['match']) }),
    Shape({ by: Word(['amount']), yen: Yen }),
    Shape({ by: Word(['percentage']), bps: Type.Integer({ minimum: 1, maximum: 5_000 }) }),
  ],
})

const RuleFields = {
  target: Word(PRICING_TARGETS, {
    description: 'The offer that would be featured without this seller’s, or the lowest one',
  }),
  step: Step,
  floor: Yen,
  ceiling: Yen,
}

const EXAMPLE = { target: 'featured', step: { by: 'amount', yen: 1 }, floor: 800, ceiling: 1_500 }

export const RulePut = Shape(
  { ...RuleFields, enabled: Type.Boolean() },
  { examples: [{ ...EXAMPLE, enabled: true }] },
)

export const SimulationAsk = Shape(
  { ...RuleFields, days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })) },
  { examples: [{ ...EXAMPLE, days: 30 }] },
)

const Because = Type.String({ examples: ['matches_competitor'] })

export const RuleAnswer = Shape({
  sku: Sku,
  ...RuleFields,
  enabled: Type.Boolean(),
  version: Count,
  changedBy: Type.String(),
  because: Nullable(Because),
  wakeAt: Nullable(When),
  createdAt: When,
  updatedAt: When,
})

export const ruleShown = (rule: KeptRule) => ({
  ...rule,
  wakeAt: shownTimeOrNull(rule.wakeAt),
  createdAt: shownTime(rule.createdAt),
  updatedAt: shownTime(rule.updatedAt),
})

export const HistoryAnswer = Shape({
  id: Id,
  ruleVersion: Count,
  what: Word(['set', 'changed', 'held', 'undone']),
  because: Because,
  facts: AnyObject,
  priceBefore: Nullable(Yen),
  price: Nullable(Yen),
  at: When,
})

const Milliseconds = Type.Integer({
  minimum: 0,
  description: 'Milliseconds',
  examples: [3_600_000],
})

export const SimulationAnswer = Shape({
  from: When,
  to: When,
  changes: Count,
  cut: Type.Boolean({ description: 'Whether there were more changes than could be looked at' }),
  price: Yen,
  moves: Type.Array(
    Shape({ at: When, because: Because, before: Yen, price: Yen, points: Points, net: Yen }),
  ),
  damped: Count,
  span: Milliseconds,
  featuredAsRecorded: Milliseconds,
  featuredWithRule: Milliseconds,
})

export const simulationShown = (simulation: RuleSimulation) => ({
  ...simulation,
  from: shownTime(simulation.from),
  to: shownTime(simulation.to),
  moves: simulation.moves.map((move) => ({ ...move, at: shownTime(move.at) })),
})

export const ShareAnswer = Shape({
  sku: Sku,
  asin: Asin,
  featured: Milliseconds,
  span: Milliseconds,
})

export const ExpectedAnswer = Shape({
  sku: Sku,
  asin: Asin,
  status: Word(['VALID_FOEP', 'NO_COMPETING_OFFER', 'OFFER_NOT_ELIGIBLE', 'ASIN_NOT_ELIGIBLE']),
  price: Nullable(Yen),
  points: Nullable(Points),
  threshold: Nullable(Yen),
})
