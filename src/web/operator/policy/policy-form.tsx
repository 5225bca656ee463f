import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { wordIn } from '../../console/policy/choices.ts'
import { FIELD_GROUPS, type PolicyField } from '../../console/policy/fields.ts'
import { fieldsOf } from '../../console/policy/words.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import type { PolicyVersion } from './answers.ts'
import { Categories } from './categories.tsx'
import { HeadingFields } from './heading-fields.tsx'
import { SomeWords } from './some-words.tsx'
import { type PolicyDraft, textOf, wordsOf } from './terms.ts'

const SENTENCES = {
  bad: { ja: '値を読み取れません。', en: 'This can not be read.' },
  before: { ja: '現在: {before}', en: 'Now: {before}' },
  least: { ja: '1つ以上選択してください。', en: 'Choose at least one.' },
} as const

interface Props {
  readonly newest: PolicyVersion
  readonly draft: PolicyDraft
  readonly bad: readonly string[]
  readonly changed: readonly string[]
  readonly onDraft: (draft: PolicyDraft) => void
}

/** Every field of the rules with its meaning, filled with the newest version. */
export function PolicyForm({ newest, draft, bad, changed, onDraft }: Props) {
  const language = useLanguage()
  const { terms } = newest
  const all = fieldsOf(terms)
  const text = (field: PolicyField) => draft.typed[field.path] ?? textOf(terms, field)
  const isThere = ({ when }: PolicyField) => {
    const other = when && all.find(({ path }) => path === when.path)
    return !when || !other || when.in.includes(text(other))
  }
  const set = (path: string, value: string) =>
    onDraft({ ...draft, typed: { ...draft.typed, [path]: value } })
  const control = (field: PolicyField) => (
    <Field
      key={field.path}
      field={field}
      text={text(field)}
      before={textOf(terms, field)}
      isChanged={changed.includes(field.path)}
      isBad={bad.includes(field.path)}
      onText={(value) => set(field.path, value)}
    />
  )
  return (
    <SpaceBetween size="l">
      <HeadingFields newest={terms} draft={draft} onDraft={onDraft} />
      {FIELD_GROUPS.map(({ name, fields }) => (
        <Container key={name.en} header={<Header variant="h2">{name[language]}</Header>}>
          <div className="operator-fields">{fields.filter(isThere).map(control)}</div>
        </Container>
      ))}
      <Categories
        terms={terms}
        typed={draft.typed}
        onTyped={(typed) => onDraft({ ...draft, typed })}
        control={control}
      />
    </SpaceBetween>
  )
}

interface FieldProps {
  readonly field: PolicyField
  readonly text: string
  /** What it is in the newest version. */
  readonly before: string
  readonly isChanged: boolean
  readonly isBad: boolean
  readonly onText: (text: string) => void
}

function Field({ field, text, before, isChanged, isBad, onText }: FieldProps) {
  const { kind, shortName, name: full, rule } = field
  const name = shortName ?? full
  const t = useText(SENTENCES)
  const language = useLanguage()
  const unit = kind.is === 'percent' ? '%' : kind.is === 'whole' ? kind.unit?.[language] : undefined
  const said = (words: string) =>
    kind.is === 'some'
      ? wordsOf(words)
          .map((word) => wordIn(word, language))
          .join(language === 'ja' ? '、' : ', ')
      : wordIn(words, language)
  return (
    <FormField
      label={unit ? `${name[language]} (${unit})` : name[language]}
      description={shortName ? undefined : rule[language]}
      constraintText={
        isChanged && before !== '' ? t('before', { before: said(before) }) : undefined
      }
      errorText={isBad ? t(kind.is === 'some' ? 'least' : 'bad') : undefined}
    >
      <Control field={field} text={text} before={before} isBad={isBad} onText={onText} />
    </FormField>
  )
}

type ControlProps = Omit<FieldProps, 'isChanged'>

/** What a field is typed or chosen with. */
function Control({ field: { kind }, text, before, isBad, onText }: ControlProps) {
  const language = useLanguage()
  if (kind.is === 'some') {
    return <SomeWords kind={kind} others={wordsOf(before)} text={text} onText={onText} />
  }
  if (kind.is === 'choice') {
    const options = kind.words.map((value) => ({ value, label: wordIn(value, language) }))
    return (
      <Select
        options={options}
        selectedOption={options.find(({ value }) => value === text) ?? null}
        onChange={({ detail }) => onText(detail.selectedOption.value ?? '')}
      />
    )
  }
  return <Input value={text} onChange={({ detail }) => onText(detail.value)} invalid={isBad} />
}
