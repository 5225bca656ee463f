import { type DayMovement, movementsByDay, rollUp } from '../../ledger/days.ts'
import { type Account, OUTSTANDING } from '../../rules/book/accounts.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import { after, DAY, type Instant, tokyo, tokyoDay } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/** What happened to points on one day, and what was outstanding when it ended. */
export interface LiabilityDay {
  /** In Tokyo: `2020-06-01`. */
  readonly day: string
  /** Points sellers gave with what shipped. */
  readonly granted: number
  /** Points the operator gave, corrections included; negative when it took more. */
  readonly promoted: number
  readonly vested: number
  readonly redeemed: number
  /** Spent points that refunds gave back. */
  readonly restored: number
  /** Granted points taken back with what was undone. */
  readonly clawedBack: number
  readonly expired: number
  readonly available: number
  readonly unvested: number
  readonly held: number
  readonly outstanding: number
  /** Yen in points funding: equals what is outstanding, or the law of the house is broken. */
  readonly funding: number
  /** Yen freed by lapsed points since the beginning. */
  readonly breakage: number
}

export interface DaysAsk {
  /** Days in Tokyo, both included. */
  readonly from: string
  readonly to: string
}

const DAYS_MAX = 1_100

/**
 * Points outstanding and their backing, day by day, each by the moment at which it happened. Days
 * without movements are there, too. Refused with `days_out_of_range` for more than three years or
 * an end before the beginning.
 */
export async function liabilityByDay(
  engine: Engine,
  ask: DaysAsk,
): Promise<Refusal | { readonly refused?: never; readonly days: readonly LiabilityDay[] }> {
  const days = daysOf(ask)
  if (days === undefined) return refuse('days_out_of_range', { maximum: DAYS_MAX })
  await rollUp(engine.pool, engine.clock.now())
  const moved = await movementsByDay(engine.pool, ask.from, ask.to)
  const byDay = Map.groupBy(moved, ({ day }) => day)
  const balances = new Map<Account, number>()
  post(balances, byDay.get(null) ?? [])
  return {
    days: days.map((day) => {
      const movements = byDay.get(day) ?? []
      post(balances, movements)
      return { day, ...flowsOf(movements), ...standing(balances) }
    }),
  }
}

/** A day of the Tokyo calendar as its first moment; undefined for what is no day. */
export function startOfDay(text: string): Instant | undefined {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  const at = tokyo(year, month, day)
  return tokyoDay(at) === text ? at : undefined
}

function daysOf({ from, to }: DaysAsk): string[] | undefined {
  const [first, last] = [startOfDay(from), startOfDay(to)]
  if (first === undefined || last === undefined) return undefined
  const count = (last - first) / DAY + 1
  if (count < 1 || count > DAYS_MAX) return undefined
  return Array.from({ length: count }, (_, index) => tokyoDay(after(first, index * DAY)))
}

function post(balances: Map<Account, number>, movements: readonly DayMovement[]): void {
  for (const { debit, credit, amount } of movements) {
    balances.set(debit, (balances.get(debit) ?? 0) - amount)
    balances.set(credit, (balances.get(credit) ?? 0) + amount)
  }
}

function flowsOf(movements: readonly DayMovement[]) {
  const sum = (fits: (one: DayMovement) => boolean) =>
    movements.reduce((total, one) => total + (fits(one) ? one.amount : 0), 0)
  const given = ({ kind }: DayMovement) => kind === 'promotion' || kind === 'adjustment'
  return {
    granted: sum(({ debit, kind }) => debit === 'issued' && kind === 'points_granted'),
    promoted:
      sum((one) => one.debit === 'issued' && given(one)) -
      sum((one) => one.credit === 'issued' && given(one)),
    vested: sum(({ kind }) => kind === 'points_vested'),
    redeemed: sum(({ credit }) => credit === 'redeemed'),
    restored: sum(({ debit }) => debit === 'redeemed'),
    clawedBack: sum(({ credit }) => credit === 'returned'),
    expired: sum(({ credit }) => credit === 'expired'),
  }
}

function standing(balances: ReadonlyMap<Account, number>) {
  const of = (account: Account) => balances.get(account) ?? 0
  return {
    available: of('buyer_available'),
    unvested: of('buyer_unvested'),
    held: of('buyer_held'),
    outstanding: OUTSTANDING.reduce((sum, account) => sum + of(account), 0),
    funding: of('points_funding'),
    breakage: of('breakage'),
  }
}
