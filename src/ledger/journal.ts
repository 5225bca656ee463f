import { hash } from 'node:crypto'
import type { Posting } from '../rules/book/posting.ts'
import { TextBytes } from './text-bytes.ts'

/** An accepted command as the journal keeps it. Times in ms; `outcome` as the stored JSON text. */
export interface JournalEntry {
  readonly book: number
  readonly version: number
  readonly caller: string
  readonly key: string
  readonly fingerprint: string
  readonly kind: string
  readonly order: number | null
  readonly eventAt: number
  readonly recordedAt: number
  readonly outcome: string
}

/** The digest before a book's first entry. */
export const GENESIS = '0'.repeat(32)

/**
 * The digest of an entry with its postings, chained to the one before: 16 bytes of SHA-256 in
 * hex. A changed, missing or added row breaks the chain at that place, which is how `verify`
 * names the first bad row. It is no signature: who may rewrite every row may also recompute it.
 */
export function digestOf(
  before: string,
  entry: JournalEntry,
  postings: readonly Posting[],
): string {
  const { book, version, caller, key, fingerprint, kind, order, eventAt, recordedAt } = entry
  text.clear()
  text.add('', before).add('|', book).add('|', version).add('|', caller).add('|', key)
  text.add('|', fingerprint).add('|', kind).add('|', order).add('|', eventAt)
  text.add('|', recordedAt).add('|', entry.outcome)
  for (const p of postings) {
    text.add('\n', p.debit).add('>', p.credit).add(':', p.amount).add(':', p.kind)
    text.add(':', p.seller).add(':', p.order).add(':', p.line).add(':', p.policyVersion)
    text.add(':', p.at)
  }
  return hash('sha256', text.bytes, 'hex').slice(0, 32)
}

const text = new TextBytes()

/** The digest of what a caller asked: equal for equal content, whatever the order of its fields. */
export const fingerprintOf = (ask: unknown): string =>
  hash('sha256', JSON.stringify(inOrder(ask)), 'hex').slice(0, 32)

/** The same value with the fields of every object in alphabetical order. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(inOrder)
  const fields = value as Readonly<Record<string, unknown>>
  const ordered: Record<string, unknown> = {}
  for (const name of sorted(Object.keys(fields))) ordered[name] = inOrder(fields[name])
  return ordered
}

/** Few names are put in order faster by hand, and in place. */
function sorted(names: string[]): readonly string[] {
  if (names.length > 16) return names.sort()
  for (let end = 1; end < names.length; end++) {
    const name = names[end] as string
    let at = end
    for (; at > 0 && (names[at - 1] as string) > name; at--) names[at] = names[at - 1] as string
    names[at] = name
  }
  return names
}
