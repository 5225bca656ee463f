import type { EventPlace } from '../../../ledger/seller-events.ts'
import type { Instant } from '../../../rules/time/instant.ts'
import { numbersOf, toToken } from '../next-token.ts'

/** Where a listing of events goes on, with the end of the stretch it was begun with. */
export interface EventsToken {
  readonly place: EventPlace
  readonly before: Instant
}

export const toEventsToken = (place: EventPlace, before: Instant): string =>
  toToken({ at: place.postedAt, seen: place.seen, before })

/** What a token holds; undefined for one that was never given out. */
export function eventsToken(text: string): EventsToken | undefined {
  const found = numbersOf(text, ['at', 'seen', 'before'])
  if (!found || found.at < 0 || found.seen < 0) return undefined
  return {
    place: { postedAt: found.at as Instant, seen: found.seen },
    before: found.before as Instant,
  }
}
