import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Page } from '../../console/page.tsx'
import { useText } from '../../kit/language.ts'
import { Answered, useAnswer } from '../common/answered.tsx'
import { ButtonTo } from '../common/to.tsx'
import type { LiabilityDay } from '../liability/answers.ts'
import { OutstandingChart } from '../liability/charts.tsx'
import { useLastDays } from '../liability/last-days.ts'
import { Law } from './law.tsx'
import { Liability } from './liability.tsx'
import { Waiting } from './waiting.tsx'

const SENTENCES = {
  title: { ja: '運営コンソール', en: 'Operator console' },
  month: { ja: 'この30日間の未使用残高', en: 'Outstanding in the last 30 days' },
  more: { ja: '推移を詳しく見る', en: 'See more' },
} as const

/** The programme at a glance: what is owed and what backs it, the law of the house, what waits. */
export default function HomePage() {
  const t = useText(SENTENCES)
  const query = useLastDays(30)
  const days = useAnswer<{ days: readonly LiabilityDay[] }>('/v1/ledger/days', {
    enabled: query !== undefined,
    ...(query ? { query } : {}),
  })
  const today = days.data?.days.at(-1)
  return (
    <Page title={t('title')}>
      <SpaceBetween size="l">
        <Answered answer={days}>{() => today && <Liability day={today} />}</Answered>
        <div className="operator-halves">
          <Law today={today} />
          <Waiting />
        </div>
        <Answered answer={days}>
          {({ days: shown }) => (
            <Container
              header={
                <Header
                  variant="h2"
                  actions={<ButtonTo href="/operator/liability">{t('more')}</ButtonTo>}
                >
                  {t('month')}
                </Header>
              }
            >
              <OutstandingChart days={shown} height={200} />
            </Container>
          )}
        </Answered>
      </SpaceBetween>
    </Page>
  )
}
