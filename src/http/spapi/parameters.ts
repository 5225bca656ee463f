import { type Instant, parseInstant } from '../../rules/time/instant.ts'
import { type Failure, invalidInput } from './failure.ts'

/**
 * A parameter of a query. Absent it is undefined, unless it is required. A list is one
 * comma-separated value, or the parameter repeated: tools send both.
 */
export interface Parameter<T> {
  readonly required: boolean
  readonly list: boolean
  /** The only words allowed. */
  readonly words?: readonly string[]
  /** Most items of a list. */
  readonly items?: number
  /** What one value means; undefined for one that means nothing. */
  readonly one: (text: string) => unknown
  /** What a value has to be, for the error. */
  readonly expected: string
  /** Never there: it carries the type. */
  readonly type?: T
}

export type Parameters = Readonly<Record<string, Parameter<unknown>>>

/** What a query means. */
export type Query<P extends Parameters> = {
  readonly [Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never
}

type Optional<T> = Parameter<T | undefined>

const LONGEST = 2_000

/** Any text. */
export const text = (): Optional<string> => ({
  ...{ required: false, list: false, expected: 'a text' },
  one: (value) => (value.length <= LONGEST ? value : undefined),
})

/** One of some words. */
export const word = <const W extends string>(words: readonly W[]): Optional<W> => ({
  ...{ required: false, list: false, words, expected: `one of ${words.join(', ')}` },
  one: (value) => (words.includes(value as W) ? value : undefined),
})

/** Texts. */
export const texts = (items?: number): Optional<readonly string[]> => ({
  ...{ required: false, list: true, expected: 'a comma-separated list' },
  ...(items === undefined ? {} : { items }),
  one: (value) => (value !== '' && value.length <= LONGEST ? value : undefined),
})

/** Some of some words. */
export const words = <const W extends string>(
  allowed: readonly W[],
  items?: number,
): Optional<readonly W[]> => ({
  ...{ required: false, list: true, words: allowed, expected: `of ${allowed.join(', ')}` },
  ...(items === undefined ? {} : { items }),
  one: (value) => (allowed.includes(value as W) ? value : undefined),
})

/** A whole number within limits. */
export const whole = (least: number, most: number): Optional<number> => ({
  ...{ required: false, list: false, expected: `a whole number from ${least} to ${most}` },
  one: (value) => {
    const number = Number(value)
    return /^\d{1,9}$/.test(value) && number >= least && number <= most ? number : undefined
  },
})

/** `true` or `false`. */
export const flag = (): Optional<boolean> => ({
  ...{ required: false, list: false, expected: 'true or false' },
  one: (value) => (value === 'true' ? true : value === 'false' ? false : undefined),
})

/** A moment: ISO 8601 with a zone. */
export const moment = (): Optional<Instant> => ({
  ...{ required: false, list: false, expected: 'a moment such as 2020-06-01T00:00:00Z' },
  one: (value) => parseInstant(value),
})

/** The same, but without it the request is refused. */
export const required = <T>(parameter: Optional<T>): Parameter<Exclude<T, undefined>> => {
  const { type: _, ...rest } = parameter
  return { ...rest, required: true }
}

/** Reads a query by its parameters. Names that are none of them are let pass, as Amazon does. */
export function readQuery<P extends Parameters>(
  parameters: P,
  raw: Readonly<Record<string, string | readonly string[] | undefined>>,
): Failure | Query<P> {
  const query: Record<string, unknown> = {}
  for (const [name, parameter] of Object.entries(parameters)) {
    const sent = raw[name]
    const values = sent === undefined ? [] : typeof sent === 'string' ? [sent] : sent
    const read = parameter.list
      ? readList(name, parameter, values)
      : readOne(name, parameter, values)
    if (typeof read === 'object' && read !== null && 'failed' in read) return read
    query[name] = read.value
  }
  return query as Query<P>
}

type Read = Failure | { readonly value: unknown }

const missing = (name: string): Failure => invalidInput(`'${name}' is required.`)

const wrong = (name: string, value: string, { expected }: Parameter<unknown>): Failure =>
  invalidInput(
    `'${name}' has an invalid value: '${value.slice(0, 200)}'. It has to be ${expected}.`,
  )

function readOne(name: string, parameter: Parameter<unknown>, values: readonly string[]): Read {
  const [text, ...more] = values
  if (text === undefined || text === '') {
    return parameter.required ? missing(name) : { value: undefined }
  }
  if (more.length > 0) return invalidInput(`'${name}' is given more than once.`)
  const value = parameter.one(text)
  return value === undefined ? wrong(name, text, parameter) : { value }
}

function readList(name: string, parameter: Parameter<unknown>, values: readonly string[]): Read {
  const parts = values.flatMap((value) => value.split(',')).map((part) => part.trim())
  const given = parts.filter((part) => part !== '')
  if (given.length === 0) return parameter.required ? missing(name) : { value: undefined }
  if (parameter.items !== undefined && given.length > parameter.items) {
    return invalidInput(
      `'${name}' has ${given.length} values; at most ${parameter.items} are allowed.`,
    )
  }
  const read = given.map((part) => parameter.one(part))
  const bad = read.indexOf(undefined)
  return bad === -1 ? { value: read } : wrong(name, given[bad] as string, parameter)
}
