import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useText } from '../../kit/language.ts'
import { Answered, useAnswer } from '../common/answered.tsx'
import { At } from '../common/at.tsx'
import { To } from '../common/to.tsx'
import type { Run } from '../ledger/answers.ts'
import { RunState } from '../ledger/run-state.tsx'

const SENTENCES = {
  title: { ja: '対応待ち', en: 'What waits' },
  approvals: { ja: '承認待ちのポイント: {n}件', en: 'Points to approve: {n}' },
  many: { ja: '承認待ちのポイント: {n}件以上', en: 'Points to approve: {n} or more' },
  claims: { ja: '未対応の保証の申請: {n}件', en: 'Open claims: {n}' },
  noClaims: { ja: '未対応の申請はありません', en: 'No claim is open' },
  nothing: { ja: '承認待ちはありません', en: 'Nothing waits for approval' },
  running: { ja: '実行中の処理はありません', en: 'No run is under way' },
  next: { ja: '次の出来事', en: 'Next by itself' },
  points: { ja: 'ポイントの確定・失効', en: 'points vest or lapse' },
  policy: { ja: '新しいルールの施行', en: 'new rules' },
  settlement: { ja: '決済期間の終了', en: 'end of a settlement period' },
} as const

interface Next {
  readonly next: {
    readonly at: string
    readonly what: readonly ('points' | 'policy' | 'settlement')[]
  }
}

const MANY = 50

/** Approvals and runs that somebody should look at, and what happens next. */
export function Waiting() {
  const t = useText(SENTENCES)
  const approvals = useAnswer<{ items: readonly object[] }>('/v1/approvals', {
    query: { state: 'waiting', limit: MANY },
  })
  const claims = useAnswer<{ items: readonly object[] }>('/v1/claims', {
    query: { state: 'open', limit: MANY },
  })
  const runs = useAnswer<{ items: readonly Run[] }>('/v1/runs', { query: { limit: 5 } })
  const clock = useAnswer<Next>('/v1/clock')
  return (
    <Container fitHeight header={<Header variant="h2">{t('title')}</Header>}>
      <SpaceBetween size="s">
        <Answered answer={approvals}>
          {({ items }) =>
            items.length === 0 ? (
              <StatusIndicator type="success">{t('nothing')}</StatusIndicator>
            ) : (
              <StatusIndicator type="warning">
                <To href="/operator/approvals">
                  {t(items.length === MANY ? 'many' : 'approvals', { n: items.length })}
                </To>
              </StatusIndicator>
            )
          }
        </Answered>
        <Answered answer={claims}>
          {({ items }) =>
            items.length === 0 ? (
              <StatusIndicator type="success">{t('noClaims')}</StatusIndicator>
            ) : (
              <StatusIndicator type="warning">
                <To href="/operator/claims">{t('claims', { n: items.length })}</To>
              </StatusIndicator>
            )
          }
        </Answered>
        <Answered answer={runs}>
          {({ items }) => {
            const running = items.filter(({ state }) => state !== 'done')
            if (running.length === 0) return <StatusIndicator>{t('running')}</StatusIndicator>
            return running.map((run) => <RunState key={run.id} run={run} />)
          }}
        </Answered>
        <Answered answer={clock}>
          {({ next }) => (
            <StatusIndicator type="pending">
              {t('next')}: <At at={next.at} /> – {next.what.map((what) => t(what)).join(', ')}
            </StatusIndicator>
          )}
        </Answered>
      </SpaceBetween>
    </Container>
  )
}
