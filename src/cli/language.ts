import type { Language } from '../usecases/sentence.ts'

/** The languages that people are spoken to in. */
export const LANGUAGES: readonly Language[] = ['en', 'ja']

/**
 * The language of a command: `--lang` wins, else the locale of the environment, else English.
 * Looked up before the command line is parsed, because its own errors are spoken in it too.
 */
export function languageOf(args: readonly string[], env: NodeJS.ProcessEnv): Language {
  const index = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const asked = args[index]?.split('=')[1] ?? args[index + 1]
  if (index !== -1 && (asked === 'en' || asked === 'ja')) return asked
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return locale.startsWith('ja') ? 'ja' : 'en'
}

/** One sentence in both languages. */
export type Sentence = Readonly<Record<Language, string>>

/** Fills a sentence's `{placeholders}`; one without a value stays as it is. */
export const fill = (sentence: string, facts: Readonly<Record<string, unknown>> = {}): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole))
