import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useText } from '../../kit/language.ts'
import { useSaid } from '../../kit/said.tsx'
import { Answered, useAnswer } from '../common/answered.tsx'
import { At } from '../common/at.tsx'
import { ButtonTo } from '../common/to.tsx'
import type { Run } from '../ledger/answers.ts'
import { RunState } from '../ledger/run-state.tsx'
import type { LiabilityDay } from '../liability/answers.ts'
import { DayFigure } from '../liability/figure.tsx'

const SENTENCES = {
  title: { ja: 'この市場の鉄則', en: 'The law of the house' },
  law: {
    ja: '購入者が持つ1ポイントごとに、1円の裏付けがある。',
    en: 'Behind every point in a buyer’s hands there is one yen.',
  },
  holds: { ja: '守られています: {points} ＝ {yen}', en: 'It holds: {points} = {yen}' },
  broken: { ja: '破られています: {points} ≠ {yen}', en: 'It is broken: {points} ≠ {yen}' },
  proved: { ja: '最後の証明', en: 'Last proof' },
  never: {
    ja: '台帳はまだ一度も検証されていません。',
    en: 'The ledger has never been verified.',
  },
  verify: { ja: '検証', en: 'Verify' },
} as const

/** Whether the law of the house holds now, and when it was last proved from the entries. */
export function Law({ today }: { readonly today: LiabilityDay | undefined }) {
  const t = useText(SENTENCES)
  const said = useSaid(SENTENCES)
  const proof = useAnswer<{ proof: Run | null }>('/v1/ledger/proof')
  const holds = today && today.outstanding === today.funding
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" actions={<ButtonTo href="/operator/proof">{t('verify')}</ButtonTo>}>
          {t('title')}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <Box variant="p">{t('law')}</Box>
        {today && (
          <StatusIndicator type={holds ? 'success' : 'error'}>
            {said(holds ? 'holds' : 'broken', {
              points: <DayFigure day={today} figure="outstanding" />,
              yen: <DayFigure day={today} figure="funding" />,
            })}
          </StatusIndicator>
        )}
        <Answered answer={proof}>
          {({ proof: last }) =>
            last === null ? (
              <StatusIndicator type="pending">{t('never')}</StatusIndicator>
            ) : (
              <div>
                <Box variant="awsui-key-label">
                  {t('proved')}: <At at={last.finishedAt ?? last.startedAt} />
                </Box>
                <RunState run={last} />
              </div>
            )
          }
        </Answered>
      </SpaceBetween>
    </Container>
  )
}
