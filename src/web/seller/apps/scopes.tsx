import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type Sentences, useLanguage, useText } from '../../kit/language.ts'

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

export const SCOPE_WORDS: Sentences = {
  listings: { ja: '出品', en: 'Listings' },
  pricing: { ja: '価格', en: 'Pricing' },
  orders: { ja: '注文', en: 'Orders' },
  finances: { ja: '売上と決済', en: 'Finances' },
  reports: { ja: 'レポート', en: 'Reports' },
  notifications: { ja: '通知', en: 'Notifications' },
  points: { ja: 'ポイント', en: 'Points' },
  parties: { ja: 'アカウント', en: 'Account' },
  access: { ja: 'アクセス管理', en: 'Access' },
}

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

export const scopeList = (scopes: readonly string[], language: 'ja' | 'en'): string =>
  scopes
    .map((scope) => SCOPE_WORDS[scope]?.[language] ?? scope)
    .join(language === 'ja' ? '・' : ', ')
