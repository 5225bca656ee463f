import '../common/seller.css'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useQuery } from '@tanstack/react-query'
import { changeOf, PLANS, STANDINGS } from '../../console/account-words.ts'
import { byWord } from '../../console/by.ts'
import { useFollow } from '../../console/follow.ts'
import { marketplaceWord } from '../../console/marketplace-word.ts'
import { Page } from '../../console/page.tsx'
import { api } from '../../kit/api.ts'
import { moment, percent } from '../../kit/format.ts'
import { type Sentences, useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { Loading } from '../common/loading.tsx'
import { useOwnPath } from '../common/own-path.ts'
import { type Account, useAccount } from '../common/use-account.ts'
import { BankAccount } from './bank-account.tsx'

const SENTENCES = {
  title: { ja: 'アカウント情報', en: 'Your account' },
  facts: { ja: '基本情報', en: 'The account' },
  name: { ja: 'ショップ名', en: 'Name' },
  reference: { ja: '出品者ID', en: 'Seller' },
  plan: { ja: '出品プラン', en: 'Plan' },
  standing: { ja: 'アカウントの状態', en: 'Standing' },
  marketplace: { ja: 'マーケットプレイス', en: 'Marketplace' },
  agreement: { ja: 'ポイント利用規約', en: 'Points agreement' },
  version: { ja: 'バージョン{n}に同意済み', en: 'Version {n} accepted' },
  missing: { ja: '未同意', en: 'Not accepted' },
  defaultPoints: { ja: 'アカウント全体のポイント', en: 'Default points' },
  noDefault: { ja: '設定なし', en: 'None' },
  history: { ja: '変更履歴', en: 'What happened' },
  by: { ja: '{by}による', en: 'by {by}' },
} as const

const SIGNS = { good: 'success', at_risk: 'warning', suspended: 'stopped' } as const

const WHAT: Sentences = {
  registered: { ja: 'アカウントを開設', en: 'Account opened' },
  agreement_accepted: { ja: 'ポイント利用規約に同意', en: 'Points agreement accepted' },
  plan_changed: { ja: '出品プランを変更', en: 'Plan changed' },
  standing_changed: { ja: 'アカウントの状態が変更', en: 'Standing changed' },
  default_points_changed: { ja: 'アカウント全体のポイントを変更', en: 'Default points changed' },
  provider_authorised: { ja: 'アプリを連携', en: 'App connected' },
  provider_revoked: { ja: 'アプリの連携を解除', en: 'App revoked' },
  bank_account_changed: { ja: '振込先を変更', en: 'Bank account changed' },
}

/** What the programme knows of the seller, where its payouts go, and what happened to it. */
export default function AccountPage() {
  const t = useText(SENTENCES)
  const { data, error, refetch } = useAccount()
  return (
    <Page title={t('title')}>
      <SpaceBetween size="l">
        {isLost(data, error) ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : data ? (
          <Facts account={data} />
        ) : (
          <Loading />
        )}
        <BankAccount />
        <History />
      </SpaceBetween>
    </Page>
  )
}

function Facts({ account }: { readonly account: Account }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const follow = useFollow()
  const { agreementVersion, defaultPointsBps } = account
  return (
    <Container header={<Header variant="h2">{t('facts')}</Header>}>
      <KeyValuePairs
        columns={3}
        minColumnWidth={180}
        items={[
          { label: t('name'), value: account.name },
          { label: t('reference'), value: account.seller },
          { label: t('plan'), value: PLANS[account.plan]?.[language] },
          {
            label: t('standing'),
            value: (
              <StatusIndicator type={SIGNS[account.standing]}>
                {STANDINGS[account.standing][language]}
              </StatusIndicator>
            ),
          },
          { label: t('marketplace'), value: marketplaceWord(account.marketplace, language) },
          {
            label: t('agreement'),
            value: (
              <Link href="/seller/agreement" onFollow={follow}>
                {agreementVersion === null ? t('missing') : t('version', { n: agreementVersion })}
              </Link>
            ),
          },
          {
            label: t('defaultPoints'),
            value: defaultPointsBps === null ? t('noDefault') : percent(defaultPointsBps),
          },
        ]}
      />
    </Container>
  )
}

interface Happening {
  readonly n: number
  readonly what: string
  readonly by: string
  readonly byName: string | null
  readonly providerName: string | null
  readonly at: string
  readonly facts: Readonly<Record<string, unknown>>
}

function History() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const own = useOwnPath()
  const path = own('history')
  const { data, error, refetch } = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) =>
      api<{ items: readonly Happening[] }>(path, { query: { limit: 50 }, signal }),
  })
  return (
    <Container header={<Header variant="h2">{t('history')}</Header>}>
      {isLost(data, error) ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <ul className="desk-history">
          {data.items.map(({ n, what, by, byName, providerName, at, facts }) => (
            <li key={n}>
              <time dateTime={at}>{moment(at, language)}</time>
              <div>
                <strong>{WHAT[what]?.[language] ?? what}</strong>
                <Box color="text-body-secondary">
                  {[
                    changeOf(facts, providerName, language),
                    t('by', { by: byWord(by, byName, language) }),
                  ]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </Box>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Container>
  )
}
