import { count, percent } from '../../kit/format.ts'
import { type Language, useLanguage } from '../../kit/language.ts'
import { DEPARTMENTS } from '../../kit/product-words.ts'
import { wordIn } from './choices.ts'
import { FIELD_GROUPS, type FieldKind, type PolicyField } from './fields.ts'

/** The terms as the API gives them: nested objects, whose fields are named by their paths. */
export type Terms = Readonly<Record<string, unknown>>

/** One field of the terms that another version has differently. */
export interface FieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** Where the fees of categories are: `fees.categories.book`. */
export const FEES = 'fees.categories.'

const OWN = FIELD_GROUPS.flatMap(({ fields }) => fields)

/** Every field of some terms: those that all have, and two for each fee category. */
export const fieldsOf = (terms: Terms): readonly PolicyField[] => [
  ...OWN,
  ...Object.keys((valueAt(terms, 'fees.categories') ?? {}) as object).flatMap(feeFields),
]

/** A category's rate and least fee. */
export const feeFields = (category: string): readonly PolicyField[] => [
  feeField(category, 'rateBps', { is: 'percent' }, ['手数料率', 'Referral fee']),
  feeField(category, 'minimum', { is: 'whole', unit: { ja: '円', en: 'yen' } }, [
    '最低手数料',
    'Minimum',
  ]),
]

/** A category in words, with its own name, which listings and the API say. */
export function categoryName(category: string, language: Language): string {
  const word = DEPARTMENTS[category]?.[language]
  return word === undefined ? category : `${word} (${category})`
}

const feeField = (
  category: string,
  end: string,
  kind: FieldKind,
  [ja, en]: readonly [string, string],
): PolicyField => ({
  path: `${FEES}${category}.${end}`,
  kind,
  name: {
    ja: `${categoryName(category, 'ja')}: ${ja}`,
    en: `${categoryName(category, 'en')}: ${en.toLowerCase()}`,
  },
  shortName: { ja, en },
  rule: {
    ja: `カテゴリー「${categoryName(category, 'ja')}」の${ja}です。`,
    en: `The ${en.toLowerCase()} of ${categoryName(category, 'en')}.`,
  },
})

export function valueAt(terms: Terms, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], terms)
}

/** The field at a path, one of a category that only another version has too. */
function fieldAt(path: string): PolicyField | undefined {
  const category = path.startsWith(FEES) ? path.slice(FEES.length).split('.')[0] : undefined
  const fields = category === undefined ? OWN : feeFields(category)
  return fields.find((field) => field.path === path)
}

/** A field's name, its rule and its values in the reader's language. */
export function useWritten() {
  const language = useLanguage()
  return {
    name: (path: string) => fieldAt(path)?.name[language] ?? otherName(path, language),
    rule: (path: string) => fieldAt(path)?.rule[language],
    value: (path: string, value: unknown) => written(fieldAt(path)?.kind, path, value, language),
  }
}

function otherName(path: string, language: Language): string {
  if (!path.startsWith(FEES)) return path
  const category = categoryName(path.slice(FEES.length), language)
  return { ja: `カテゴリー「${category}」の手数料`, en: `Fee of ${category}` }[language]
}

function written(
  kind: FieldKind | undefined,
  path: string,
  value: unknown,
  language: Language,
): string {
  if (value === undefined || value === null) return '–'
  const word = (one: unknown) => wordIn(String(one), language)
  if (Array.isArray(value)) return value.map(word).join(language === 'ja' ? '・' : ', ') || '–'
  if (kind?.is === 'percent' || path.endsWith('Bps')) return percent(Number(value))
  if (kind?.is === 'day') return tokyoDay(Number(value))
  if (isFee(value)) {
    const [rate, least] = [percent(value.rateBps), count(value.minimum)]
    return { ja: `${rate}、最低${least}円`, en: `${rate}, at least ${least} yen` }[language]
  }
  if (typeof value === 'object') return JSON.stringify(value)
  const unit = kind?.is === 'whole' ? kind.unit?.[language] : undefined
  if (unit) return `${count(Number(value))} ${unit}`
  return word(value)
}

const isFee = (value: unknown): value is { readonly rateBps: number; readonly minimum: number } =>
  typeof value === 'object' && value !== null && 'rateBps' in value && 'minimum' in value

const TOKYO_MS = 9 * 3_600_000

/** The day of a moment in Tokyo: 2016-09-01. */
export const tokyoDay = (ms: number): string => new Date(ms + TOKYO_MS).toISOString().slice(0, 10)
