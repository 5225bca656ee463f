import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { say } from '../../console/flash.tsx'
import { Page } from '../../console/page.tsx'
import { useWrite } from '../../console/use-write.ts'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { Loading } from '../common/loading.tsx'
import { useOwnPath } from '../common/own-path.ts'
import { type Account, useAccount } from '../common/use-account.ts'
import { currentOf, usePolicies } from '../common/use-policy.ts'
import { PARAGRAPHS } from './text.ts'

const SENTENCES = {
  title: { ja: 'ポイントサービス利用規約', en: 'Points service agreement' },
  about: {
    ja: 'ポイントを設定するには、この規約への同意が必要です。',
    en: 'Points can only be offered once it has been accepted.',
  },
  version: { ja: 'バージョン{n}', en: 'Version {n}' },
  accepted: {
    ja: 'バージョン{n}に同意済みです（{at}、{by}）。',
    en: 'Version {n} was accepted on {at} by {by}.',
  },
  missing: {
    ja: 'まだ同意していません。同意するまで、ポイントは設定できません。',
    en: 'It has not been accepted yet. Until then points are refused.',
  },
  older: {
    ja: '同意済みのバージョン{old}より新しい版です。',
    en: 'It is newer than version {old}, which was accepted.',
  },
  read: { ja: '内容を読み、同意します。', en: 'I have read it and accept it.' },
  accept: { ja: 'バージョン{n}に同意する', en: 'Accept version {n}' },
  done: {
    ja: '規約に同意しました。ポイントを設定できます。',
    en: 'Accepted. Points can be offered now.',
  },
} as const

/** The agreement that comes before the first points offer: read, accepted, and by whom and when. */
export default function AgreementPage() {
  const t = useText(SENTENCES)
  const account = useAccount()
  const policies = usePolicies()
  const error = account.error ?? policies.error
  const current = policies.data && currentOf(policies.data.items)
  return (
    <Page title={t('title')} about={t('about')}>
      {isLost(account.data && current, error) ? (
        <Failure
          error={error}
          retry={() => {
            void account.refetch()
            void policies.refetch()
          }}
        />
      ) : account.data && current ? (
        <Agreement account={account.data} version={current.terms.agreementVersion} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}

function Agreement({ account, version }: { readonly account: Account; readonly version: number }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { agreementVersion, agreedAt, agreedBy } = account
  const isAccepted = agreementVersion !== null && agreementVersion >= version
  return (
    <SpaceBetween size="l">
      {isAccepted ? (
        <Alert type="success">
          {t('accepted', {
            n: agreementVersion,
            at: agreedAt ? moment(agreedAt, language) : '–',
            by: agreedBy ?? '–',
          })}
        </Alert>
      ) : (
        <Alert type="warning">
          {t('missing')} {agreementVersion !== null && t('older', { old: agreementVersion })}
        </Alert>
      )}
      <Container header={<Header variant="h2">{t('version', { n: version })}</Header>}>
        {PARAGRAPHS.map(({ title, text }) => (
          <section key={title.en}>
            <Box variant="h3">{title[language]}</Box>
            <Box variant="p">{text[language]}</Box>
          </section>
        ))}
      </Container>
      {!isAccepted && <Accept version={version} />}
    </SpaceBetween>
  )
}

function Accept({ version }: { readonly version: number }) {
  const t = useText(SENTENCES)
  const own = useOwnPath()
  const [isRead, setRead] = useState(false)
  const { write, isWriting, error } = useWrite<number>(
    (accepted) => ({ method: 'POST', path: own('agreement'), body: { version: accepted } }),
    { changes: [[own()]], onDone: () => say({ type: 'success', content: <Done /> }) },
  )
  return (
    <SpaceBetween size="s">
      <Checkbox checked={isRead} onChange={({ detail }) => setRead(detail.checked)}>
        {t('read')}
      </Checkbox>
      {error !== null && error !== undefined && <Failure error={error} />}
      <Button
        variant="primary"
        disabled={!isRead}
        loading={isWriting}
        onClick={() => write(version)}
      >
        {t('accept', { n: version })}
      </Button>
    </SpaceBetween>
  )
}

function Done() {
  const t = useText(SENTENCES)
  return t('done')
}
