import { movementsUntil, type SummedMovement } from '../../ledger/base-date.ts'
import { type Account, OUTSTANDING } from '../../rules/book/accounts.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { addMonths, after, DAY, type Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { ripenDue } from '../points/ripen-due.ts'
import { startOfDay } from './by-day.ts'

/** Ways in which points come into being or leave, in the order of the report. */
export const BASE_DATE_LINES = [
  'granted',
  'promoted',
  'restored',
  'redeemed',
  'clawedBack',
  'expired',
] as const

export type BaseDateLine = (typeof BASE_DATE_LINES)[number]

/** What was outstanding on a base date, and how it came to be in the half-year before. */
export interface BaseDateReport {
  readonly refused?: never
  readonly date: string
  /** The last moment of the date: everything that had happened by then counts. */
  readonly at: Instant
  /** After this moment the half-year begins. */
  readonly since: Instant
  readonly opening: number
  /** Points; what leaves is negative. They sum to closing less opening. */
  readonly lines: Readonly<Record<BaseDateLine, number>>
  readonly closing: number
  readonly available: number
  readonly unvested: number
  readonly held: number
  /** Yen that backed them. */
  readonly funding: number
  /** Buyers who had points. */
  readonly holders: number
}

/** Months between two base dates, 31 March and 30 September. */
const HALF_YEAR = 6

/**
 * The points outstanding at the end of a day, from the entries alone: what had happened by then,
 * whenever it was learned of. What time itself has done to books by then is entered first.
 * Refusals: `date_invalid`, `report_date_ahead`.
 */
export async function baseDateReport(
  engine: Engine,
  date: string,
): Promise<Refusal | BaseDateReport> {
  const start = startOfDay(date)
  if (start === undefined) return refuse('date_invalid', { date })
  const end = after(start, DAY)
  if (end > engine.clock.now()) return refuse('report_date_ahead', { date })
  const at = after(end, -1)
  const since = after(addMonths(end, -HALF_YEAR), -1)
  await ripenDue(engine, at)
  const { movements, holders } = await movementsUntil(engine.pool, since, at)
  const before = movements.filter(({ inside }) => !inside)
  const of = (account: Account) => balanceOf(movements, account)
  return {
    ...{ date, at, since },
    opening: outstandingOf(before),
    lines: linesOf(movements.filter(({ inside }) => inside)),
    closing: outstandingOf(movements),
    ...{ available: of('buyer_available'), unvested: of('buyer_unvested') },
    ...{ held: of('buyer_held'), funding: of('points_funding'), holders },
  }
}

const balanceOf = (movements: readonly SummedMovement[], account: Account): number =>
  movements.reduce(
    (sum, { debit, credit, amount }) =>
      sum + (credit === account ? amount : 0) - (debit === account ? amount : 0),
    0,
  )

const outstandingOf = (movements: readonly SummedMovement[]): number =>
  OUTSTANDING.reduce((sum, account) => sum + balanceOf(movements, account), 0)

/** By the account on the other side: where points came from, or where they went. */
function linesOf(movements: readonly SummedMovement[]): Record<BaseDateLine, number> {
  const granted = movements.filter(({ kind }) => kind === 'points_granted')
  const given = movements.filter(({ kind }) => kind !== 'points_granted')
  const { redeemed, restored } = spentAndRestored(movements)
  return {
    granted: none(-balanceOf(granted, 'issued')),
    promoted: none(-balanceOf(given, 'issued')),
    restored,
    redeemed: none(-redeemed),
    clawedBack: none(-balanceOf(movements, 'returned')),
    expired: none(-balanceOf(movements, 'expired')),
  }
}

function spentAndRestored(movements: readonly SummedMovement[]) {
  const restored = movements.filter(({ debit }) => debit === 'redeemed')
  const sum = restored.reduce((total, { amount }) => total + amount, 0)
  return { restored: sum, redeemed: balanceOf(movements, 'redeemed') + sum }
}

/** Zero without a sign. */
const none = (amount: number): number => amount || 0
