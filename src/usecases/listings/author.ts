import type { Sql } from '../../database/connect.ts'
import type { UpdateSource } from '../../rules/offers/warnings.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { currentPolicy } from '../current-policy.ts'
import type { Engine } from '../engine.ts'
import type { Work } from '../once.ts'
import { readSeller } from '../sellers/account.ts'
import type { Author } from './decide.ts'

/** Whose listings, and who changes them. */
export interface Authorship {
  readonly seller: string
  readonly source: UpdateSource
  /** Who did it, as history shows it: a service provider's reference. Absent: the caller. */
  readonly by?: string
}

/**
 * The seller whose listings are to change, with the policy of the moment, or `seller_not_found`.
 */
export const authorOf = (engine: Engine, work: Work, ask: Authorship): Promise<Refusal | Found> =>
  find(engine, work.sql, { by: work.caller, ...ask }, work.at)

/** The same for a reading, now. */
export const readerOf = (engine: Engine, seller: string): Promise<Refusal | Found> =>
  find(engine, engine.pool, { seller, source: 'manual', by: '' }, engine.clock.now())

type Found = Author & { readonly refused?: never }

async function find(
  engine: Engine,
  sql: Sql,
  { seller, source, by }: Required<Authorship>,
  at: Instant,
): Promise<Refusal | Found> {
  const found = await readSeller(sql, seller)
  if (!found) return refuse('seller_not_found')
  return { seller: found, source, by, policy: await currentPolicy(engine, sql, at) }
}
