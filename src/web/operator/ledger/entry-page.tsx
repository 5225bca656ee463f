import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { withNumbers } from '../../console/numbers.tsx'
import { Page } from '../../console/page.tsx'
import { useText } from '../../kit/language.ts'
import { Answered, useAnswer } from '../common/answered.tsx'
import { At } from '../common/at.tsx'
import { By } from '../common/by.tsx'
import { useHome } from '../common/home.ts'
import { ButtonTo, To } from '../common/to.tsx'
import type { Entry } from './answers.ts'
import { useColumns } from './ledger-page.tsx'
import { Parties, useLedgerWords } from './posting-words.tsx'

const SENTENCES = {
  title: { ja: '記録 {id}', en: 'Entry {id}' },
  ledger: { ja: '台帳', en: 'Ledger' },
  command: { ja: '処理', en: 'Command' },
  caller: { ja: '依頼元', en: 'Caller' },
  key: { ja: '冪等キー', en: 'Idempotency key' },
  about: { ja: '対象', en: 'About' },
  at: { ja: '発生日時', en: 'Happened' },
  recordedAt: { ja: '記録日時', en: 'Recorded' },
  chain: { ja: 'ハッシュチェーン', en: 'Its place in the chain' },
  intact: {
    ja: '再計算したダイジェストは記録と一致します',
    en: 'The digest, computed anew, is the one that was written',
  },
  changed: {
    ja: '再計算したダイジェストが記録と一致しません。記録後に変更されています',
    en: 'The digest, computed anew, is another one: something was changed after it was written',
  },
  before: { ja: '直前の記録のダイジェスト', en: 'Digest of the entry before' },
  digest: { ja: 'この記録のダイジェスト', en: 'Digest of this entry' },
  fingerprint: { ja: '依頼内容のダイジェスト', en: 'Digest of what was asked' },
  postings: { ja: '仕訳', en: 'Postings' },
  nothing: { ja: 'この処理では何も動いていません。', en: 'This command moved nothing.' },
  outcome: { ja: '回答', en: 'What was answered' },
  previous: { ja: '前の記録', en: 'Entry before' },
  next: { ja: '次の記録', en: 'Entry after' },
  sameKey: { ja: '同じキーの仕訳', en: 'Postings of this key' },
} as const

/** One command of the journal: who asked what, what moved, and that nobody changed it since. */
export default function EntryPage({ entry }: { readonly entry: string }) {
  const t = useText(SENTENCES)
  const answer = useAnswer<Entry>(`/v1/ledger/entries/${encodeURIComponent(entry)}`)
  const { data } = answer
  return (
    <Page
      title={t('title', { id: entry })}
      above={[useHome(), { text: t('ledger'), href: '/operator/ledger' }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {data?.previous && (
            <ButtonTo href={`/operator/ledger/entries/${data.previous}`}>{t('previous')}</ButtonTo>
          )}
          {data?.next && (
            <ButtonTo href={`/operator/ledger/entries/${data.next}`}>{t('next')}</ButtonTo>
          )}
        </SpaceBetween>
      }
    >
      <Answered answer={answer}>{(found) => <Sheet entry={found} />}</Answered>
    </Page>
  )
}

function Sheet({ entry }: { readonly entry: Entry }) {
  const t = useText(SENTENCES)
  const columns = useColumns()
  const { command } = useLedgerWords()
  const mono = (text: string) => <Box variant="code">{text}</Box>
  const key = `/operator/ledger?${new URLSearchParams({ caller: entry.caller, key: entry.key })}`
  return (
    <SpaceBetween size="l">
      <Container>
        <KeyValuePairs
          columns={3}
          items={[
            {
              label: t('command'),
              value: (
                <>
                  {command(entry.command)} {mono(entry.command)}
                </>
              ),
            },
            { label: t('caller'), value: <By by={entry.caller} name={entry.callerName} /> },
            {
              label: t('key'),
              value: (
                <>
                  {mono(entry.key)} <To href={key}>{t('sameKey')}</To>
                </>
              ),
            },
            { label: t('about'), value: <Parties {...entry} /> },
            { label: t('at'), value: <At at={entry.at} /> },
            { label: t('recordedAt'), value: <At at={entry.recordedAt} /> },
          ]}
        />
      </Container>
      <Table
        header={<Header variant="h2">{t('postings')}</Header>}
        ariaLabels={{ tableLabel: t('postings') }}
        items={entry.postings}
        trackBy="id"
        wrapLines
        empty={t('nothing')}
        columnDefinitions={withNumbers(
          columns.filter(({ id }) => id !== 'command'),
          'amount',
        )}
      />
      <Container header={<Header variant="h2">{t('chain')}</Header>}>
        <SpaceBetween size="m">
          <StatusIndicator type={entry.intact ? 'success' : 'error'}>
            {t(entry.intact ? 'intact' : 'changed')}
          </StatusIndicator>
          <KeyValuePairs
            columns={3}
            items={[
              { label: t('before'), value: mono(entry.before) },
              { label: t('digest'), value: mono(entry.digest) },
              { label: t('fingerprint'), value: mono(entry.fingerprint) },
            ]}
          />
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">{t('outcome')}</Header>}>
        <pre className="operator-json">{JSON.stringify(entry.outcome, null, 2)}</pre>
      </Container>
    </SpaceBetween>
  )
}
