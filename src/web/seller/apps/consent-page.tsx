import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { useFollow } from '../../console/follow.ts'
import { Page } from '../../console/page.tsx'
import { useWrite } from '../../console/use-write.ts'
import { api } from '../../kit/api.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useOwnPath } from '../common/own-path.ts'
import { ScopeFields } from './scopes.tsx'

const SENTENCES = {
  title: { ja: 'アプリの許可', en: 'Let an app in' },
  about: {
    ja: 'アプリのウェブサイトから、あなたのアカウントでの操作の許可を求められています。',
    en: 'An app’s website has sent you here to let it work on your account.',
  },
  asks: { ja: '「{name}」に許可する操作を選んでください。', en: 'What may “{name}” do?' },
  noPoints: {
    ja: 'このアプリはポイントに対応していません。価格の更新でポイントが0にリセットされることがあります。',
    en: 'This app does not know points: its updates of the price may reset them to zero.',
  },
  back: { ja: '許可すると次のサイトに戻ります：{site}', en: 'You will then go back to {site}.' },
  nowhere: {
    ja: 'このアプリに登録されていない戻り先が指定されています。許可できません。',
    en: 'The app asks to send you to an address that it has not registered. It is not let in.',
  },
  allow: { ja: '許可して戻る', en: 'Allow and go back' },
  decline: { ja: '許可しない', en: 'Do not allow' },
} as const

interface Application {
  readonly name: string
  readonly supportsPoints: boolean
  readonly redirectUris: readonly string[]
}

/** Where a tool's website sends a seller, who lets it in and goes back with a code. */
export default function ConsentPage() {
  const t = useText(SENTENCES)
  const [query] = useSearchParams()
  const applicationId = query.get('application_id') ?? ''
  const { data, error } = useQuery({
    queryKey: ['/v1/applications', applicationId],
    queryFn: ({ signal }) =>
      api<Application>(`/v1/applications/${encodeURIComponent(applicationId)}`, { signal }),
  })
  return (
    <Page title={t('title')} about={t('about')}>
      {error !== null && <Failure error={error} />}
      {data && (
        <Ask
          app={data}
          applicationId={applicationId}
          redirectUri={query.get('redirect_uri')}
          state={query.get('state')}
        />
      )}
    </Page>
  )
}

function Ask({
  app,
  applicationId,
  redirectUri,
  state,
}: {
  readonly app: Application
  readonly applicationId: string
  readonly redirectUri: string | null
  readonly state: string | null
}) {
  const t = useText(SENTENCES)
  const own = useOwnPath()
  const follow = useFollow()
  const [scopes, setScopes] = useState<readonly string[]>(['listings', 'pricing'])
  const back = redirectUri ?? app.redirectUris[0]
  const isKnown = back !== undefined && app.redirectUris.includes(back)
  const { write, isWriting, error } = useWrite<void, { readonly redirect: string | null }>(
    () => ({
      method: 'POST',
      path: own('consents'),
      body: {
        applicationId,
        scopes,
        ...(redirectUri === null ? {} : { redirectUri }),
        ...(state === null ? {} : { state }),
      },
    }),
    {
      changes: [[own('providers')]],
      // A code is shown once: where the first answer was lost, the next click makes another.
      onDone: ({ redirect }) => {
        if (redirect !== null) location.assign(redirect)
      },
    },
  )
  if (!isKnown) return <Alert type="error">{t('nowhere')}</Alert>
  return (
    <Container>
      <SpaceBetween size="m">
        <Box key="asks" variant="h2">
          {t('asks', { name: app.name })}
        </Box>
        {!app.supportsPoints && (
          <Alert key="warning" type="warning">
            {t('noPoints')}
          </Alert>
        )}
        <ScopeFields key="scopes" chosen={scopes} onChosen={setScopes} />
        <Box key="back">{t('back', { site: new URL(back).host })}</Box>
        {error !== null && <Failure key="error" error={error} />}
        <SpaceBetween key="act" direction="horizontal" size="xs">
          <Button
            variant="primary"
            loading={isWriting}
            disabled={scopes.length === 0}
            onClick={() => write()}
          >
            {t('allow')}
          </Button>
          <Button href="/seller/apps" onFollow={follow}>
            {t('decline')}
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </Container>
  )
}
