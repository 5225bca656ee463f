import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useFollow } from '../../console/follow.ts'
import { Page } from '../../console/page.tsx'
import { useText } from '../../kit/language.ts'
import { ConnectedApps } from './connected-apps.tsx'
import { Tokens } from './tokens.tsx'

const SENTENCES = {
  title: { ja: 'アプリ連携', en: 'Apps' },
  about: {
    ja: '連携中のアプリがポイントに対応しているか、何をしたかを確認できます。',
    en: 'Which apps work on your account, whether they know points, and what they did.',
  },
  changes: { ja: 'アプリが変更した内容', en: 'What apps changed' },
  requests: { ja: 'リクエストの記録', en: 'What apps asked' },
  deliveries: { ja: '通知の配信', en: 'Notification deliveries' },
} as const

/** The apps of a seller: what they may do, what they did, and the keys they come in with. */
export default function AppsPage() {
  const t = useText(SENTENCES)
  const follow = useFollow()
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button href="/seller/app-changes" onFollow={follow}>
            {t('changes')}
          </Button>
          <Button href="/seller/deliveries" onFollow={follow}>
            {t('deliveries')}
          </Button>
          <Button href="/seller/requests" onFollow={follow}>
            {t('requests')}
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <ConnectedApps />
        <Tokens />
      </SpaceBetween>
    </Page>
  )
}
