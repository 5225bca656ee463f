import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useLocation } from 'wouter'
import { say } from '../../console/flash.tsx'
import { Page } from '../../console/page.tsx'
import { useWrite } from '../../console/use-write.ts'
import { api } from '../../kit/api.ts'
import { useDraft } from '../../kit/draft.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { Answered, useAnswer } from '../common/answered.tsx'
import { useHome } from '../common/home.ts'
import { momentOf } from '../common/typed-moment.ts'
import type { PolicyVersion, Preview } from './answers.ts'
import { PolicyForm } from './policy-form.tsx'
import { PremiumWarning } from './premium-warning.tsx'
import { PreviewShown } from './preview-shown.tsx'
import { changeOf, type PolicyDraft } from './terms.ts'

const SENTENCES = {
  title: { ja: '新しい版の予告', en: 'Announce a version' },
  policies: { ja: 'プログラムのルール', en: 'Rules of the programme' },
  about: {
    ja: '最新の版から変える項目だけを編集します。予告すると出品者とサービス事業者に通知されます。予告した版は取り消せません。',
    en: 'Edit what changes. Sellers and their apps are told at once; it can not be taken back.',
  },
  preview: { ja: '影響を確認', en: 'Preview the effect' },
  announce: { ja: '予告する', en: 'Announce' },
  changed: { ja: '変更: {n}項目', en: '{n} field changed|{n} fields changed' },
  none: { ja: '変更した項目はありません。', en: 'Nothing is changed yet.' },
  bad: { ja: '入力を確認してください。', en: 'Some fields can not be read.' },
  oneSided: {
    ja: '出品者へのお知らせは、日本語と英語の両方を入力してください。',
    en: 'Say it to sellers in both languages, or in neither.',
  },
  done: { ja: 'バージョン{version}を予告しました。', en: 'Version {version} is announced.' },
  effect: { ja: '予想される影響', en: 'What it would do' },
} as const

const EMPTY: PolicyDraft = {
  ...{ name: '', nameEn: '', from: '', typed: {} },
  message: { ja: '', en: '' },
}

/** A form over every field of the rules; what it would do to real orders; the announcement. */
export default function AnnouncePage() {
  const t = useText(SENTENCES)
  const answer = useAnswer<{ items: readonly PolicyVersion[] }>('/v1/policies')
  return (
    <Page
      title={t('title')}
      about={t('about')}
      above={[useHome(), { text: t('policies'), href: '/operator/policies' }]}
    >
      <Answered answer={answer}>
        {({ items }) => <Announcement newest={items.at(-1) as PolicyVersion} />}
      </Answered>
    </Page>
  )
}

function Announcement({ newest }: { readonly newest: PolicyVersion }) {
  const t = useText(SENTENCES)
  const [, go] = useLocation()
  const [draft, setDraft, clear] = useDraft<PolicyDraft>('announcement', EMPTY)
  const { change, bad, changed } = changeOf(newest.terms, draft.typed)
  const preview = useMutation({
    mutationFn: (terms: object) =>
      api<Preview>('/v1/policy-previews', { method: 'POST', body: { terms } }),
  })
  const announce = useWrite<object, { version: number }>(
    (body) => ({ method: 'POST', path: '/v1/policies', body }),
    {
      changes: [['/v1/policies'], ['/v1/clock']],
      onDone: ({ version }) => {
        clear()
        say({ type: 'success', name: 'announced', content: <Done version={version} /> })
        go('/operator/policies')
      },
    },
  )
  // Half of the readers would be told nothing.
  const isOneSided = (draft.message.ja.trim() === '') !== (draft.message.en.trim() === '')
  const isReady = changed.length > 0 && bad.length === 0 && !isOneSided
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) announce.write({ ...saidOf(draft), terms: change })
  }
  return (
    <form onSubmit={submit}>
      <SpaceBetween size="l">
        <PolicyForm newest={newest} draft={draft} bad={bad} changed={changed} onDraft={setDraft} />
        <Container header={<Header variant="h2">{t('effect')}</Header>}>
          <SpaceBetween size="m">
            <p role="status">
              {changed.length === 0 ? t('none') : t('changed', { n: changed.length })}
            </p>
            {bad.length > 0 && <Alert type="error">{t('bad')}</Alert>}
            {isOneSided && <Alert type="error">{t('oneSided')}</Alert>}
            <PremiumWarning terms={newest.terms} typed={draft.typed} />
            {preview.error && <Failure error={preview.error} />}
            {preview.data && <PreviewShown preview={preview.data} />}
            {announce.error !== null && <Failure error={announce.error} />}
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                formAction="none"
                disabled={!isReady}
                loading={preview.isPending}
                onClick={() => preview.mutate(change)}
              >
                {t('preview')}
              </Button>
              <Button
                variant="primary"
                formAction="submit"
                disabled={!isReady}
                loading={announce.isWriting}
              >
                {t('announce')}
              </Button>
            </SpaceBetween>
          </SpaceBetween>
        </Container>
      </SpaceBetween>
    </form>
  )
}

function Done({ version }: { readonly version: number }) {
  const t = useText(SENTENCES)
  return t('done', { version })
}

/** What is said with the version, as the API takes it: what is left empty is not sent. */
function saidOf({ name, nameEn, from, message }: PolicyDraft) {
  const [ja, en] = [message.ja.trim(), message.en.trim()]
  return {
    name: name.trim(),
    ...(nameEn.trim() === '' ? {} : { nameEn: nameEn.trim() }),
    ...(ja === '' && en === '' ? {} : { message: { ja, en } }),
    effectiveFrom: momentOf(from),
  }
}
