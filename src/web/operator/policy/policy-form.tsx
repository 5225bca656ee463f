import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { FIELD_GROUPS, type PolicyField, WORDS } from '../../console/policy/fields.ts'
import { fieldsOf } from '../../console/policy/words.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import type { PolicyVersion } from './answers.ts'
import { Categories } from './categories.tsx'
import { HeadingFields } from './heading-fields.tsx'
import { type PolicyDraft, textOf } from './terms.ts'

const SENTENCES = {
  bad: { ja: '値を読み取れません。', en: 'This can not be read.' },
  before: { ja: '現在: {before}', en: 'Now: {before}' },
  several: { ja: 'コンマ区切りで入力します。', en: 'Separated by commas.' },
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
      before={changed.includes(field.path) ? textOf(terms, field) : undefined}
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
  /** What it was, where it is changed. */
  readonly before: string | undefined
  readonly isBad: boolean
  readonly onText: (text: string) => void
}

function Field({ field: { kind, name, rule }, text, before, isBad, onText }: FieldProps) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const said = (word: string) => WORDS[word]?.[language] ?? word
  const unit = kind.is === 'percent' ? '%' : kind.is === 'whole' ? kind.unit?.[language] : undefined
  const label = unit ? `${name[language]} (${unit})` : name[language]
  const hints = [
    ...(kind.is === 'list' ? [t('several')] : []),
    ...(before === undefined ? [] : [t('before', { before: said(before) })]),
  ]
  const options =
    kind.is === 'choice' ? kind.words.map((value) => ({ value, label: said(value) })) : []
  return (
    <FormField
      label={label}
      description={rule[language]}
      constraintText={hints.length > 0 ? hints.join(' ') : undefined}
      errorText={isBad ? t('bad') : undefined}
    >
      {kind.is === 'choice' ? (
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === text) ?? null}
          onChange={({ detail }) => onText(detail.selectedOption.value ?? '')}
        />
      ) : (
        <Input value={text} onChange={({ detail }) => onText(detail.value)} invalid={isBad} />
      )}
    </FormField>
  )
}
