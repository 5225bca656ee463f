import type { Pool } from '../../src/database/connect.ts'
import { writePolicy } from '../../src/ledger/policies.ts'
import type { Terms } from '../../src/rules/policy/policy.ts'
import type { Instant } from '../../src/rules/time/instant.ts'

/** Terms that have been in force from the beginning of a test's database. */
export const govern = (pool: Pool, terms: Terms) =>
  writePolicy(pool, {
    ...{ version: 1, name: 'test', announcedAt: 0 as Instant, effectiveFrom: 0 as Instant },
    terms,
  })
