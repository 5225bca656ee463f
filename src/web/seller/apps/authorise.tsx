import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { say } from '../../console/flash.tsx'
import { Modal } from '../../console/modal.tsx'
import { useWrite } from '../../console/use-write.ts'
import { api } from '../../kit/api.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useOwnPath } from '../common/own-path.ts'
import type { ConnectedApp, KnownApp } from './answers.ts'
import { ScopeFields } from './scopes.tsx'

const SENTENCES = {
  connect: { ja: 'アプリを連携する', en: 'Connect an app' },
  change: { ja: '{name}の権限', en: 'What {name} may do' },
  app: { ja: 'アプリ', en: 'App' },
  choose: { ja: '選択してください', en: 'Choose one' },
  noPoints: {
    ja: 'このアプリはポイントに対応していません。価格の更新でポイントが0にリセットされることがあります。',
    en: 'This app does not know points: its updates of the price may reset them to zero.',
  },
  knows: { ja: 'ポイント対応', en: 'knows points' },
  unaware: { ja: 'ポイント非対応', en: 'does not know points' },
  allow: { ja: '許可する', en: 'Allow' },
  close: { ja: '閉じる', en: 'Close' },
  allowed: { ja: '権限を保存しました。', en: 'Saved.' },
  revoke: { ja: '{name}を解除', en: 'Revoke {name}' },
  revokeAbout: {
    ja: '解除すると、このアプリは直ちに何もできなくなります。',
    en: 'From now on the app can do nothing for you.',
  },
  end: { ja: '解除する', en: 'Revoke' },
  ended: { ja: '連携を解除しました。', en: 'Revoked.' },
} as const

/** Lets an app in, or changes what it may do. */
export function Authorise({
  app,
  connected,
  onClose,
}: {
  /** The one to change; null to choose one. */
  readonly app: ConnectedApp | null
  readonly connected: readonly ConnectedApp[]
  readonly onClose: () => void
}) {
  const t = useText(SENTENCES)
  const own = useOwnPath()
  const [chosen, setChosen] = useState<KnownApp | null>(app)
  const [scopes, setScopes] = useState<readonly string[]>(app?.scopes ?? ['listings'])
  const { data } = useQuery({
    queryKey: ['/v1/providers'],
    queryFn: ({ signal }) =>
      api<{ items: readonly KnownApp[] }>('/v1/providers', { query: { limit: 200 }, signal }),
    enabled: app === null,
  })
  const inForce = new Set(
    connected.filter(({ revokedAt }) => revokedAt === null).map(({ reference }) => reference),
  )
  const others = (data?.items ?? []).filter(({ reference }) => !inForce.has(reference))
  const { write, isWriting, error } = useWrite<KnownApp>(
    ({ reference }) => ({
      method: 'PUT',
      path: own(`providers/${encodeURIComponent(reference)}`),
      body: { scopes },
    }),
    {
      changes: [[own('providers')]],
      onDone: () => {
        say({ type: 'success', content: <Said name="allowed" /> })
        onClose()
      },
    },
  )
  const options = others.map(({ reference, name, supportsPoints }) => ({
    value: reference,
    label: name,
    description: t(supportsPoints ? 'knows' : 'unaware'),
  }))
  return (
    <Asked
      title={app ? t('change', { name: app.name }) : t('connect')}
      onClose={onClose}
      error={error}
      button={
        <Button
          variant="primary"
          loading={isWriting}
          disabled={!chosen || scopes.length === 0}
          onClick={() => chosen && write(chosen)}
        >
          {t('allow')}
        </Button>
      }
    >
      <SpaceBetween size="m">
        {app === null && (
          <FormField key="app" label={t('app')}>
            <Select
              placeholder={t('choose')}
              options={options}
              selectedOption={options.find(({ value }) => value === chosen?.reference) ?? null}
              onChange={({ detail }) =>
                setChosen(
                  others.find(({ reference }) => reference === detail.selectedOption.value) ?? null,
                )
              }
            />
          </FormField>
        )}
        {chosen && !chosen.supportsPoints && (
          <Alert key="warning" type="warning">
            {t('noPoints')}
          </Alert>
        )}
        <ScopeFields key="scopes" chosen={scopes} onChosen={setScopes} />
      </SpaceBetween>
    </Asked>
  )
}

/** Ends what an app may do. */
export function Revoke({
  app,
  onClose,
}: {
  readonly app: ConnectedApp
  readonly onClose: () => void
}) {
  const t = useText(SENTENCES)
  const own = useOwnPath()
  const { write, isWriting, error } = useWrite<string>(
    (reference) => ({
      method: 'DELETE',
      path: own(`providers/${encodeURIComponent(reference)}`),
    }),
    {
      changes: [[own('providers')], ['/v1/tokens']],
      onDone: () => {
        say({ type: 'success', content: <Said name="ended" /> })
        onClose()
      },
    },
  )
  return (
    <Asked
      title={t('revoke', { name: app.name })}
      onClose={onClose}
      error={error}
      button={
        <Button variant="primary" loading={isWriting} onClick={() => write(app.reference)}>
          {t('end')}
        </Button>
      }
    >
      {t('revokeAbout')}
    </Asked>
  )
}

/** A window with one thing to do. */
export function Asked({
  title,
  onClose,
  error,
  button,
  children,
}: {
  readonly title: string
  readonly onClose: () => void
  readonly error?: unknown
  readonly button: ReactNode
  readonly children: ReactNode
}) {
  const t = useText(SENTENCES)
  return (
    <Modal
      header={title}
      onClose={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {t('close')}
            </Button>
            {button}
          </SpaceBetween>
        </Box>
      }
    >
      {children}
      {error !== null && error !== undefined && <Failure error={error} />}
    </Modal>
  )
}

function Said({ name }: { readonly name: 'allowed' | 'ended' }) {
  const t = useText(SENTENCES)
  return t(name)
}
