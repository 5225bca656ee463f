import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'
import { AMOUNT_MAX } from '../../rules/money/amount.ts'
import { formatTokyo, type Instant, parseInstant } from '../../rules/time/instant.ts'
import { Rejected } from './problem.ts'

/** The pieces that requests and answers are described with. Nothing is coerced, nothing ignored. */

/** A request's object: unknown fields are refused. An answer's: nothing else leaves. */
export const Shape = <P extends TProperties>(fields: P, about: object = {}): TObject<P> =>
  Type.Object(fields, { additionalProperties: false, ...about })

/** One of some words. */
export const Word = <const W extends string>(words: readonly W[], about: object = {}) =>
  Type.Unsafe<W>({ type: 'string', enum: [...words], ...about })

export const Nullable = <S extends TSchema>(schema: S) => {
  const { type, enum: words } = schema as TSchema & { type?: string; enum?: unknown[] }
  const wider = words ? { enum: [...words, null] } : {}
  return Type.Unsafe<Static<S> | null>({ ...schema, type: [type, 'null'], ...wider })
}

export const Yen = Type.Integer({
  minimum: 0,
  maximum: AMOUNT_MAX,
  description: 'Whole yen',
  examples: [1_000],
})
export const SignedYen = Type.Integer({
  minimum: -Number.MAX_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Whole yen; negative when it takes',
  examples: [-124],
})
export const Points = Type.Integer({
  minimum: 0,
  maximum: AMOUNT_MAX,
  description: 'Whole points; 1 point is spent as 1 yen',
  examples: [100],
})
export const SignedPoints = Type.Integer({
  minimum: -AMOUNT_MAX,
  maximum: AMOUNT_MAX,
  description: 'Whole points; negative when it takes',
  examples: [-50],
})
export const Quantity = Type.Integer({ minimum: 1, maximum: 9_999, examples: [1] })
export const LineNumber = Type.Integer({ minimum: 1, maximum: 200, examples: [1] })
export const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, examples: [3] })
export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, examples: [7] })
export const Bps = Type.Integer({
  minimum: 0,
  maximum: 10_000,
  description: 'Hundredths of a percent',
  examples: [1_000],
})

/** Text of one line: no control characters, no half of a surrogate pair. */
const LINE = '^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$'

const LINES = '^(?:[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]|\\n)*$'

export const Text = (maxLength: number, about: object = {}) =>
  Type.String({ minLength: 1, maxLength, pattern: LINE, ...about })

/** Text whose lines may be broken. */
export const Lines = (maxLength: number, about: object = {}) =>
  Type.String({ minLength: 1, maxLength, pattern: LINES, ...about })

/** The operator's own name of a buyer, seller or order. */
export const Reference = (example: string) => Text(64, { examples: [example] })
export const Sku = Text(100, { examples: ['TEA-200G'] })
export const Asin = Text(40, { examples: ['B07TEA0001'] })
export const Reason = Text(500, { examples: ['Damaged in transit'] })

/** An object whose fields are its own affair: rules, facts of an event. */
export const AnyObject = Type.Unsafe<object>({ type: 'object', additionalProperties: true })

/** A moment as answers give it. */
export const When = Type.String({ examples: ['2020-06-01T12:00:00+09:00'] })

/** A moment as requests give it: ISO 8601 with a zone. */
export const Moment = Type.String({
  format: 'date-time',
  maxLength: 35,
  examples: ['2020-06-01T12:00:00+09:00'],
})

export function momentOf(text: string, field: string): Instant {
  const at = parseInstant(text)
  if (at !== undefined) return at
  const errors = [{ in: 'body', field, rule: 'format', message: 'must be a moment with a zone' }]
  throw new Rejected('validation', { errors })
}

export const shownTime = (at: Instant): string => formatTokyo(at)
export const shownTimeOrNull = (at: Instant | null): string | null =>
  at === null ? null : formatTokyo(at)

/** A number in a query, where everything is text. */
export const QueryNumber = (about: object = {}) =>
  Type.String({ pattern: '^(0|[1-9][0-9]{0,14})$', ...about })

const PAGE_MAX = 200
const PAGE_DEFAULT = 50

/** How a list is asked for. */
export const PageQuery = {
  limit: Type.Optional(
    Type.String({
      pattern: '^([1-9][0-9]?|1[0-9][0-9]|200)$',
      description: `Most items, up to ${PAGE_MAX}; ${PAGE_DEFAULT} when absent`,
      examples: ['50'],
    }),
  ),
  cursor: Type.Optional(
    Type.String({ maxLength: 500, pattern: '^[\\w-]*$', description: 'next, as a page gave it' }),
  ),
}

export const limitOf = ({ limit }: { limit?: string | undefined }): number =>
  limit === undefined ? PAGE_DEFAULT : Number(limit)

/** A page of a list. */
export const Page = <S extends TSchema>(item: S) =>
  Shape({
    items: Type.Array(item),
    next: Nullable(Type.String({ description: 'The cursor of the next page; null on the last' })),
  })

/** A page of rows; a full one says where the next begins. */
export function pageOf<Row, Shown>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => unknown,
  shown: (row: Row) => Shown,
): { items: Shown[]; next: string | null } {
  const last = rows[rows.length - 1]
  const next = last !== undefined && rows.length >= limit ? toCursor(position(last)) : null
  return { items: rows.map(shown), next }
}

/** Hides how a list continues: callers give back what they got. */
export const toCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url')

/** The position in a cursor that `toCursor` made; rejects with `cursor_invalid` for any other. */
export function fromCursor<T>(
  cursor: string | undefined,
  isPosition: (value: unknown) => value is T,
): T | undefined {
  if (cursor === undefined) return undefined
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (isPosition(position)) return position
  } catch {
    // Falls through: not JSON is no position either.
  }
  throw new Rejected('cursor_invalid')
}

/** What a list in the order of falling numbers is asked for: how many, and below which. */
export function newestFirst(query: { limit?: string; cursor?: string }): {
  limit: number
  before?: number
} {
  const before = fromCursor(query.cursor, isId)
  return { limit: limitOf(query), ...(before === undefined ? {} : { before }) }
}

export const isId = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0

export const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length >= 1 && value.length <= 200 && !value.includes('\0')
