import type { Language } from '../kit/language.ts'

/** Who did something, in words: a person or an app by its name, and what a sandbox began with. */
export const byWord = (by: string, language: Language): string =>
  by === 'seed' ? (language === 'ja' ? 'サンプルデータ' : 'the sample data') : by
