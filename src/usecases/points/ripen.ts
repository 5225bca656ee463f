import type { Accepted } from '../../ledger/command.ts'
import { fingerprintOf } from '../../ledger/journal.ts'
import type { BuyerId } from '../../rules/ids.ts'
import type { Refusal } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'

/**
 * Lets time pass in a book whose moment has come: points vest, lapse, and are reminded of. Every
 * command does the same first; this one does nothing else. Asked again for the same version of
 * the book, or without one for the same moment, it changes nothing.
 */
export function ripenBook(
  engine: Engine,
  buyer: BuyerId,
  until: Instant,
  version?: number,
): Promise<Refusal | Accepted<object>> {
  return engine.lanes.submit({
    caller: 'timer',
    key: `ripen:${buyer}:${version === undefined ? until : `v${version}`}`,
    fingerprint: fingerprintOf({ buyer }),
    kind: 'points.ripened',
    buyer,
    at: until,
    decide: ({ book }) => ({ book, postings: [], outcome: { available: book.available } }),
  })
}
