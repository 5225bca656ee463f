import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect'
import { useState } from 'react'
import { wordIn } from '../../console/policy/choices.ts'
import type { SomeOf } from '../../console/policy/fields.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { isName, textOfWords, wordsOf } from './terms.ts'

const SENTENCES = {
  choose: { ja: '選択', en: 'Choose' },
  find: { ja: '検索または入力', en: 'Find or type' },
  other: { ja: '「{word}」を追加', en: 'Add “{word}”' },
  nothing: { ja: '該当するものがありません。', en: 'There is nothing like that.' },
  remove: { ja: '{word}を外す', en: 'Remove {word}' },
} as const

interface Props {
  readonly kind: SomeOf
  /** What is offered beside the known words: those of the newest version. */
  readonly others: readonly string[]
  readonly text: string
  readonly onText: (text: string) => void
}

/** Several words of a list; where it is open, others are typed. */
export function SomeWords({ kind, others, text, onText }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const [sought, seek] = useState('')
  const chosen = wordsOf(text)
  const option = (value: string): MultiselectProps.Option => ({
    value,
    label: wordIn(value, language),
  })
  const all = [...new Set([...kind.known, ...others, ...chosen])].map(option)
  const found = all.filter(({ label }) => plain(label as string).includes(plain(sought)))
  const typed = sought.normalize('NFKC').trim()
  const isOther = isName(typed) && all.every(({ value }) => value !== typed)
  const other = { value: typed, label: t('other', { word: typed }) }
  return (
    <Multiselect
      options={kind.isOpen && isOther ? [...found, other] : found}
      selectedOptions={all.filter(({ value }) => chosen.includes(value as string))}
      onChange={({ detail }) =>
        onText(
          textOfWords(
            detail.selectedOptions.map(({ value }) => value as string),
            kind,
          ),
        )
      }
      placeholder={t('choose')}
      {...(kind.isOpen && {
        filteringType: 'manual',
        filteringPlaceholder: t('find'),
        filteringAriaLabel: t('find'),
        onLoadItems: ({ detail }) => seek(detail.filteringText),
      })}
      empty={t('nothing')}
      deselectAriaLabel={({ label = '' }) => t('remove', { word: label })}
    />
  )
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().trim()
