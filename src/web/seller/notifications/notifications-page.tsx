import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useFollow } from '../../console/follow.ts'
import { Page } from '../../console/page.tsx'
import { useText } from '../../kit/language.ts'
import { DestinationTable } from './destination-table.tsx'
import { SubscriptionTable } from './subscription-table.tsx'

const SENTENCES = {
  title: { ja: '通知の設定', en: 'Notifications' },
  about: {
    ja: 'プログラムに何を、どこへ通知するか。連携アプリが受け取る通知も確認できます。',
    en: 'What your programs are told, and where; and what your apps are told about you.',
  },
  apps: { ja: 'アプリ連携', en: 'Apps' },
  deliveries: { ja: '配信の記録', en: 'Deliveries' },
} as const

/** Where a seller's notifications go, and who is told of what. */
export default function NotificationsPage() {
  const t = useText(SENTENCES)
  const follow = useFollow()
  return (
    <Page
      title={t('title')}
      about={t('about')}
      above={[{ text: t('apps'), href: '/seller/apps' }]}
      actions={
        <Button href="/seller/deliveries" onFollow={follow}>
          {t('deliveries')}
        </Button>
      }
    >
      <SpaceBetween size="l">
        <SubscriptionTable />
        <DestinationTable />
      </SpaceBetween>
    </Page>
  )
}
