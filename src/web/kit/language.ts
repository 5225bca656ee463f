import { kept } from './shared.ts'

export type Language = 'ja' | 'en'

export type Sentence = Readonly<Record<Language, string>>

/** The sentences of a page or a part of one, by name, each in both languages. */
export type Sentences<Name extends string = string> = Readonly<Record<Name, Sentence>>

export type Facts = Readonly<Record<string, string | number>>

/** As the reader chose, else as the browser prefers; Japanese is the programme's own. */
const language = kept<Language>('language', (text) => {
  if (text === 'ja' || text === 'en') return text
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2))
  return wanted.find((tag) => tag === 'ja' || tag === 'en') === 'en' ? 'en' : 'ja'
})

export const currentLanguage = language.get
export const useLanguage = language.use

/** Everything on the page is said in another language from now on, without a reload. */
export function setLanguage(next: Language): void {
  language.set(next)
  document.documentElement.lang = next
}

/** Says sentences in the reader's language, their placeholders filled with facts. */
export function useText<Name extends string>(
  sentences: Sentences<Name>,
): (name: Name, facts?: Facts) => string {
  const spoken = useLanguage()
  return (name, facts) => filled(sentences[name][spoken], facts)
}

/**
 * Fills `{name}`. Of a sentence with two forms, `one item|{n} items`, the first is said for one.
 */
export function filled(sentence: string, facts: Facts = {}): string {
  const [one, other = one] = sentence.split('|')
  const form = (facts.n === 1 ? one : other) ?? ''
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole))
}
