import { MARKETPLACE_COUNTRIES } from '../../rules/policy/marketplaces.ts'
import type { Language } from '../kit/language.ts'

/** A marketplace by its country and its id; one whose country nobody knows by its id alone. */
export function marketplaceWord(id: string, language: Language): string {
  const country = MARKETPLACE_COUNTRIES[id]
  if (country === undefined) return id
  return `${new Intl.DisplayNames([language], { type: 'region' }).of(country)} (${id})`
}
