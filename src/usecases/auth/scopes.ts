import { SCOPES as PROVIDER_SCOPES } from '../sellers/providers.ts'

/** What an app's token may be good for. The first ones a seller can give to a service provider. */
export const SCOPES = [
  ...PROVIDER_SCOPES,
  /** Buyers' points: balances, history, grants, adjustments. */
  'points',
  /** The accounts of sellers and buyers. */
  'parties',
  /** Policy timeline, clock, settlement runs, the ledger and its verification. */
  'programme',
  /** People, tokens and the audit log. */
  'access',
] as const

export type Scope = (typeof SCOPES)[number]

export const isScope = (word: string): word is Scope => (SCOPES as readonly string[]).includes(word)
