import { STEPS, type Step } from '../../rules/explain/steps.ts'
import type { ExplainedStep } from './explanation.ts'
import { count } from './format.ts'
import { type Facts, filled, type Language } from './language.ts'

/** Steps that the page took by the rules themselves, as "Why this number?" shows them. */
export const explained = (steps: readonly Step[], language: Language): ExplainedStep[] =>
  steps.map(({ code, numbers, rounded, result, policyVersion }) => ({
    sentence: filled(STEPS[code][language], grouped(numbers)),
    source: STEPS[code].source,
    result,
    rounded: rounded && { ...rounded.exact, rounding: rounded.rounding },
    policyVersion,
  }))

const grouped = (numbers: Readonly<Record<string, number>>): Facts =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, count(value)]))
