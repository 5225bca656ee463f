import { move, type Posting } from '../book/posting.ts'
import type { OrderId } from '../ids.ts'
import { type Points, points, yenOf } from '../money/amount.ts'
import type { Policy } from '../policy/policy.ts'
import { nextPolicyAfter, policyAt, type Timeline } from '../policy/timeline.ts'
import { after, DAY, type Instant, instantOf, later } from '../time/instant.ts'
import { type BuyerBook, debit, earn, nextExpiry, underRule } from './book.ts'

/** A shipped line whose points wait for their vesting moment. */
export interface VestingLine {
  readonly order: OrderId
  readonly line: number
  readonly points: Points
  readonly vestAt: Instant
}

/** One thing that time alone did to a book. */
export type Ripening =
  | { readonly did: 'vest'; readonly at: Instant; readonly line: VestingLine }
  | { readonly did: 'expire'; readonly at: Instant; readonly points: Points }
  | {
      readonly did: 'remind'
      readonly at: Instant
      readonly points: Points
      readonly expiresAt: Instant
    }

export interface Matured {
  readonly book: BuyerBook
  readonly postings: readonly Posting[]
  readonly ripenings: readonly Ripening[]
}

/**
 * Lets time pass in a book up to and including `until`: points lapse, points vest, reminders fall
 * due, each at its own moment, in order, under the policy in force then. At one moment lapsing
 * comes first, then vesting, then reminders. Living through a stretch in one step or in many
 * gives the same result; so it does not matter when the worker comes by.
 *
 * `lines` are all lines of the buyer with unvested points and a vesting moment.
 */
export function mature(
  before: BuyerBook,
  lines: readonly VestingLine[],
  timeline: Timeline,
  until: Instant,
): Matured {
  let book = before
  let cursor = before.maturedTo ?? instantOf(0)
  const waiting = [...lines].sort(
    (a, b) => a.vestAt - b.vestAt || a.order - b.order || a.line - b.line,
  )
  const postings: Posting[] = []
  const ripenings: Ripening[] = []
  while (cursor <= until) {
    const policy = policyAt(timeline, cursor)
    const change = nextPolicyAfter(timeline, cursor)?.effectiveFrom
    book = underRule(book, policy)
    const due = nextDue(book, waiting[0], policy, cursor)
    if (due !== undefined && due.at <= until && (change === undefined || due.at < change)) {
      const step = ripen(book, due, policy)
      if (due.did === 'vest') waiting.shift()
      book = step.book
      postings.push(...step.postings)
      ripenings.push(due)
      cursor = due.at
    } else if (change === undefined) break
    else cursor = change
  }
  const maturedTo = later(until, before.maturedTo ?? until)
  return {
    book: { ...book, maturedTo, nextVestAt: waiting[0]?.vestAt ?? null },
    postings,
    ripenings,
  }
}

/** What happens next in a book left alone; something overdue happens now. */
function nextDue(
  book: BuyerBook,
  line: VestingLine | undefined,
  policy: Policy,
  now: Instant,
): Ripening | undefined {
  const expiresAt = nextExpiry(book, policy)
  const candidates: Ripening[] = []
  if (expiresAt !== null) {
    const lot = policy.terms.expiry.mode === 'rolling' ? book.available : book.lots[0]?.points
    const lapsing = lot ?? points(0)
    candidates.push({ did: 'expire', at: later(expiresAt, now), points: lapsing })
  }
  // A reminder that is not before its lapse comes after it in order, and so never comes.
  const reminder = nextReminder(book, policy)
  if (reminder) candidates.push({ did: 'remind', ...reminder, at: later(reminder.at, now) })
  if (line) candidates.push({ did: 'vest', at: later(line.vestAt, now), line })
  const rank = { expire: 0, vest: 1, remind: 2 }
  candidates.sort((a, b) => a.at - b.at || rank[a.did] - rank[b.did])
  return candidates[0]
}

interface Reminder {
  readonly at: Instant
  readonly points: Points
  readonly expiresAt: Instant
}

/**
 * The next lapse to be announced: of all points, or of the soonest lot that has not been. Lots are
 * announced in the order of their dates, so the last one announced stands for those before it.
 */
function nextReminder(book: BuyerBook, policy: Policy): Reminder | undefined {
  const { mode, remindDays } = policy.terms.expiry
  const of = (expiresAt: Instant, lapsing: Points): Reminder => ({
    at: after(expiresAt, -remindDays * DAY),
    points: lapsing,
    expiresAt,
  })
  const { remindedOf } = book
  if (mode === 'rolling') {
    const expiresAt = nextExpiry(book, policy)
    return expiresAt === null || expiresAt === remindedOf
      ? undefined
      : of(expiresAt, book.available)
  }
  const lot = book.lots.find((one) => remindedOf === null || one.expiresAt > remindedOf)
  return lot && of(lot.expiresAt, lot.points)
}

function ripen(
  book: BuyerBook,
  due: Ripening,
  policy: Policy,
): { readonly book: BuyerBook; readonly postings: readonly Posting[] } {
  const context = { at: due.at, policyVersion: policy.version }
  switch (due.did) {
    case 'expire':
      return {
        book: { ...debit(book, due.points).book, graceUntil: null },
        postings: expirePostings(due.points, context),
      }
    case 'vest': {
      const { order, line, points: vested } = due.line
      const unvested = points(book.unvested - vested)
      return {
        book: earn({ ...book, unvested }, vested, policy, due.at),
        postings: move('buyer_unvested', 'buyer_available', vested, 'points_vested', {
          ...context,
          order,
          line,
        }),
      }
    }
    case 'remind':
      return { book: { ...book, remindedOf: due.expiresAt }, postings: [] }
    default:
      return due satisfies never
  }
}

/** Points lapse, and the yen that backed them become breakage. */
export const expirePostings = (
  amount: Points,
  context: { readonly at: Instant; readonly policyVersion: number },
): Posting[] => [
  ...move('buyer_available', 'expired', amount, 'points_expired', context),
  ...move('points_funding', 'breakage', yenOf(amount), 'points_expired', context),
]

/**
 * When time next changes this book by itself, if nobody touches it from `from` on; null when it
 * never does. It looks through the announced policies, as `mature` will live through them.
 */
export function wakeAt(before: BuyerBook, timeline: Timeline, from: Instant): Instant | null {
  let book = before
  let cursor = from
  for (;;) {
    const policy = policyAt(timeline, cursor)
    const change = nextPolicyAfter(timeline, cursor)?.effectiveFrom
    book = underRule(book, policy)
    const due = soonestDue(book, policy, cursor)
    if (due !== null && (change === undefined || due < change)) return due
    if (change === undefined) return null
    cursor = change
  }
}

/** The moment of `nextDue`, for a book whose vesting lines are not at hand. */
function soonestDue(book: BuyerBook, policy: Policy, now: Instant): Instant | null {
  const moments = [nextExpiry(book, policy), nextReminder(book, policy)?.at, book.nextVestAt]
  const due = moments.filter((at) => at != null)
  return due.length === 0 ? null : later(Math.min(...due) as Instant, now)
}
