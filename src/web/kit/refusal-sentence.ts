import { REFUSALS } from '../../rules/refusals.ts'
import type { Problem } from './api.ts'
import { type Facts, filled, type Language } from './language.ts'

/** A refusal in another language than it was answered in; null for one of the protocol's. */
export function refusalSentence({ code, facts }: Problem, language: Language): string | null {
  const entry = (REFUSALS as Readonly<Record<string, Readonly<Record<Language, string>>>>)[code]
  return entry ? filled(entry[language], facts as Facts) : null
}
