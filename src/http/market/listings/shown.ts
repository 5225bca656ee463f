import type { FastifyRequest } from 'fastify'
import { type OfferWarning, WARNINGS } from '../../../rules/offers/warnings.ts'
import type { Principal } from '../../../usecases/auth/principal.ts'
import type { Authorship } from '../../../usecases/listings/author.ts'
import type { BulkPart } from '../../../usecases/listings/bulk.ts'
import type { ChangedListing } from '../../../usecases/listings/change.ts'
import type { ListingFilter } from '../../../usecases/listings/filter.ts'
import type { ListingChange } from '../../../usecases/listings/history.ts'
import type { ListingsOutcome } from '../../../usecases/listings/put.ts'
import type { ListedListing } from '../../../usecases/listings/search.ts'
import { sentenceOf } from '../../../usecases/sentence.ts'
import { languageOf } from '../../kit/language.ts'
import { Rejected, sentence } from '../../kit/problem.ts'
import { shownTime } from '../../kit/schemas.ts'

/** Who changes listings: what a service provider did goes by its name, what a person did not. */
export function authorshipOf(who: Principal, seller: string): Authorship {
  if (who.provider !== null) return { seller, source: 'app', by: who.provider }
  return { seller, source: who.scopes === null ? 'manual' : 'app' }
}

/** The version in `If-Match: "7"`; undefined when there is none, or any will do. */
export function versionOf({ headers }: FastifyRequest): { version?: number } {
  const match = headers['if-match']
  if (match === undefined || match === '*') return {}
  const version = Number(/^"([1-9][0-9]{0,14})"$/.exec(match)?.[1])
  if (Number.isNaN(version)) throw new Rejected('version_invalid')
  return { version }
}

export const etagOf = (version: number): string => `"${version}"`

/** A filter as a query wrote it, in the use case's types. */
export function filterOf(
  query: {
    readonly [field in keyof ListingFilter]?: unknown
  },
): ListingFilter {
  const { pointsReset, stockAtMost, priceFrom, priceTo, ...words } = query
  const number = (name: string, text: unknown) =>
    text === undefined ? {} : { [name]: Number(text) }
  return {
    ...(words as ListingFilter),
    ...(pointsReset === undefined ? {} : { pointsReset: pointsReset === 'true' }),
    ...number('stockAtMost', stockAtMost),
    ...number('priceFrom', priceFrom),
    ...number('priceTo', priceTo),
  }
}

export const listingShown = ({ pointsReset, createdAt, updatedAt, ...listing }: ListedListing) => ({
  ...listing,
  pointsReset: pointsReset && { by: pointsReset.by, at: shownTime(pointsReset.at) },
  createdAt: shownTime(createdAt),
  updatedAt: shownTime(updatedAt),
})

const warningsShown = (request: FastifyRequest, warnings: readonly OfferWarning[]) =>
  warnings.map((warning) => ({
    ...warning,
    message: sentence(WARNINGS[warning.warning][languageOf(request)], { ...warning }),
  }))

export const changedShown = (request: FastifyRequest) => (changed: ChangedListing) => ({
  ...changed,
  warnings: warningsShown(request, changed.warnings),
})

export const namedShown = (
  request: FastifyRequest,
  outcome: Pick<ListingsOutcome, 'refused' | 'warned'>,
) => ({
  refused: outcome.refused.map(({ sku, refused, facts }) => ({
    sku,
    code: refused,
    message: sentenceOf({ refused, facts }, languageOf(request)),
    facts,
  })),
  warned: outcome.warned.map(({ sku, warnings }) => ({
    sku,
    warnings: warningsShown(request, warnings),
  })),
})

export const bulkShown = (request: FastifyRequest) => (outcome: ListingsOutcome) => ({
  ...outcome,
  ...namedShown(request, outcome),
})

export const partShown = (request: FastifyRequest) => (part: BulkPart) => ({
  ...part,
  named: namedShown(request, part.named),
})

export const changeShown = <Change extends ListingChange>(change: Change) => ({
  ...change,
  at: shownTime(change.at),
})
