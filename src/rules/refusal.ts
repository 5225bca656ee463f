import type { REFUSALS } from './refusals.ts'

/** The stable name of an expected "no"; `refusals.ts` lists them all with their sentences. */
export type RefusalCode = keyof typeof REFUSALS

/** Why a rule says no: a value, never an exception. `facts` fill the sentence's placeholders. */
export interface Refusal {
  readonly refused: RefusalCode
  readonly facts: Readonly<Record<string, string | number>>
}

export const refuse = (
  refused: RefusalCode,
  facts: Readonly<Record<string, string | number>> = {},
): Refusal => ({ refused, facts })

/** Outcomes may have a field of that name, too: a list of what was refused is no refusal. */
export const isRefusal = (value: object): value is Refusal =>
  'refused' in value && typeof value.refused === 'string'
