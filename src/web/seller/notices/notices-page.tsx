import '../common/seller.css'
import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { policyName } from '../../../rules/policy/presets.ts'
import { Page } from '../../console/page.tsx'
import { type FieldChange, useWritten } from '../../console/policy/words.ts'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { Loading } from '../common/loading.tsx'
import { useAccount } from '../common/use-account.ts'
import { currentOf, type PolicyAnswer, policyOf, usePolicies } from '../common/use-policy.ts'
import { Effect } from './effect.tsx'
import { useNotices } from './use-notices.ts'

const SENTENCES = {
  title: { ja: 'お知らせ', en: 'Notices' },
  inbox: { ja: '受信したお知らせ', en: 'Inbox' },
  read: { ja: 'すべて既読にする', en: 'Mark all as read' },
  unread: { ja: '未読', en: 'New' },
  none: { ja: 'お知らせはありません。', en: 'There are no notices.' },
  more: { ja: 'さらに表示', en: 'Show more' },
  announced: { ja: '告知中の変更：{name}', en: 'Announced: {name}' },
  from: { ja: '{at}から適用（バージョン{n}）', en: 'From {at} on (version {n})' },
  forMe: { ja: 'あなたの出品への影響', en: 'What changes for you' },
  what: { ja: '項目', en: 'What' },
  before: { ja: '現在', en: 'Now' },
  after: { ja: '適用後', en: 'Then' },
  noChange: { ja: '告知中の変更はありません。', en: 'No change is announced.' },
} as const

/** Changes that are announced, with what they mean here, and every message. */
export default function NoticesPage() {
  const t = useText(SENTENCES)
  const { data, error, refetch } = usePolicies()
  const announced = data?.items.filter(({ state }) => state === 'announced')
  const current = data && currentOf(data.items)
  return (
    <Page title={t('title')}>
      <SpaceBetween size="l">
        {isLost(data, error) ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : announced && current ? (
          announced.length === 0 ? (
            <Container>
              <Box color="text-body-secondary">{t('noChange')}</Box>
            </Container>
          ) : (
            announced.map((policy) => (
              <Announced key={policy.version} policy={policy} current={current} />
            ))
          )
        ) : (
          <Loading />
        )}
        <Inbox />
      </SpaceBetween>
    </Page>
  )
}

function Announced({
  policy,
  current,
}: {
  readonly policy: PolicyAnswer
  readonly current: PolicyAnswer
}) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { data: account, error, refetch } = useAccount()
  const written = useWritten()
  const { version, effectiveFrom, changes, message } = policy
  const name = policyName(policy, language)
  const at = moment(effectiveFrom, language)
  const columns: TableProps.ColumnDefinition<FieldChange>[] = [
    {
      id: 'what',
      header: t('what'),
      isRowHeader: true,
      cell: ({ field }) => written.name(field),
    },
    {
      id: 'before',
      header: t('before'),
      cell: ({ field, before }) => written.value(field, before),
    },
    {
      id: 'after',
      header: t('after'),
      cell: ({ field, after }) => <strong>{written.value(field, after)}</strong>,
    },
  ]
  return (
    <Container
      header={
        <Header variant="h2" description={t('from', { at, n: version })}>
          {t('announced', { name })}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {message && <p className="console-lines">{message[language]}</p>}
        <Table
          variant="embedded"
          wrapLines
          ariaLabels={
            { tableLabel: t('announced', { name }) } as TableProps.AriaLabels<FieldChange>
          }
          items={changes}
          trackBy="field"
          columnDefinitions={columns}
        />
        <Box variant="h3">{t('forMe')}</Box>
        {isLost(account, error) ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : account ? (
          <Effect now={policyOf(current)} then={policyOf(policy)} account={account} />
        ) : (
          <Loading />
        )}
      </SpaceBetween>
    </Container>
  )
}

function Inbox() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { notices, unread, error, refetch, read, hasNextPage, fetchNextPage } = useNotices()
  return (
    <Container
      header={
        <Header
          variant="h2"
          {...(unread > 0 ? { counter: `(${unread})` } : {})}
          actions={
            <Button disabled={unread === 0} loading={read.isWriting} onClick={() => read.write()}>
              {t('read')}
            </Button>
          }
        >
          {t('inbox')}
        </Header>
      }
    >
      {read.error && <Failure error={read.error} />}
      {error && (
        <Failure error={error} retry={() => void (notices ? fetchNextPage() : refetch())} />
      )}
      {!notices ? (
        !error && <Loading />
      ) : notices.length === 0 ? (
        <Box color="text-body-secondary">{t('none')}</Box>
      ) : (
        <ul className="desk-history">
          {notices.map(({ id, title, text, at, readAt }) => (
            <li key={id}>
              <time dateTime={at}>{moment(at, language)}</time>
              <div>
                <strong>{title}</strong>{' '}
                {readAt === null && <Badge color="blue">{t('unread')}</Badge>}
                <Box color="text-body-secondary">
                  <span className="console-lines">{text}</span>
                </Box>
              </div>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button variant="link" onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Container>
  )
}
