import { ACCOUNTS, type Account } from '../../rules/book/accounts.ts'
import { POSTING_KINDS, type Posting } from '../../rules/book/posting.ts'
import { digestOf, type JournalEntry } from '../journal.ts'
import type { Suspect } from './book-check.ts'
import { SUMMED_COLUMNS } from './line-story.ts'
import type { BadRow } from './report.ts'
import type { PostingRow } from './rows.ts'

type Value = string | number | null

/**
 * Names the row behind a digest that does not fit. A digest only says "this entry or one of its
 * postings"; but it also recognises the original. So every value is tried that one changed column
 * could have had, and the row is certain when one of them makes the digest fit. Where none does
 * (free text, a row gone), the rows that contradict the postings tell on which side the fault is.
 */
export function diagnose(suspect: Suspect, mismatches: readonly BadRow[]): BadRow {
  const { entry, computed, digestChanged } = suspect
  const key = { book_id: entry.book, version: entry.version }
  if (digestChanged) {
    return { table: 'journal', key, what: 'digest', expected: computed, found: entry.digest }
  }
  const certain =
    changedPosting(suspect, mismatches) ??
    changedEntry(suspect) ??
    addedPosting(suspect) ??
    swappedPostings(suspect)
  if (certain) return certain
  const gap = mismatches.find((bad) => bad.what === 'missing' && bad.key.version === entry.version)
  if (gap) return gap
  const what = mismatches.some(isOfPostings)
    ? 'a posting of the entry is missing or changed'
    : 'caller, key, fingerprint, kind or outcome'
  const isPosting = what.startsWith('a posting')
  return {
    table: isPosting ? 'posting' : 'journal',
    key: isPosting ? { ...key, n: null } : key,
    ...{ what, expected: entry.digest, found: computed },
  }
}

const SUMS = new Set<string>([...SUMMED_COLUMNS, 'available', 'unvested', 'held'])

/** Whether it is the postings that a row contradicts, and not what the entry says beside them. */
const isOfPostings = ({ table, what }: BadRow): boolean =>
  (table === 'posting' && what !== 'recorded_at') ||
  ((table === 'order_line' || table === 'book') && SUMS.has(what))

const fits = (
  { before, entry }: Suspect,
  postings: readonly Posting[],
  as: JournalEntry = entry,
): boolean => digestOf(before, as, postings) === entry.digest

function changedPosting(suspect: Suspect, mismatches: readonly BadRow[]): BadRow | undefined {
  const { entry, postings } = suspect
  const values = likelyValues(suspect, mismatches)
  for (const [index, posting] of postings.entries()) {
    for (const [column, field, candidates] of values) {
      const found = posting[field] as Value
      const tried =
        field === 'amount' ? around(candidates, found as number, mismatches) : candidates
      for (const expected of tried) {
        if (expected === found) continue
        const original = { ...posting, [field]: expected }
        if (!fits(suspect, postings.with(index, original as PostingRow))) continue
        const key = { book_id: entry.book, version: entry.version, n: posting.n }
        return { table: 'posting', key, what: column, expected, found }
      }
    }
  }
  return undefined
}

type Candidates = readonly [column: string, field: keyof Posting, values: readonly Value[]]

/** What each column of a posting may have held, from everything around it. */
function likelyValues({ entry, postings }: Suspect, mismatches: readonly BadRow[]): Candidates[] {
  const of = (field: keyof Posting) => [...new Set(postings.map((p) => p[field] as Value))]
  const numbersSaid = (entry.outcome.match(/\d+/g) ?? []).map(Number)
  const elsewhere = mismatches.flatMap(({ expected, found }) => [expected, found])
  const small = Array.from({ length: 250 }, (_, index) => index)
  const accounts = Object.keys(ACCOUNTS) as Account[]
  return [
    ['amount', 'amount', [...of('amount'), ...numbersSaid, ...elsewhere]],
    ['debit', 'debit', accounts],
    ['credit', 'credit', accounts],
    ['kind', 'kind', POSTING_KINDS],
    ['seller_id', 'seller', [null, ...of('seller'), ...numbersSaid, ...elsewhere, entry.book]],
    ['order_id', 'order', [null, entry.order, ...of('order'), ...ordersIn(mismatches)]],
    ['line', 'line', [null, ...small]],
    ['policy_version', 'policyVersion', small],
    ['event_at', 'at', [entry.eventAt, entry.recordedAt, ...of('at'), ...elsewhere]],
  ]
}

const ordersIn = (mismatches: readonly BadRow[]): Value[] =>
  mismatches.flatMap(({ key }) => [key.order_id ?? null, key.id ?? null])

/** Amounts that would set right what the changed amount made wrong elsewhere. */
function around(
  candidates: readonly Value[],
  found: number,
  mismatches: readonly BadRow[],
): readonly Value[] {
  const apart = mismatches.flatMap(({ expected, found: other }) =>
    typeof expected === 'number' && typeof other === 'number' ? [expected - other] : [],
  )
  return [...candidates, ...apart.flatMap((by) => [found - by, found + by])]
}

function changedEntry(suspect: Suspect): BadRow | undefined {
  const { entry, postings } = suspect
  const key = { book_id: entry.book, version: entry.version }
  const times = postings.flatMap((posting) => [posting.at, posting.recordedAt])
  const orders = [null, ...postings.map((posting) => posting.order)]
  const tries: readonly (readonly [string, keyof JournalEntry, readonly Value[]])[] = [
    ['event_at', 'eventAt', [entry.recordedAt, ...times]],
    ['recorded_at', 'recordedAt', [entry.eventAt, ...times]],
    ['order_id', 'order', orders],
  ]
  for (const [what, field, candidates] of tries) {
    for (const expected of new Set(candidates)) {
      if (!fits(suspect, postings, { ...entry, [field]: expected })) continue
      return { table: 'journal', key, what, expected, found: entry[field] }
    }
  }
  return undefined
}

function addedPosting(suspect: Suspect): BadRow | undefined {
  const { entry, postings } = suspect
  const added = postings.find((_, index) => fits(suspect, postings.toSpliced(index, 1)))
  if (!added) return undefined
  const key = { book_id: entry.book, version: entry.version, n: added.n }
  const what = 'a posting that the entry did not make'
  return { table: 'posting', key, what, expected: null, found: added.amount }
}

function swappedPostings(suspect: Suspect): BadRow | undefined {
  const { entry, postings } = suspect
  for (const [a, first] of postings.entries()) {
    for (let b = a + 1; b < postings.length; b++) {
      const second = postings[b] as PostingRow
      if (!fits(suspect, postings.with(a, second).with(b, first))) continue
      const key = { book_id: entry.book, version: entry.version, n: first.n }
      const what = 'swapped with another'
      return { table: 'posting', key, what, expected: second.n, found: first.n }
    }
  }
  return undefined
}
