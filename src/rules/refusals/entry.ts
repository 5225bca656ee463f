/** What kind of answer a refusal is; refusals.ts says what each means. */
export type RefusalKind = 'invalid' | 'conflict' | 'forbidden' | 'missing' | 'busy'

export interface RefusalEntry {
  readonly kind: RefusalKind
  readonly en: string
  readonly ja: string
}

export const entry = (kind: RefusalKind, en: string, ja: string): RefusalEntry => ({ kind, en, ja })
