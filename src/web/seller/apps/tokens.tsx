import '../common/seller.css'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { scopeList } from '../../console/account-words.ts'
import { useSeller } from '../../console/only-for.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useWrite } from '../../console/use-write.ts'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import type { Token } from './answers.ts'
import { Asked } from './authorise.tsx'
import { ScopeFields } from './scopes.tsx'

const SENTENCES = {
  title: { ja: 'APIキー', en: 'API keys' },
  make: { ja: 'キーを作成', en: 'Make a key' },
  name: { ja: '名前', en: 'Name' },
  nameHint: { ja: '何に使うキーかがわかる名前。', en: 'What the key is for.' },
  scopes: { ja: '権限', en: 'May do' },
  created: { ja: '作成日', en: 'Made' },
  state: { ja: '状態', en: 'State' },
  valid: { ja: '有効', en: 'Valid' },
  revoked: { ja: '無効', en: 'Revoked' },
  actions: { ja: '操作', en: 'Actions' },
  revoke: { ja: '無効にする', en: 'Revoke' },
  none: { ja: 'キーはまだありません。', en: 'There are no keys yet.' },
  made: {
    ja: 'このキーは今だけ表示されます。安全な場所に保存してください。',
    en: 'This key is shown only now. Keep it somewhere safe.',
  },
  copy: { ja: 'コピー', en: 'Copy' },
  copied: { ja: 'コピーしました。', en: 'Copied.' },
  notCopied: { ja: 'コピーできませんでした。', en: 'It could not be copied.' },
  lost: {
    ja: 'キーは作成されましたが、内容は一度しか表示されません。新しいキーを作成してください。',
    en: 'The key was made, but it is shown only once. Make another one.',
  },
} as const

/** Keys with which the seller's own programs come in. */
export function Tokens() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const [isMaking, setMaking] = useState(false)
  const pages = usePages<Token>('/v1/tokens', {}, 25)
  const { write, isWriting } = useWrite<number>(
    (id) => ({ method: 'DELETE', path: `/v1/tokens/${id}` }),
    { changes: [['/v1/tokens']] },
  )
  const columns: TableProps.ColumnDefinition<Token>[] = [
    {
      id: 'name',
      header: t('name'),
      isRowHeader: true,
      minWidth: 140,
      cell: ({ name }) => name,
    },
    {
      id: 'scopes',
      header: t('scopes'),
      minWidth: 160,
      cell: ({ scopes }) => scopeList(scopes, language),
    },
    {
      id: 'created',
      header: t('created'),
      minWidth: 115,
      cell: ({ createdAt }) => moment(createdAt, language, 'date'),
    },
    {
      id: 'state',
      header: t('state'),
      minWidth: 80,
      cell: ({ revokedAt }) => t(revokedAt === null ? 'valid' : 'revoked'),
    },
    {
      id: 'actions',
      header: t('actions'),
      minWidth: 120,
      cell: ({ id, name, revokedAt }) =>
        revokedAt === null ? (
          <Button
            variant="inline-link"
            disabled={isWriting}
            ariaLabel={`${t('revoke')} ${name}`}
            onClick={() => write(id)}
          >
            {t('revoke')}
          </Button>
        ) : (
          '–'
        ),
    },
  ]
  return (
    <>
      <PagedTable
        pages={pages}
        label={t('title')}
        trackBy={({ id }) => String(id)}
        wrapLines
        empty={t('none')}
        header={
          <Header
            variant="h2"
            actions={<Button onClick={() => setMaking(true)}>{t('make')}</Button>}
          >
            {t('title')}
          </Header>
        }
        columnDefinitions={columns}
      />
      {isMaking && <MakeToken onClose={() => setMaking(false)} />}
    </>
  )
}

function MakeToken({ onClose }: { readonly onClose: () => void }) {
  const t = useText(SENTENCES)
  const seller = useSeller()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly string[]>(['listings'])
  const { write, isWriting, error, answer } = useWrite<object, { readonly secret: string | null }>(
    (body) => ({ method: 'POST', path: '/v1/tokens', body }),
    { changes: [['/v1/tokens']] },
  )
  const wanted = name.trim()
  if (answer) {
    return (
      <Asked title={t('title')} onClose={onClose} button={null}>
        {answer.secret === null ? (
          <Alert type="warning">{t('lost')}</Alert>
        ) : (
          <SpaceBetween size="s">
            <Alert type="success">{t('made')}</Alert>
            <pre className="desk-code">{answer.secret}</pre>
            <CopyToClipboard
              textToCopy={answer.secret}
              copyButtonText={t('copy')}
              copySuccessText={t('copied')}
              copyErrorText={t('notCopied')}
            />
          </SpaceBetween>
        )}
      </Asked>
    )
  }
  return (
    <Asked
      title={t('make')}
      onClose={onClose}
      error={error}
      button={
        <Button
          variant="primary"
          loading={isWriting}
          disabled={wanted === '' || scopes.length === 0}
          onClick={() => write({ name: wanted, role: 'seller', seller, scopes })}
        >
          {t('make')}
        </Button>
      }
    >
      <SpaceBetween size="m">
        <FormField label={t('name')} description={t('nameHint')}>
          <Input value={name} onChange={({ detail }) => setName(detail.value.slice(0, 200))} />
        </FormField>
        <ScopeFields chosen={scopes} onChosen={setScopes} />
      </SpaceBetween>
    </Asked>
  )
}
