import type { Engine } from '../engine.ts'
import { readOn } from '../events/read-on.ts'
import { makeSettlementReports } from './settlement.ts'

const PAGE = 1_000

/**
 * Follows the log of events and makes the report of each settlement as it comes, so that programs
 * hear of it without asking. Returns how many events it came on.
 */
export const followSettlements = (engine: Engine): Promise<number> =>
  readOn(engine, {
    name: 'settlement-reports',
    types: ['settlement.disbursed'],
    page: PAGE,
    react: async (sql, events) => {
      const sellers = new Set(events.flatMap(({ bookId }) => bookId ?? []))
      await makeSettlementReports(sql, [...sellers], engine.clock.now())
      return {}
    },
  })
