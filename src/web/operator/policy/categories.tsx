import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useState } from 'react'
import type { PolicyField } from '../../console/policy/fields.ts'
import { categoryName, feeFields, type Terms } from '../../console/policy/words.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import {
  addCategory,
  categoriesOf,
  isName,
  removeCategory,
  restoreCategory,
  type Typed,
} from './terms.ts'

const SENTENCES = {
  title: { ja: 'カテゴリー別の手数料', en: 'Fees of categories' },
  about: {
    ja: 'ここにないカテゴリーには標準の販売手数料が適用されます。',
    en: 'A category that is not here has the standard fee.',
  },
  remove: { ja: '削除', en: 'Remove' },
  removeOne: { ja: '{name}を削除', en: 'Remove {name}' },
  gone: { ja: '{name}: 削除されます', en: '{name}: will be removed' },
  restore: { ja: '{name}を戻す', en: 'Put {name} back' },
  name: { ja: '追加するカテゴリー', en: 'Another category' },
  hint: { ja: '半角の英数字・_・-（40文字まで）', en: 'Letters, digits, _ and -; up to 40' },
  add: { ja: 'カテゴリーを追加', en: 'Add the category' },
  bad: { ja: 'この名前は使えません。', en: 'It can not have this name.' },
  known: { ja: 'すでにあります。', en: 'It is there already.' },
} as const

interface Props {
  readonly terms: Terms
  readonly typed: Typed
  readonly onTyped: (typed: Typed) => void
  /** How a field is typed. */
  readonly control: (field: PolicyField) => ReactNode
}

/** The fees of each category; categories are added and taken away. */
export function Categories({ terms, typed, onTyped, control }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { kept, gone } = categoriesOf(terms, typed)
  return (
    <Container
      header={
        <Header variant="h2" description={t('about')}>
          {t('title')}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <div className="operator-categories">
          {kept.map((name) => (
            <fieldset key={name}>
              <legend>{categoryName(name, language)}</legend>
              {feeFields(name).map(control)}
              <Button
                variant="inline-link"
                formAction="none"
                ariaLabel={t('removeOne', { name: categoryName(name, language) })}
                onClick={() => onTyped(removeCategory(terms, typed, name))}
              >
                {t('remove')}
              </Button>
            </fieldset>
          ))}
        </div>
        {gone.map((name) => (
          <SpaceBetween key={name} direction="horizontal" size="s">
            <span>{t('gone', { name: categoryName(name, language) })}</span>
            <Button
              variant="inline-link"
              formAction="none"
              onClick={() => onTyped(restoreCategory(typed, name))}
            >
              {t('restore', { name: categoryName(name, language) })}
            </Button>
          </SpaceBetween>
        ))}
        <Another names={[...kept, ...gone]} onName={(name) => onTyped(addCategory(typed, name))} />
      </SpaceBetween>
    </Container>
  )
}

function Another({
  names,
  onName,
}: {
  readonly names: readonly string[]
  readonly onName: (name: string) => void
}) {
  const t = useText(SENTENCES)
  const [text, setText] = useState('')
  const [error, setError] = useState<'bad' | 'known'>()
  const add = () => {
    const name = text.normalize('NFKC').trim()
    if (!isName(name)) return setError('bad')
    if (names.includes(name)) return setError('known')
    setError(undefined)
    setText('')
    onName(name)
  }
  return (
    <FormField
      label={t('name')}
      constraintText={t('hint')}
      errorText={error && t(error)}
      secondaryControl={
        <Button formAction="none" onClick={add}>
          {t('add')}
        </Button>
      }
    >
      <Input
        value={text}
        onChange={({ detail }) => setText(detail.value)}
        onKeyDown={(event) => {
          if (event.detail.key !== 'Enter') return
          event.preventDefault()
          add()
        }}
      />
    </FormField>
  )
}
