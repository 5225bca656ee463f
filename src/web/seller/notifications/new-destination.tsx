import '../common/seller.css'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useWrite } from '../../console/use-write.ts'
import { useText } from '../../kit/language.ts'
import { Asked } from '../apps/authorise.tsx'
import { DESTINATIONS } from './answers.ts'

const SENTENCES = {
  title: { ja: '送信先を登録', en: 'Add a destination' },
  name: { ja: '名前', en: 'Name' },
  kind: { ja: '種類', en: 'Kind' },
  webhook: { ja: 'Webhook（HTTPS）', en: 'Webhook (HTTPS)' },
  sqs: { ja: 'Amazon SQSのキュー', en: 'Amazon SQS queue' },
  event_bridge: { ja: 'Amazon EventBridge', en: 'Amazon EventBridge' },
  url: { ja: 'URL', en: 'URL' },
  arn: { ja: 'キューのARN', en: 'ARN of the queue' },
  region: { ja: 'リージョン', en: 'Region' },
  accountId: { ja: 'AWSアカウントID（12桁）', en: 'AWS account id (12 digits)' },
  add: { ja: '登録', en: 'Add' },
  made: {
    ja: '送信先を登録しました。次の署名シークレットは今だけ表示されます。安全な場所に保存してください。',
    en: 'Added. The secret that signs its notifications is shown now and never again.',
  },
  madeQueue: { ja: '送信先を登録しました。', en: 'Added.' },
  copy: { ja: 'コピー', en: 'Copy' },
  copied: { ja: 'コピーしました。', en: 'Copied.' },
  notCopied: { ja: 'コピーできませんでした。', en: 'It could not be copied.' },
} as const

type Kind = 'webhook' | 'sqs' | 'event_bridge'

/** What each kind is told by. */
const FIELDS: Readonly<Record<Kind, readonly ('url' | 'arn' | 'region' | 'accountId')[]>> = {
  webhook: ['url'],
  sqs: ['arn'],
  event_bridge: ['region', 'accountId'],
}

/** Makes a place that notifications can go to. */
export function NewDestination({ onClose }: { readonly onClose: () => void }) {
  const t = useText(SENTENCES)
  const [name, setName] = useState('')
  const [kind, setKind] = useState<Kind>('webhook')
  const [typed, setTyped] = useState({ url: '', arn: '', region: '', accountId: '' })
  const { write, isWriting, error, answer } = useWrite<object, { readonly secret: string | null }>(
    (body) => ({ method: 'POST', path: DESTINATIONS, body }),
    { changes: [[DESTINATIONS]] },
  )
  if (answer) return <Made secret={answer.secret} onClose={onClose} />
  // Pasted full-width letters are what they look like.
  const plain = (text: string) => text.normalize('NFKC').trim()
  const fields = FIELDS[kind].map((field) => [field, plain(typed[field])] as const)
  const isWhole = name.trim() !== '' && fields.every(([, text]) => text !== '')
  const resource = { kind, ...Object.fromEntries(fields) }
  return (
    <Asked
      title={t('title')}
      onClose={onClose}
      error={error}
      button={
        <Button
          variant="primary"
          loading={isWriting}
          disabled={!isWhole}
          onClick={() => write({ name: name.trim(), resource })}
        >
          {t('add')}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <FormField label={t('name')}>
          <Input value={name} onChange={({ detail }) => setName(detail.value.slice(0, 200))} />
        </FormField>
        <FormField label={t('kind')}>
          <RadioGroup
            value={kind}
            items={(Object.keys(FIELDS) as Kind[]).map((value) => ({ value, label: t(value) }))}
            onChange={({ detail }) => setKind(detail.value as Kind)}
          />
        </FormField>
        {FIELDS[kind].map((field) => (
          <FormField key={field} label={t(field)}>
            <Input
              value={typed[field]}
              onChange={({ detail }) => setTyped({ ...typed, [field]: detail.value })}
              nativeInputAttributes={{ maxLength: 1_000 }}
            />
          </FormField>
        ))}
      </SpaceBetween>
    </Asked>
  )
}

interface MadeProps {
  /** Null for what signs nothing: queues and buses. */
  readonly secret: string | null
  readonly onClose: () => void
}

function Made({ secret, onClose }: MadeProps) {
  const t = useText(SENTENCES)
  return (
    <Asked title={t('title')} onClose={onClose} button={null}>
      <SpaceBetween size="s">
        <Alert type="success">{t(secret === null ? 'madeQueue' : 'made')}</Alert>
        {secret !== null && (
          <>
            <pre className="desk-code">{secret}</pre>
            <CopyToClipboard
              textToCopy={secret}
              copyButtonText={t('copy')}
              copySuccessText={t('copied')}
              copyErrorText={t('notCopied')}
            />
          </>
        )}
      </SpaceBetween>
    </Asked>
  )
}
