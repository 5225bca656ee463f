import { basisPoints } from '../../console/basis-points.ts'
import { wholeNumber } from '../../kit/format.ts'
import { FIELD_GROUPS, type FieldKind, type PolicyField } from './fields.ts'

/** The terms as the API gives them: nested objects, whose fields the form names by their paths. */
export type Terms = Readonly<Record<string, unknown>>

/** What is typed, by the path of its field. */
export type Typed = Readonly<Record<string, string>>

const FEE = 'fees.categories.'

/** Every field with its path: those of the form, and two for each fee category. */
export function fieldsOf(terms: Terms): readonly PolicyField[] {
  const categories = Object.keys((valueAt(terms, 'fees.categories') ?? {}) as object)
  const own = categories.flatMap((name): PolicyField[] => [
    feeField(name, 'rateBps', { is: 'percent' }, ['手数料率', 'referral fee']),
    feeField(name, 'minimum', { is: 'whole', unit: { ja: '円', en: 'yen' } }, [
      '最低手数料',
      'minimum',
    ]),
  ])
  return [...FIELD_GROUPS.flatMap(({ fields }) => fields), ...own]
}

const feeField = (
  category: string,
  end: string,
  kind: FieldKind,
  [ja, en]: readonly [string, string],
): PolicyField => ({
  path: `${FEE}${category}.${end}`,
  kind,
  name: { ja: `${category}: ${ja}`, en: `${category}: ${en}` },
  rule: {
    ja: `カテゴリー「${category}」の${ja}です。`,
    en: `The ${en} of the category ${category}.`,
  },
})

export function valueAt(terms: Terms, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], terms)
}

/** A field's value as it is typed. */
export function textOf(terms: Terms, { path, kind }: PolicyField): string {
  const value = valueAt(terms, path)
  if (value === undefined || value === null) return ''
  switch (kind.is) {
    case 'percent':
      return String(Number(value) / 100)
    case 'list':
      return (value as readonly string[]).join(', ')
    case 'day':
      return tokyoDay(Number(value))
    default:
      return String(value)
  }
}

const TOKYO_MS = 9 * 3_600_000
const tokyoDay = (ms: number) => new Date(ms + TOKYO_MS).toISOString().slice(0, 10)

/** The value that a text stands for; undefined for none. */
export function valueTyped({ kind }: PolicyField, text: string): unknown {
  switch (kind.is) {
    case 'percent':
      return basisPoints(text)
    case 'whole':
      return wholeNumber(text)
    case 'list':
      return text
        .split(/[,、\s]+/)
        .map((word) => word.trim())
        .filter(Boolean)
    case 'day': {
      const at = Date.parse(`${text.normalize('NFKC')}T00:00:00+09:00`)
      return Number.isNaN(at) ? undefined : at
    }
    default:
      return text === 'true' ? true : text === 'false' ? false : text
  }
}

/** Rules whose fields go together: what is asked names all of them. */
const WHOLE = ['vesting', 'lateReturn']

/** The change that is typed, as the API takes it, and the fields whose text stands for nothing. */
export function changeOf(terms: Terms, typed: Typed) {
  const fields = fieldsOf(terms)
  const isThere = ({ when }: PolicyField) => {
    if (!when) return true
    const other = fields.find(({ path }) => path === when.path) as PolicyField
    return when.in.includes(typed[when.path] ?? textOf(terms, other))
  }
  const present = fields.filter(isThere)
  const changed = present.filter((one) => {
    const text = typed[one.path]
    return text !== undefined && text !== textOf(terms, one)
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
  return { change, bad, changed: changed.map(({ path }) => path) }
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
