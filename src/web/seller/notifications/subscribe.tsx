import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { say } from '../../console/flash.tsx'
import { useWrite } from '../../console/use-write.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Asked } from '../apps/authorise.tsx'
import { useOwnPath } from '../common/own-path.ts'
import { TYPES } from './types.ts'
import { useDestinations } from './use-destinations.ts'

const SENTENCES = {
  title: { ja: '通知を追加', en: 'Subscribe' },
  type: { ja: '通知タイプ', en: 'Type' },
  to: { ja: '送信先', en: 'Destination' },
  choose: { ja: '選択してください', en: 'Choose one' },
  none: {
    ja: '送信先がまだありません。先に送信先を登録してください。',
    en: 'There is no destination yet. Add one first.',
  },
  add: { ja: '追加', en: 'Subscribe' },
  added: { ja: '通知を追加しました。', en: 'Subscribed.' },
} as const

/** Has a destination of the seller told of one kind of thing. */
export function Subscribe({ onClose }: { readonly onClose: () => void }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const own = useOwnPath()
  const { data: destinations } = useDestinations()
  const [type, setType] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const { write, isWriting, error } = useWrite<object>(
    (body) => ({ method: 'POST', path: '/v1/subscriptions', body }),
    {
      changes: [[own('subscriptions')]],
      onDone: () => {
        say({ type: 'success', name: 'subscription', content: <Added /> })
        onClose()
      },
    },
  )
  const types = Object.entries(TYPES).map(([value, { about }]) => ({
    ...{ value, label: value, description: about[language] },
  }))
  const places = (destinations ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const version = type === null ? undefined : TYPES[type]?.version
  const subscribe = () => write({ type, destination: to, payloadVersion: version })
  return (
    <Asked
      title={t('title')}
      onClose={onClose}
      error={error}
      button={
        <Button
          variant="primary"
          loading={isWriting}
          disabled={version === undefined || to === null}
          onClick={subscribe}
        >
          {t('add')}
        </Button>
      }
    >
      <SpaceBetween size="m">
        {destinations?.length === 0 && <Alert type="info">{t('none')}</Alert>}
        <FormField label={t('type')}>
          <Select
            placeholder={t('choose')}
            options={types}
            selectedOption={types.find(({ value }) => value === type) ?? null}
            onChange={({ detail }) => setType(detail.selectedOption.value ?? null)}
          />
        </FormField>
        <FormField label={t('to')}>
          <Select
            placeholder={t('choose')}
            options={places}
            selectedOption={places.find(({ value }) => value === to) ?? null}
            onChange={({ detail }) => setTo(detail.selectedOption.value ?? null)}
          />
        </FormField>
      </SpaceBetween>
    </Asked>
  )
}

function Added() {
  const t = useText(SENTENCES)
  return t('added')
}
