import { Fragment, type ReactNode } from 'react'
import { filled, type Sentences, useLanguage } from './language.ts'

/**
 * Says sentences whose facts are more than text, such as amounts that open to their reasons. `n`
 * chooses between two forms, as in `filled`.
 */
export function useSaid<Name extends string>(
  sentences: Sentences<Name>,
): (name: Name, facts: Readonly<Record<string, ReactNode>>, n?: number) => ReactNode {
  const spoken = useLanguage()
  return (name, facts, n) => {
    const sentence = filled(sentences[name][spoken], n === undefined ? {} : { n })
    const parts = sentence.split(/\{(\w+)\}/)
    // Every second part is a placeholder's name, and no part ever changes its place.
    return parts.map((part, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a sentence's parts have no other name
      <Fragment key={index}>{index % 2 === 0 ? part : (facts[part] ?? `{${part}}`)}</Fragment>
    ))
  }
}
