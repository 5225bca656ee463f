import { Type } from 'typebox'
import { STEPS, type Step } from '../../../rules/explain/steps.ts'
import { ROUNDINGS } from '../../../rules/money/ratio.ts'
import type { Policy } from '../../../rules/policy/policy.ts'
import { policyName } from '../../../rules/policy/presets.ts'
import type { OrderEntry } from '../../../usecases/orders/order-entries.ts'
import type { Language } from '../../kit/language.ts'
import { sentence } from '../../kit/problem.ts'
import { Count, Nullable, Shape, SignedYen, shownTime, When, Word } from '../../kit/schemas.ts'

const Rounded = Shape({
  whole: SignedYen,
  numerator: Count,
  denominator: Count,
  rounding: Word(ROUNDINGS),
})

const StepAnswer = Shape({
  sentence: Type.String({ examples: ['1,000 yen × 1,000 ÷ 10,000.'] }),
  source: Word(['§', '†', '‡'], { description: 'Help page, later public fact, our decision' }),
  result: SignedYen,
  rounded: Nullable(Rounded),
  policyVersion: Count,
})

const EntryAnswer = Shape({
  id: Type.String({ examples: ['12-3'] }),
  at: When,
  kind: Type.String({ examples: ['points_granted'] }),
  debit: Type.String({ examples: ['issued'] }),
  credit: Type.String({ examples: ['buyer_available'] }),
  unit: Word(['JPY', 'PT']),
  amount: Count,
  order: Nullable(Type.String()),
  line: Nullable(Count),
  policyVersion: Count,
})

export const ExplanationAnswer = Shape({
  policy: Shape({ version: Count, name: Type.String(), effectiveFrom: When }),
  steps: Type.Array(StepAnswer, { description: 'How the rules computed it' }),
  entries: Type.Array(EntryAnswer, { description: 'What the ledger has of it' }),
  more: Type.Integer({ minimum: 0, description: 'Older entries that are not shown' }),
})

const grouped = new Intl.NumberFormat('en')

/** A step with its sentence, the numbers in it grouped by thousands. */
function stepShown({ code, numbers, rounded, result, policyVersion }: Step, language: Language) {
  const facts = Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, grouped.format(value)]),
  )
  return {
    sentence: sentence(STEPS[code][language], facts),
    source: STEPS[code].source,
    result,
    rounded: rounded && { ...rounded.exact, rounding: rounded.rounding },
    policyVersion,
  }
}

/** An entry of some order; null where it is about none. */
type ShownEntry = Omit<OrderEntry, 'version'> & { readonly order: string | null }

export const explanationShown = (
  policy: Policy,
  steps: readonly Step[],
  entries: readonly ShownEntry[],
  language: Language,
  more = 0,
) => ({
  policy: {
    version: policy.version,
    name: policyName(policy, language),
    effectiveFrom: shownTime(policy.effectiveFrom),
  },
  steps: steps.map((step) => stepShown(step, language)),
  entries: entries.map(
    ({ id, at, kind, debit, credit, unit, amount, order, line, policyVersion }) => ({
      ...{ id, at: shownTime(at), kind, debit, credit, unit, amount, order, line, policyVersion },
    }),
  ),
  more,
})
