import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { SCOPE_WORDS } from '../../console/account-words.ts'
import { useLanguage, useText } from '../../kit/language.ts'

const SENTENCES = {
  label: { ja: '許可する操作', en: 'What it may do' },
  none: { ja: '1つ以上選んでください。', en: 'Choose at least one.' },
} as const

export const SCOPES = [
  'listings',
  'pricing',
  'orders',
  'finances',
  'reports',
  'notifications',
] as const

/** Chooses what an app may do. */
export function ScopeFields({
  chosen,
  onChosen,
}: {
  readonly chosen: readonly string[]
  readonly onChosen: (chosen: readonly string[]) => void
}) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  return (
    <FormField label={t('label')} errorText={chosen.length === 0 ? t('none') : undefined}>
      <SpaceBetween size="xxs">
        {SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            checked={chosen.includes(scope)}
            onChange={({ detail }) =>
              onChosen(
                SCOPES.filter((one) => (one === scope ? detail.checked : chosen.includes(one))),
              )
            }
          >
            {SCOPE_WORDS[scope]?.[language]}
          </Checkbox>
        ))}
      </SpaceBetween>
    </FormField>
  )
}
