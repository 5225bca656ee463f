import { basisPoints } from '../../console/basis-points.ts'
import type { PolicyField, SomeOf } from '../../console/policy/fields.ts'
import {
  FEES,
  feeFields,
  fieldsOf,
  type Terms,
  tokyoDay,
  valueAt,
} from '../../console/policy/words.ts'
import { wholeNumber } from '../../kit/format.ts'

/**
 * What is typed, by the path of its field. A fee category that is added has its fields here; one
 * that is taken away has itself, at `GONE`.
 */
export type Typed = Readonly<Record<string, string>>

const GONE = 'gone'

/** What is typed about a version to come. */
export interface PolicyDraft {
  readonly name: string
  readonly nameEn: string
  readonly message: { readonly ja: string; readonly en: string }
  readonly from: string
  readonly typed: Typed
}

/** A field's value as it is typed. */
export function textOf(terms: Terms, { path, kind }: PolicyField): string {
  const value = valueAt(terms, path)
  if (value === undefined || value === null) return ''
  switch (kind.is) {
    case 'percent':
      return String(Number(value) / 100)
    case 'some':
      return textOfWords(value as readonly string[], kind)
    case 'day':
      return tokyoDay(Number(value))
    default:
      return String(value)
  }
}

/** The words that are chosen. */
export const wordsOf = (text: string): readonly string[] => text.split(' ').filter(Boolean)

/** Chosen words as text, in one order however they were chosen: those that are known first. */
export function textOfWords(words: readonly string[], { known }: SomeOf): string {
  const others = words.filter((word) => !known.includes(word)).sort()
  return [...known.filter((word) => words.includes(word)), ...others].join(' ')
}

/** The value that a text stands for; undefined for none. */
function valueTyped({ kind }: PolicyField, text: string): unknown {
  switch (kind.is) {
    case 'percent':
      return basisPoints(text)
    case 'whole':
      return wholeNumber(text)
    case 'some': {
      const words = wordsOf(text)
      return words.length < kind.least ? undefined : words
    }
    case 'day': {
      const at = Date.parse(`${text.normalize('NFKC')}T00:00:00+09:00`)
      return Number.isNaN(at) ? undefined : at
    }
    default:
      return text === 'true' ? true : text === 'false' ? false : text
  }
}

interface Categories {
  /** Those that the version to come has, with those that are added. */
  readonly kept: readonly string[]
  readonly added: readonly string[]
  readonly gone: readonly string[]
}

/** The categories with fees of their own, as typed. */
export function categoriesOf(terms: Terms, typed: Typed): Categories {
  const before = Object.keys((valueAt(terms, 'fees.categories') ?? {}) as object)
  const named = Object.keys(typed)
    .filter((path) => path.startsWith(FEES))
    .map((path) => path.slice(FEES.length).split('.')[0] as string)
  const added = [...new Set(named)].filter((name) => !before.includes(name))
  const gone = before.filter((name) => typed[`${FEES}${name}`] === GONE)
  return { kept: [...before.filter((name) => !gone.includes(name)), ...added], added, gone }
}

/** What may be a name in the terms, such as a category's; the server says so again. */
export const isName = (name: string): boolean => /^[A-Za-z0-9_-]{1,40}$/.test(name)

export const addCategory = (typed: Typed, name: string): Typed => ({
  ...without(typed, `${FEES}${name}`),
  ...Object.fromEntries(feeFields(name).map(({ path }) => [path, ''])),
})

/** Takes a category away; one that was only added is as if it had never been. */
export function removeCategory(terms: Terms, typed: Typed, name: string): Typed {
  const rest = without(typed, `${FEES}${name}`)
  const isOld = valueAt(terms, `${FEES}${name}`) !== undefined
  return isOld ? { ...rest, [`${FEES}${name}`]: GONE } : rest
}

export const restoreCategory = (typed: Typed, name: string): Typed =>
  without(typed, `${FEES}${name}`)

const without = (typed: Typed, path: string): Typed =>
  Object.fromEntries(
    Object.entries(typed).filter(([name]) => name !== path && !name.startsWith(`${path}.`)),
  )

/** What has to be typed to make some terms of the newest ones. */
export function typedFor(newest: Terms, wanted: Terms): Typed {
  const typed: Record<string, string> = {}
  for (const field of fieldsOf(wanted)) {
    const text = textOf(wanted, field)
    const isThere = valueAt(wanted, field.path) !== undefined
    if (isThere && text !== textOf(newest, field)) typed[field.path] = text
  }
  for (const name of categoriesOf(newest, {}).kept) {
    if (valueAt(wanted, `${FEES}${name}`) === undefined) typed[`${FEES}${name}`] = GONE
  }
  return typed
}

/** Rules whose fields go together: what is asked names all of them. */
const WHOLE = ['vesting', 'lateReturn']

/** The change that is typed, as the API takes it, and the fields whose text stands for nothing. */
export function changeOf(terms: Terms, typed: Typed) {
  const { kept, added, gone } = categoriesOf(terms, typed)
  const own = fieldsOf({}).concat(kept.flatMap(feeFields))
  const isThere = ({ when }: PolicyField) => {
    if (!when) return true
    const other = own.find(({ path }) => path === when.path) as PolicyField
    return when.in.includes(typed[when.path] ?? textOf(terms, other))
  }
  const present = own.filter(isThere)
  const isNew = ({ path }: PolicyField) => added.some((name) => path.startsWith(`${FEES}${name}.`))
  const changed = present.filter((one) => {
    const text = typed[one.path]
    return text !== undefined && (text !== textOf(terms, one) || isNew(one))
  })
  const wholes = WHOLE.filter((name) => changed.some(({ path }) => path.startsWith(`${name}.`)))
  const named = present.filter(
    (one) => changed.includes(one) || wholes.some((name) => one.path.startsWith(`${name}.`)),
  )
  const change: Record<string, unknown> = {}
  const bad: string[] = []
  for (const one of named) {
    const value = valueTyped(one, typed[one.path] ?? textOf(terms, one))
    if (value === undefined) bad.push(one.path)
    else put(change, one.path.split('.'), value)
  }
  for (const name of gone) put(change, `${FEES}${name}`.split('.'), null)
  const paths = changed.map(({ path }) => path)
  return { change, bad, changed: [...paths, ...gone.map((name) => `${FEES}${name}`)] }
}

function put(into: Record<string, unknown>, [name, ...rest]: readonly string[], value: unknown) {
  if (name === undefined) return
  if (rest.length === 0) {
    into[name] = value
    return
  }
  const inner = (into[name] ?? {}) as Record<string, unknown>
  into[name] = inner
  put(inner, rest, value)
}
