import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { useText } from '../../kit/language.ts'
import type { LiabilityDay } from '../liability/answers.ts'
import { DayFigure } from '../liability/figure.tsx'
import { FIGURES, type Figure } from '../liability/words.ts'

const SENTENCES = {
  title: { ja: 'ポイント負債と裏付け', en: 'What is owed in points, and what backs it' },
} as const

const SHOWN: readonly Figure[] = [
  ...(['outstanding', 'funding', 'breakage'] as const),
  ...(['available', 'unvested', 'held'] as const),
]

/** Points outstanding, the yen behind them, and where the points are, now. */
export function Liability({ day }: { readonly day: LiabilityDay }) {
  const t = useText(SENTENCES)
  const name = useText(FIGURES)
  return (
    <Container header={<Header variant="h2">{t('title')}</Header>}>
      <KeyValuePairs
        columns={3}
        items={SHOWN.map((figure, index) => ({
          label: name(figure),
          value: (
            <Box variant={index < 3 ? 'awsui-value-large' : 'p'}>
              <DayFigure day={day} figure={figure} />
            </Box>
          ),
        }))}
      />
    </Container>
  )
}
