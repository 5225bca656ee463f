import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { mayOfferPoints } from '../../../rules/offers/eligibility.ts'
import { policyName } from '../../../rules/policy/presets.ts'
import { REFUSALS } from '../../../rules/refusals.ts'
import { useFollow } from '../../console/follow.ts'
import { Page } from '../../console/page.tsx'
import { moment } from '../../kit/format.ts'
import { filled, useLanguage, useText } from '../../kit/language.ts'
import { useAccount } from '../common/use-account.ts'
import { currentOf, policyOf, usePolicies } from '../common/use-policy.ts'
import { Recent } from './recent.tsx'
import { WorkCards } from './work-cards.tsx'

const SENTENCES = {
  title: { ja: '出品者コンソール', en: 'Seller console' },
  about: {
    ja: '今日の作業と、最近の売上です。',
    en: 'What needs doing, and how it has been going.',
  },
  agreement: { ja: '規約を確認する', en: 'Read the agreement' },
  announced: {
    ja: '「{name}」が{at}から適用されます。',
    en: '“{name}” takes effect on {at}.',
  },
  effect: { ja: '影響を見る', en: 'What changes for you' },
} as const

/** What needs doing, and how it has been going. */
export default function HomePage() {
  const t = useText(SENTENCES)
  return (
    <Page title={t('title')} about={t('about')}>
      <SpaceBetween size="l">
        <Warnings />
        <WorkCards />
        <Recent />
      </SpaceBetween>
    </Page>
  )
}

/** What keeps the seller from offering points, and what is about to change. */
function Warnings() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const follow = useFollow()
  const { data: account } = useAccount()
  const { data: policies } = usePolicies()
  const current = policies && currentOf(policies.items)
  if (!account || !current) return null
  const facts = { ...account, defaultBps: account.defaultPointsBps }
  const no = mayOfferPoints(facts, account.marketplace, policyOf(current))
  const announced = policies.items.filter(({ state }) => state === 'announced')
  return (
    <SpaceBetween size="s">
      {no && (
        <Alert
          key="no"
          type="warning"
          action={
            no.refused === 'agreement_not_accepted' && (
              <Button href="/seller/agreement" onFollow={follow}>
                {t('agreement')}
              </Button>
            )
          }
        >
          {filled(REFUSALS[no.refused][language], no.facts as never)}
        </Alert>
      )}
      {announced.map(({ version, effectiveFrom, ...words }) => (
        <Alert
          key={version}
          type="info"
          action={
            <Button href="/seller/notices" onFollow={follow}>
              {t('effect')}
            </Button>
          }
        >
          {t('announced', {
            name: policyName(words, language),
            at: moment(effectiveFrom, language, 'date'),
          })}
        </Alert>
      ))}
    </SpaceBetween>
  )
}
