import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSearchParams } from 'wouter'
import { Page } from '../../console/page.tsx'
import { useText } from '../../kit/language.ts'
import { ClaimTable } from './claim-table.tsx'
import { ReversalTable } from './reversal-table.tsx'

const SENTENCES = {
  title: { ja: '保証申請・チャージバック', en: 'Claims and chargebacks' },
  about: {
    ja: '購入者からの保証申請（A-to-z）とその結果、売上金から返金された申請とチャージバックです。審査は運営者が行います。',
    en: 'What buyers claimed (A-to-z) and what your proceeds paid of claims and chargebacks. The operator decides.',
  },
  show: { ja: '表示する内容', en: 'What is shown' },
  open: { ja: '審査中', en: 'Waiting' },
  decided: { ja: '審査済み', en: 'Decided' },
  paid: { ja: '返金されたもの', en: 'Paid by you' },
} as const

const SHOWN = ['open', 'decided', 'paid'] as const

/** Claims and chargebacks on a seller's orders: those that wait, those decided, what they took. */
export default function ClaimsPage() {
  const t = useText(SENTENCES)
  const [query, setQuery] = useSearchParams()
  const shown = SHOWN.find((one) => one === query.get('show')) ?? 'open'
  return (
    <Page title={t('title')} about={t('about')}>
      <SpaceBetween size="m">
        <SegmentedControl
          label={t('show')}
          selectedId={shown}
          options={SHOWN.map((id) => ({ id, text: t(id) }))}
          onChange={({ detail: { selectedId } }) =>
            setQuery(selectedId === 'open' ? {} : { show: selectedId })
          }
        />
        {shown === 'paid' ? <ReversalTable /> : <ClaimTable key={shown} state={shown} />}
      </SpaceBetween>
    </Page>
  )
}
