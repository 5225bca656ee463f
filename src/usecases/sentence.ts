import type { Refusal } from '../rules/refusal.ts'
import { REFUSALS } from '../rules/refusals.ts'

export type Language = 'en' | 'ja'

/** Why something was refused, as a sentence. */
export const sentenceOf = ({ refused, facts }: Refusal, language: Language): string =>
  REFUSALS[refused][language].replace(/\{(\w+)\}/g, (place, name) => String(facts[name] ?? place))
