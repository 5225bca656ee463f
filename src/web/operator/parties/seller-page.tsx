import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useSearch } from 'wouter'
import { changeOf, PLANS, STANDINGS } from '../../console/account-words.ts'
import { byWord } from '../../console/by.ts'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { Yen } from '../../kit/amount.tsx'
import { percent, yen } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Answered, useAnswer } from '../common/answered.tsx'
import { At } from '../common/at.tsx'
import { useHome } from '../common/home.ts'
import { ButtonTo } from '../common/to.tsx'
import type { Statement } from '../settlement/answers.ts'
import type { Seller } from './answers.ts'
import { SellerChanges } from './seller-changes.tsx'
import { SellerListing } from './seller-listing.tsx'

const SENTENCES = {
  sellers: { ja: '出品者', en: 'Sellers' },
  postings: { ja: '売上金の仕訳', en: 'Postings on its proceeds' },
  plan: { ja: 'プラン', en: 'Plan' },
  standing: { ja: '状態', en: 'Standing' },
  agreement: { ja: 'ポイント規約', en: 'Points agreement' },
  not: { ja: '未同意', en: 'Not accepted' },
  version: { ja: 'バージョン{version}', en: 'Version {version}' },
  default: { ja: 'アカウントの付与率', en: 'Default %' },
  since: { ja: '登録日', en: 'Since' },
  owed: { ja: '当期の未決済残高', en: 'Not settled yet' },
  owedRule: {
    ja: '次の決済レポートの内容です（この後の取引で変わります）。',
    en: 'What the next statement would say if nothing more happened.',
  },
  opening: { ja: '繰越', en: 'Carried over' },
  net: { ja: '当期の増減', en: 'Net of the period' },
  history: { ja: 'アカウントの履歴', en: 'What happened to the account' },
  what: { ja: '内容', en: 'What' },
  by: { ja: '依頼元', en: 'By' },
  when: { ja: '日時', en: 'When' },
  facts: { ja: '詳細', en: 'Details' },
  registered: { ja: '登録', en: 'Registered' },
  agreement_accepted: { ja: '規約に同意', en: 'Agreement accepted' },
  plan_changed: { ja: 'プラン変更', en: 'Plan changed' },
  standing_changed: { ja: '状態変更', en: 'Standing changed' },
  default_points_changed: { ja: '付与率の変更', en: 'Default % changed' },
  provider_authorised: { ja: 'アプリ連携', en: 'App authorised' },
  bank_account_changed: { ja: '振込先口座の変更', en: 'Bank account changed' },
  provider_revoked: { ja: 'アプリ連携の解除', en: 'App revoked' },
} as const

interface Happening {
  readonly n: number
  readonly what: string
  readonly by: string
  readonly byName: string | null
  readonly providerName: string | null
  readonly at: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** A seller's account, what it is owed, and what happened to it. */
export default function SellerPage({ seller }: { readonly seller: string }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const path = `/v1/sellers/${encodeURIComponent(seller)}`
  const answer = useAnswer<Seller>(path)
  const sku = new URLSearchParams(useSearch()).get('sku')
  const pages = usePages<Happening>(`${path}/history`, {}, 25)
  const word = (what: string) => (what in SENTENCES ? t(what as keyof typeof SENTENCES) : what)
  return (
    <Page
      title={answer.data ? `${answer.data.name} (${seller})` : seller}
      above={[useHome(), { text: t('sellers'), href: '/operator/sellers' }]}
      actions={
        <ButtonTo href={`/operator/ledger?${new URLSearchParams({ seller })}`}>
          {t('postings')}
        </ButtonTo>
      }
    >
      <Answered answer={answer}>
        {(found) => (
          <SpaceBetween size="l">
            {sku && <SellerListing key={sku} seller={seller} sku={sku} />}
            <Facts seller={found} path={path} />
            <SellerChanges seller={found} path={path} />
            <PagedTable
              pages={pages}
              label={t('history')}
              header={<Header variant="h2">{t('history')}</Header>}
              trackBy="n"
              wrapLines
              columnDefinitions={[
                {
                  id: 'what',
                  header: t('what'),
                  isRowHeader: true,
                  cell: ({ what }) => word(what),
                },
                { id: 'when', header: t('when'), cell: ({ at }) => <At at={at} /> },
                {
                  id: 'by',
                  header: t('by'),
                  cell: ({ by, byName }) => byWord(by, byName, language),
                },
                {
                  id: 'facts',
                  header: t('facts'),
                  cell: ({ facts, providerName }) => changeOf(facts, providerName, language) || '–',
                  minWidth: 200,
                },
              ]}
            />
          </SpaceBetween>
        )}
      </Answered>
    </Page>
  )
}

function Facts({ seller, path }: { readonly seller: Seller; readonly path: string }) {
  const t = useText(SENTENCES)
  const plan = useText(PLANS)
  const standing = useText(STANDINGS)
  const open = useAnswer<Statement>(`${path}/statements/open`)
  const { agreementVersion: version, defaultPointsBps: bps, createdAt } = seller
  const why = ({ opening, net, policyVersion }: Statement) => ({
    title: t('owed'),
    rule: t('owedRule'),
    parts: [
      { label: t('opening'), text: yen(opening) },
      { label: t('net'), text: yen(net) },
    ],
    policyVersion,
  })
  return (
    <Container>
      <KeyValuePairs
        columns={3}
        items={[
          { label: t('plan'), value: plan(seller.plan) },
          { label: t('standing'), value: standing(seller.standing) },
          {
            label: t('agreement'),
            value: version === null ? t('not') : t('version', { version }),
          },
          { label: t('default'), value: bps === null ? '–' : percent(bps) },
          { label: t('since'), value: <At at={createdAt} style="date" /> },
          {
            label: t('owed'),
            value: (
              <Answered answer={open}>
                {(statement) => (
                  <Yen amount={statement.opening + statement.net} why={why(statement)} />
                )}
              </Answered>
            ),
          },
        ]}
      />
    </Container>
  )
}
