import { type Refusal, refuse } from '../rules/refusal.ts'

/** Longest names and codes, in characters. */
export const LONGEST = {
  reference: 64,
  name: 200,
  sku: 100,
  asin: 40,
  title: 500,
  url: 2_000,
  message: 2_000,
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd]/

/**
 * Whether a text can be stored, shown in one line and found again: 1 to `maximum` UTF-16 units, no
 * control characters, no sign of an earlier decoding error, no half of a surrogate pair, no blanks
 * around it.
 */
export const isText = (text: string, maximum: number): boolean =>
  text.length >= 1 &&
  text.length <= maximum &&
  !CONTROL.test(text) &&
  text.isWellFormed() &&
  text.trim() === text

export const textOutOfRange = (field: string, maximum: number): Refusal =>
  refuse('text_out_of_range', { field, maximum })

/** The first of some named texts that `isText` turns down. An absent one passes. */
export function badText(
  fields: Readonly<Record<string, readonly [text: string | null | undefined, maximum: number]>>,
): Refusal | undefined {
  for (const [field, [text, maximum]] of Object.entries(fields)) {
    if (text == null || isText(text, maximum)) continue
    return textOutOfRange(field, maximum)
  }
  return undefined
}

/** The same for texts whose lines may be broken. */
export const badLines = (fields: Parameters<typeof badText>[0]): Refusal | undefined =>
  badText(
    Object.fromEntries(
      Object.entries(fields).map(([field, [text, maximum]]) => [
        field,
        [text?.replaceAll('\n', ' '), maximum],
      ]),
    ),
  )

/** The refusal of a word that is not one of those allowed. */
export function unknownWord(
  field: string,
  word: string,
  allowed: readonly string[],
): Refusal | undefined {
  if (allowed.includes(word)) return undefined
  return refuse('value_unknown', { field, allowed: allowed.join(', ') })
}
