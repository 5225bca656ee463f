import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { say } from '../../console/flash.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useWrite } from '../../console/use-write.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { At, AtOrNone } from '../common/at.tsx'
import { AccessList } from './list-page.tsx'
import { NewToken } from './new-token.tsx'
import { ROLES, type Role, SCOPES } from './words.ts'

const SENTENCES = {
  title: { ja: 'アクセストークン', en: 'Access tokens' },
  about: {
    ja: 'プログラムがAPIを利用するためのトークンです。値は作成時に一度だけ表示されます。',
    en: 'With these, programs use the API. A token is shown once, when it is made.',
  },
  add: { ja: 'トークンを作成', en: 'Make a token' },
  once: {
    ja: '新しいトークンです。この画面を離れると二度と表示されません。',
    en: 'The new token. It is not shown again once you leave.',
  },
  copy: { ja: 'コピー', en: 'Copy' },
  copied: { ja: 'コピーしました', en: 'Copied' },
  notCopied: { ja: 'コピーできませんでした', en: 'Could not copy' },
  name: { ja: '名称', en: 'Name' },
  role: { ja: '役割', en: 'Role' },
  party: { ja: '所属', en: 'Of' },
  scopes: { ja: '権限', en: 'Scopes' },
  made: { ja: '作成日', en: 'Made' },
  expires: { ja: '有効期限', en: 'Good until' },
  state: { ja: '状態', en: 'State' },
  revoke: { ja: '失効させる', en: 'Revoke' },
  revoked: { ja: '失効済み', en: 'Revoked' },
  done: { ja: 'トークン「{name}」を失効させました。', en: 'The token “{name}” is revoked.' },
} as const

interface Token {
  readonly id: number
  readonly name: string
  readonly role: Role
  readonly buyer: string | null
  readonly seller: string | null
  readonly provider: string | null
  readonly providerName: string | null
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

/** Tokens of programs: made, and revoked. */
export default function TokensPage() {
  const t = useText(SENTENCES)
  const [secret, setSecret] = useState<string | null>(null)
  const pages = usePages<Token>('/v1/tokens', {}, 25)
  const revoke = useWrite<Token>(({ id }) => ({ method: 'DELETE', path: `/v1/tokens/${id}` }), {
    changes: [['/v1/tokens']],
    onDone: (_, { name }) => say({ type: 'success', content: <Done name={name} /> }),
  })
  return (
    <AccessList
      title={t('title')}
      about={t('about')}
      add={t('add')}
      form={(close) => (
        <NewToken
          onDone={(made) => {
            setSecret(made)
            close()
          }}
        />
      )}
      above={
        secret !== null && (
          <Alert type="success" header={t('once')}>
            <CopyToClipboard
              variant="inline"
              textToCopy={secret}
              copyButtonAriaLabel={t('copy')}
              copySuccessText={t('copied')}
              copyErrorText={t('notCopied')}
            />
          </Alert>
        )
      }
      error={revoke.error}
      pages={pages}
      columns={useColumns(revoke.write, revoke.isWriting)}
    />
  )
}

function Done({ name }: { readonly name: string }) {
  const t = useText(SENTENCES)
  return t('done', { name })
}

function useColumns(
  revoke: (token: Token) => void,
  isWriting: boolean,
): TableProps.ColumnDefinition<Token>[] {
  const t = useText(SENTENCES)
  const role = useText(ROLES)
  const language = useLanguage()
  return [
    { id: 'name', header: t('name'), cell: ({ name }) => name, isRowHeader: true },
    { id: 'role', header: t('role'), cell: (token) => role(token.role) },
    {
      id: 'party',
      header: t('party'),
      cell: ({ buyer, seller, provider, providerName }) =>
        providerName ?? provider ?? buyer ?? seller ?? '–',
    },
    {
      id: 'scopes',
      header: t('scopes'),
      cell: ({ scopes }) => scopes.map((scope) => SCOPES[scope]?.[language] ?? scope).join(', '),
      minWidth: 200,
    },
    { id: 'made', header: t('made'), cell: ({ createdAt }) => <At at={createdAt} style="date" /> },
    { id: 'expires', header: t('expires'), cell: ({ expiresAt }) => <AtOrNone at={expiresAt} /> },
    {
      id: 'state',
      header: t('state'),
      cell: (token) =>
        token.revokedAt === null ? (
          <Button
            variant="inline-link"
            disabled={isWriting}
            ariaLabel={`${t('revoke')}: ${token.name}`}
            onClick={() => revoke(token)}
          >
            {t('revoke')}
          </Button>
        ) : (
          t('revoked')
        ),
    },
  ]
}
