import type { Instant } from '../../rules/time/instant.ts'
import { formatUtc } from '../../rules/time/instant.ts'
import type { Processing } from '../../usecases/processing/kind.ts'
import { type Failure, invalidInput } from './failure.ts'
import { numbersOf, toToken } from './next-token.ts'

/** How far feeds and reports are, in Amazon's words. */
export const STATUSES = ['CANCELLED', 'DONE', 'FATAL', 'IN_PROGRESS', 'IN_QUEUE'] as const
export type Status = (typeof STATUSES)[number]

export const statusShown = (status: Processing): Status => status.toUpperCase() as Status
export const statusRead = (status: Status): Processing => status.toLowerCase() as Processing

interface Timed {
  readonly createdAt: Instant
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
}

export const timesShown = ({ createdAt, startedAt, endedAt }: Timed) => ({
  createdTime: formatUtc(createdAt),
  ...(startedAt === null ? {} : { processingStartTime: formatUtc(startedAt) }),
  ...(endedAt === null ? {} : { processingEndTime: formatUtc(endedAt) }),
})

/** A number of ours as programs have it; undefined for what is none. */
export const numberOfId = (id: string): number | undefined =>
  /^[1-9]\d{0,14}$/.test(id) ? Number(id) : undefined

/** The query of a list, as its pages go on with it: a token has all of it. */
export interface ListQuery {
  readonly types?: readonly string[] | undefined
  readonly statuses?: readonly Processing[] | undefined
  readonly since?: Instant | undefined
  readonly until?: Instant | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** A page of what was read with one more than asked for, and the token of the next. */
export function pageOf<Row extends { readonly id: number }>(
  rows: readonly Row[],
  query: ListQuery,
): { readonly shown: readonly Row[]; readonly token: { readonly nextToken?: string } } {
  const shown = rows.slice(0, query.limit)
  if (rows.length <= query.limit) return { shown, token: {} }
  const { limit, since = 0, until = 0, types, statuses } = query
  const before = shown.at(-1)?.id ?? 0
  return { shown, token: { nextToken: toToken({ limit, since, until, before, types, statuses }) } }
}

/** What a list is asked with: a token, or everything else; neither is refused. */
export function listQuery(
  token: string | undefined,
  asked: Omit<ListQuery, 'statuses' | 'limit'> & {
    readonly statuses: readonly Status[] | undefined
    readonly pageSize: number | undefined
  },
  typesName: string,
): ReturnType<typeof queryOf> | (ListQuery & { readonly failed?: never }) {
  if (token !== undefined) return queryOf(token)
  if (asked.types === undefined) {
    return invalidInput(`Either '${typesName}' or 'nextToken' is required.`)
  }
  const { statuses, pageSize = 10, ...rest } = asked
  return { ...rest, statuses: statuses?.map(statusRead), limit: pageSize }
}

const wordsIn = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : undefined

/** The query that a token goes on with. */
export function queryOf(token: string): Failure | (ListQuery & { readonly failed?: never }) {
  const found = numbersOf(token, ['limit', 'since', 'until', 'before'])
  if (!found) return invalidInput("'nextToken' is none that was given out.")
  const { limit, since, until, before } = found
  const { types, statuses } = found as unknown as Record<string, unknown>
  return {
    limit: Math.min(Math.max(limit, 1), 100),
    before,
    ...(since === 0 ? {} : { since: since as Instant }),
    ...(until === 0 ? {} : { until: until as Instant }),
    types: wordsIn(types),
    statuses: wordsIn(statuses) as readonly Processing[] | undefined,
  }
}
