import type { FastifyError } from 'fastify'
import type { Language } from './language.ts'

/** One field that does not fit. */
export interface FieldError {
  /** Where in the request: `body`, `params`, `querystring` or `headers`. */
  readonly in: string
  /** A JSON pointer, `/lines/0/quantity`; empty for the whole. */
  readonly field: string
  /** The rule of JSON Schema that it breaks. */
  readonly rule: string
  readonly message: string
}

type Sentences = Readonly<Record<Language, (limit: unknown) => string>>

const RULES: Readonly<Record<string, Sentences>> = {
  required: { en: (name) => `${name} is missing`, ja: (name) => `${name}は必須です` },
  additionalProperties: {
    en: (name) => `${name} is not a field of this request`,
    ja: (name) => `${name}は指定できない項目です`,
  },
  type: { en: (type) => `must be of type ${type}`, ja: (type) => `型は${type}にしてください` },
  enum: {
    en: (words) => `must be one of ${words}`,
    ja: (words) => `次のいずれかを指定してください：${words}`,
  },
  const: { en: (word) => `must be ${word}`, ja: (word) => `${word}を指定してください` },
  minimum: { en: (n) => `must be at least ${n}`, ja: (n) => `${n}以上にしてください` },
  maximum: { en: (n) => `must be at most ${n}`, ja: (n) => `${n}以下にしてください` },
  minLength: { en: (n) => `needs at least ${n} characters`, ja: (n) => `${n}文字以上必要です` },
  maxLength: {
    en: (n) => `takes at most ${n} characters`,
    ja: (n) => `${n}文字以内にしてください`,
  },
  minItems: { en: (n) => `needs at least ${n} items`, ja: (n) => `${n}件以上必要です` },
  maxItems: { en: (n) => `takes at most ${n} items`, ja: (n) => `${n}件以内にしてください` },
  uniqueItems: { en: () => 'names something twice', ja: () => '重複があります' },
  minProperties: { en: () => 'names nothing', ja: () => '項目が指定されていません' },
  format: { en: (name) => `must be a ${name}`, ja: (name) => `${name}形式で指定してください` },
}

const OTHER: Sentences = { en: () => 'does not fit', ja: () => '形式が正しくありません' }

/** The fields behind a failed validation, in words. The rejected values are not repeated. */
export function fieldErrors(error: FastifyError, language: Language): FieldError[] {
  return (error.validation ?? []).map(({ instancePath, keyword, params }) => {
    const limit = Object.values(params)[0]
    const sentence = (RULES[keyword] ?? OTHER)[language]
    const message = sentence(Array.isArray(limit) ? limit.join(', ') : limit)
    return { in: error.validationContext ?? 'body', field: instancePath, rule: keyword, message }
  })
}
