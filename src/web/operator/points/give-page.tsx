import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { FormEvent } from 'react'
import { useSearch } from 'wouter'
import { say } from '../../console/flash.tsx'
import { NumberField } from '../../console/number-field.tsx'
import { Page } from '../../console/page.tsx'
import { useWrite } from '../../console/use-write.ts'
import { Pt } from '../../kit/amount.tsx'
import { useDraft } from '../../kit/draft.ts'
import { wholeNumber } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useSaid } from '../../kit/said.tsx'
import { useHome } from '../common/home.ts'

const SENTENCES = {
  title: { ja: 'ポイントの付与・調整', en: 'Give or correct points' },
  approvals: { ja: 'ポイントの承認', en: 'Points to approve' },
  about: {
    ja: '運営の費用になります。1日の上限を超える分は、別の担当者が承認するまで動きません。',
    en:
      'At the operator’s cost. What is above the limit of a day waits for ' +
      'somebody else’s approval.',
  },
  kind: { ja: '種類', en: 'Kind' },
  grants: { ja: '付与する', en: 'Give points' },
  adjustments: { ja: '調整する（増減どちらも）', en: 'Correct a balance, up or down' },
  buyer: { ja: '購入者', en: 'Buyer' },
  points: { ja: 'ポイント', en: 'Points' },
  reason: { ja: '理由', en: 'Reason' },
  reasonHint: { ja: '購入者の履歴に表示されます。', en: 'The buyer sees it in the history.' },
  go: { ja: '実行する', en: 'Do it' },
  whole: {
    ja: '整数で入力してください。付与は1以上です。',
    en: 'A whole number; to give, at least 1.',
  },
  done: { ja: '{buyer}さんに{points}を反映しました。', en: '{points} for {buyer}: done.' },
  doneRule: {
    ja: '入力されたポイントです。1日の上限以内のため、すぐに反映されました。',
    en: 'What was typed. It is within the limit of a day, so it moved at once.',
  },
  waitsRule: {
    ja: '入力されたポイントです。1日の上限を超えるため、別の担当者の承認を待ちます。',
    en: 'What was typed. It is above the limit of a day, so somebody else has to approve it.',
  },
  toBuyer: { ja: '購入者を見る', en: 'See the buyer' },
  waiting: {
    ja: '{points}は承認待ちです。別の担当者が承認すると反映されます。',
    en: '{points} wait: they move when somebody else approves.',
  },
} as const

const EMPTY = { kind: 'grants', buyer: '', points: '', reason: '' }

interface Given {
  readonly state: 'done' | 'waiting'
  readonly points: number
}

/** Gives points to a buyer or corrects a balance, by hand. */
export default function GivePage() {
  const t = useText(SENTENCES)
  const named = new URLSearchParams(useSearch()).get('buyer') ?? ''
  const [draft, setDraft, clear] = useDraft('give', EMPTY)
  const buyer = (draft.buyer || named).trim()
  const points = wholeNumber(draft.points)
  const isBad =
    draft.points !== '' &&
    (points === undefined || points === 0 || (draft.kind === 'grants' && points < 0))
  const give = useWrite<object, Given>(
    (body) => ({
      method: 'POST',
      path: `/v1/buyers/${encodeURIComponent(buyer)}/${draft.kind}`,
      body,
    }),
    {
      changes: [['/v1/approvals'], ['/v1/ledger/days'], [`/v1/buyers/${buyer}/points`]],
      onDone: ({ state, points: moved }) => {
        clear()
        say({
          type: state === 'done' ? 'success' : 'info',
          content: <Said state={state} buyer={buyer} points={moved} />,
        })
      },
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const reason = draft.reason.trim()
    if (buyer && points !== undefined && !isBad && reason) give.write({ points, reason })
  }
  return (
    <Page
      title={t('title')}
      about={t('about')}
      above={[useHome(), { text: t('approvals'), href: '/operator/approvals' }]}
    >
      <form onSubmit={submit}>
        <Container>
          <SpaceBetween size="m">
            <FormField label={t('kind')}>
              <RadioGroup
                value={draft.kind}
                onChange={({ detail }) => setDraft({ ...draft, kind: detail.value })}
                items={(['grants', 'adjustments'] as const).map((value) => ({
                  value,
                  label: t(value),
                }))}
              />
            </FormField>
            <FormField label={t('buyer')}>
              <Input
                value={draft.buyer || named}
                onChange={({ detail }) => setDraft({ ...draft, buyer: detail.value })}
              />
            </FormField>
            <NumberField
              label={t('points')}
              text={draft.points}
              onText={(text) => setDraft({ ...draft, points: text })}
              error={isBad ? t('whole') : undefined}
            />
            <FormField label={t('reason')} description={t('reasonHint')}>
              <Input
                value={draft.reason}
                onChange={({ detail }) => setDraft({ ...draft, reason: detail.value })}
              />
            </FormField>
            {give.error !== null && <Failure error={give.error} />}
            <Button variant="primary" formAction="submit" loading={give.isWriting}>
              {t('go')}
            </Button>
          </SpaceBetween>
        </Container>
      </form>
    </Page>
  )
}

function Said({ state, buyer, points }: Given & { readonly buyer: string }) {
  const t = useText(SENTENCES)
  const said = useSaid(SENTENCES)
  const [rule, text, href] =
    state === 'done'
      ? [t('doneRule'), t('toBuyer'), `/operator/buyers/${encodeURIComponent(buyer)}`]
      : [t('waitsRule'), t('approvals'), '/operator/approvals']
  const why = { title: t('points'), rule, link: { text, href } }
  return said(state, { buyer, points: <Pt amount={points} why={why} /> })
}
