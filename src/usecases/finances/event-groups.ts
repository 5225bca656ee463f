import { readStatement, readStatements, type Statement } from '../../ledger/statements.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { openStatement } from '../settlement/open.ts'

/** A stretch of a seller's events that is paid out together: a settlement period. */
export interface EventGroup {
  readonly period: number
  readonly start: Instant
  /** Null while it is open. */
  readonly end: Instant | null
  /** Carried over into it. */
  readonly opening: number
  /** Paid out for it; of the open one, what there is by now. */
  readonly total: number
  /** Carried over out of it. */
  readonly closing: number
}

const groupOf = ({
  period,
  start,
  end,
  opening,
  disbursement,
  closing,
}: Statement): EventGroup => ({
  ...{ period, start, end, opening, closing },
  total: disbursement,
})

/** What is not settled yet: from the end of the last settled period on. */
async function openGroup(engine: Engine, seller: SellerId): Promise<EventGroup> {
  const open = await openStatement(engine, seller)
  const [last] = await readStatements(engine.pool, seller, null, 1)
  return {
    period: open.period,
    start: last?.end ?? open.start,
    end: null,
    opening: last?.closing ?? 0,
    total: open.opening + open.net,
    closing: 0,
  }
}

export interface EventGroupsAsk {
  readonly seller: SellerId
  readonly startedAfter?: Instant
  readonly startedBefore?: Instant
  /** The oldest period already seen. */
  readonly before?: number
  readonly limit: number
}

export interface EventGroupPage {
  readonly groups: readonly EventGroup[]
  readonly next: number | null
}

/** A seller's groups, the newest first; the first of all is the open one. */
export async function eventGroups(engine: Engine, ask: EventGroupsAsk): Promise<EventGroupPage> {
  const { seller, startedAfter = 0, startedBefore = Infinity, before, limit } = ask
  const fits = ({ start }: EventGroup) => start >= startedAfter && start < startedBefore
  const groups: EventGroup[] = []
  if (before === undefined) {
    const open = await openGroup(engine, seller)
    if (fits(open)) groups.push(open)
  }
  let place = before ?? null
  while (groups.length <= limit) {
    const settled = await readStatements(engine.pool, seller, place, limit + 1)
    groups.push(...settled.map(groupOf).filter(fits))
    const last = settled.at(-1)
    if (settled.length <= limit || !last || last.start < startedAfter) break
    place = last.period
  }
  const shown = groups.slice(0, limit)
  return { groups: shown, next: groups.length > limit ? (shown.at(-1)?.period ?? null) : null }
}

/** One group; undefined when the seller has none of that period. */
export async function eventGroup(
  engine: Engine,
  seller: SellerId,
  period: number,
): Promise<EventGroup | undefined> {
  const settled = await readStatement(engine.pool, seller, period)
  if (settled) return groupOf(settled)
  const open = await openGroup(engine, seller)
  return open.period === period ? open : undefined
}
