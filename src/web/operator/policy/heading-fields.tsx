import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { PRESET_WORDS, PRESETS, type PresetName } from '../../../rules/policy/presets.ts'
import type { Terms } from '../../console/policy/words.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { type PolicyDraft, typedFor } from './terms.ts'

const SENTENCES = {
  when: { ja: '名称と施行日', en: 'Name and day' },
  name: { ja: '名称', en: 'Name' },
  nameHint: { ja: '出品者への通知に表示されます。', en: 'Sellers see it in their notice.' },
  nameEn: { ja: '英語の名称（任意）', en: 'Name in English (optional)' },
  from: { ja: '施行日時（東京時間）', en: 'In force from (Tokyo)' },
  fromHint: {
    ja: '例: 2027-04-01 または 2027-04-01 10:00',
    en: 'Such as 2027-04-01, or 2027-04-01 10:00',
  },
  message: { ja: '出品者へのお知らせ（任意）', en: 'To sellers (optional)' },
  messageHint: {
    ja: '変更の理由や準備してほしいことを、両方の言語で書きます。予告の通知とお知らせページに表示されます。',
    en: 'Why the rules change and what to prepare, in both languages. It comes with the announcement.',
  },
  ja: { ja: '日本語', en: 'Japanese' },
  en: { ja: '英語', en: 'English' },
  preset: { ja: 'ひな形から始める', en: 'Begin with a preset' },
  presetHint: {
    ja: 'すべての項目をひな形の値にします。そのあとで編集できます。',
    en: 'Sets every field to the preset. Edit them afterwards.',
  },
} as const

interface Props {
  readonly newest: Terms
  readonly draft: PolicyDraft
  readonly onDraft: (draft: PolicyDraft) => void
}

/** What a version is called, from when it is in force, and what is said with it. */
export function HeadingFields({ newest, draft, onDraft }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  return (
    <Container header={<Header variant="h2">{t('when')}</Header>}>
      <SpaceBetween size="l">
        <div className="operator-fields">
          <FormField label={t('name')} description={t('nameHint')}>
            <Input
              value={draft.name}
              onChange={({ detail }) => onDraft({ ...draft, name: detail.value })}
            />
          </FormField>
          <FormField label={t('nameEn')}>
            <Input
              value={draft.nameEn}
              onChange={({ detail }) => onDraft({ ...draft, nameEn: detail.value })}
            />
          </FormField>
          <FormField label={t('from')} description={t('fromHint')}>
            <Input
              value={draft.from}
              onChange={({ detail }) => onDraft({ ...draft, from: detail.value })}
            />
          </FormField>
        </div>
        <FormField label={t('message')} description={t('messageHint')} stretch>
          <div className="operator-halves">
            {(['ja', 'en'] as const).map((spoken) => (
              <FormField key={spoken} label={t(spoken)} stretch>
                <Textarea
                  value={draft.message[spoken]}
                  rows={4}
                  onChange={({ detail }) =>
                    onDraft({ ...draft, message: { ...draft.message, [spoken]: detail.value } })
                  }
                />
              </FormField>
            ))}
          </div>
        </FormField>
        <FormField label={t('preset')} description={t('presetHint')} stretch>
          <SpaceBetween direction="horizontal" size="xs">
            {(Object.keys(PRESETS) as PresetName[]).map((preset) => (
              <Button
                key={preset}
                formAction="none"
                onClick={() =>
                  onDraft({ ...draft, typed: typedFor(newest, PRESETS[preset] as never) })
                }
              >
                {PRESET_WORDS[preset][language]}
              </Button>
            ))}
          </SpaceBetween>
        </FormField>
      </SpaceBetween>
    </Container>
  )
}
