import { move, type Posting } from '../book/posting.ts'
import type { OrderId } from '../ids.ts'
import { type Points, points, yenOf } from '../money/amount.ts'
import type { Policy } from '../policy/policy.ts'
import { nextPolicyAfter, policyAt, type Timeline } from '../policy/timeline.ts'
import { after, DAY, type Instant, instantOf, later } from '../time/instant.ts'
import { type BuyerBook, debit, earn, type Lot, nextExpiry, underRule } from './book.ts'

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
  const waiting = inOrder(lines)
  const postings: Posting[] = []
  const ripenings: Ripening[] = []
  while (cursor <= until) {
    const policy = policyAt(timeline, cursor)
    const change = nextPolicyAfter(timeline, cursor)?.effectiveFrom
    book = underRule(book, policy)
    const due = nextDue(book, waiting[0]?.vestAt, policy, cursor)
    if (due !== undefined && due.at <= until && (change === undefined || due.at < change)) {
      const ripening = ripeningOf(due, book, waiting[0], policy)
      const step = ripen(book, ripening, policy)
      if (due.did === 'vest') waiting.shift()
      book = step.book
      postings.push(...step.postings)
      ripenings.push(ripening)
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

/** A list of its own, the soonest first. */
const inOrder = (lines: readonly VestingLine[]): VestingLine[] =>
  lines.length === 0
    ? []
    : lines.toSorted((a, b) => a.vestAt - b.vestAt || a.order - b.order || a.line - b.line)

/** What time does next, and when. */
interface Due {
  readonly did: Ripening['did']
  readonly at: Instant
}

/**
 * What happens next in a book left alone, whose next points vest at `vestAt`. Something overdue
 * happens now. A reminder that is not before its lapse comes after it in order, and so never comes.
 */
function nextDue(
  book: BuyerBook,
  vestAt: Instant | null | undefined,
  policy: Policy,
  now: Instant,
): Due | undefined {
  const expiresAt = nextExpiry(book, policy)
  const lapse = unannounced(book, policy, expiresAt)
  const remindAt = lapse === null ? null : after(lapse, -policy.terms.expiry.remindDays * DAY)
  const expire = dueAt(expiresAt, now)
  const vest = dueAt(vestAt, now)
  const at = Math.min(expire, vest, dueAt(remindAt, now)) as Instant
  if (at === NEVER) return undefined
  return { did: expire === at ? 'expire' : vest === at ? 'vest' : 'remind', at }
}

const NEVER = Number.POSITIVE_INFINITY

const dueAt = (moment: Instant | null | undefined, now: Instant): number =>
  moment == null ? NEVER : later(moment, now)

/**
 * The next lapse to be announced, of which `expiresAt` is the soonest. Lots are announced in the
 * order of their dates, so the last one announced stands for those before it.
 */
function unannounced(book: BuyerBook, policy: Policy, expiresAt: Instant | null): Instant | null {
  const { remindedOf } = book
  if (policy.terms.expiry.mode === 'rolling') return expiresAt === remindedOf ? null : expiresAt
  return lotAfter(book, remindedOf)?.expiresAt ?? null
}

const lotAfter = (book: BuyerBook, announced: Instant | null): Lot | undefined =>
  book.lots.find((lot) => announced === null || lot.expiresAt > announced)

/** The whole of what is due: how many points, and of which line or lapse. */
function ripeningOf(
  { did, at }: Due,
  book: BuyerBook,
  line: VestingLine | undefined,
  policy: Policy,
): Ripening {
  if (did === 'vest') return { did, at, line: line as VestingLine }
  const isRolling = policy.terms.expiry.mode === 'rolling'
  if (did === 'expire') {
    return { did, at, points: isRolling ? book.available : (book.lots[0] as Lot).points }
  }
  const lot = isRolling ? undefined : lotAfter(book, book.remindedOf)
  const expiresAt = (lot?.expiresAt ?? nextExpiry(book, policy)) as Instant
  return { did, at, points: lot?.points ?? book.available, expiresAt }
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
    const due = nextDue(book, book.nextVestAt, policy, cursor)?.at
    if (due !== undefined && (change === undefined || due < change)) return due
    if (change === undefined) return null
    cursor = change
  }
}
