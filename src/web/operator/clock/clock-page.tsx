import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { NumberField } from '../../console/number-field.tsx'
import { Page } from '../../console/page.tsx'
import { useWrite } from '../../console/use-write.ts'
import { wholeNumber } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { Answered, useAnswer } from '../common/answered.tsx'
import { At } from '../common/at.tsx'
import { useHome } from '../common/home.ts'
import { type Stretch, WhatHappened } from './what-happened.tsx'

const SENTENCES = {
  title: { ja: 'サンドボックスの時計', en: 'Sandbox clock' },
  about: {
    ja: '時計を進めると、その間に起こるはずのこと（確定・失効・決済・ルール変更）がそれぞれの時刻に起こります。戻すことはできません。',
    en: 'Everything due on the way happens at its own moment. The clock never goes back.',
  },
  now: { ja: '現在時刻', en: 'Now' },
  next: { ja: '次の出来事', en: 'What happens next' },
  points: { ja: 'ポイントの確定・失効・失効予告', en: 'Points vest, lapse or are reminded of' },
  policy: { ja: '新しいルールの施行', en: 'New rules take effect' },
  settlement: { ja: '決済期間の終了', en: 'A settlement period ends' },
  advance: { ja: '時計を進める', en: 'Advance the clock' },
  toNext: { ja: '次の出来事まで', en: 'To the next event' },
  hour: { ja: '1時間', en: '1 hour' },
  day: { ja: '1日', en: '1 day' },
  fortnight: { ja: '14日', en: '14 days' },
  year: { ja: '1年', en: '1 year' },
  own: { ja: '日数を指定', en: 'Some days' },
  go: { ja: '進める', en: 'Advance' },
  whole: { ja: '1〜3,653の整数で入力してください。', en: 'A whole number from 1 to 3,653.' },
  production: {
    ja: '本番環境の時計は進められません。',
    en: 'The clock of a production marketplace can not be advanced.',
  },
} as const

interface Clock {
  readonly now: string
  readonly adjustable: boolean
  readonly next: {
    readonly at: string
    readonly what: readonly ('points' | 'policy' | 'settlement')[]
  }
}

type AdvanceAsk = { readonly next: true } | { readonly days?: number; readonly hours?: number }

/** What time it is in the sandbox, what happens next, and what happened by advancing. */
export default function ClockPage() {
  const t = useText(SENTENCES)
  const clock = useAnswer<Clock>('/v1/clock', { every: 15_000 })
  return (
    <Page title={t('title')} about={t('about')} above={[useHome()]}>
      <Answered answer={clock}>{(found) => <Adjustable clock={found} />}</Answered>
    </Page>
  )
}

const QUICK = [
  ['hour', { hours: 1 }],
  ['day', { days: 1 }],
  ['fortnight', { days: 14 }],
  ['year', { days: 365 }],
] as const

const DAYS_MAX = 3_653

function Adjustable({ clock }: { readonly clock: Clock }) {
  const t = useText(SENTENCES)
  const client = useQueryClient()
  const [passed, setPassed] = useState<Stretch>()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState<string>()
  const advance = useWrite<AdvanceAsk, Stretch>(
    (body) => ({ method: 'POST', path: '/v1/clock/advances', body }),
    {
      onDone: (stretch) => {
        setPassed(stretch)
        // Nothing on any page is as it was.
        void client.invalidateQueries()
      },
    },
  )
  const go = (name: string, ask: AdvanceAsk) => {
    setAsked(name)
    advance.write(ask)
  }
  const days = wholeNumber(typed)
  const isBad = typed !== '' && (days === undefined || days < 1 || days > DAYS_MAX)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (days !== undefined && !isBad) go('own', { days })
  }
  const working = (name: string) => advance.isWriting && asked === name
  return (
    <SpaceBetween size="l">
      {!clock.adjustable && <Alert type="info">{t('production')}</Alert>}
      <Container>
        <KeyValuePairs
          columns={2}
          items={[
            { label: t('now'), value: <At at={clock.now} /> },
            {
              label: t('next'),
              value: (
                <>
                  <At at={clock.next.at} /> – {clock.next.what.map((what) => t(what)).join(', ')}
                </>
              ),
            },
          ]}
        />
      </Container>
      {clock.adjustable && (
        <Container header={<Header variant="h2">{t('advance')}</Header>}>
          <SpaceBetween size="m">
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                variant="primary"
                onClick={() => go('toNext', { next: true })}
                loading={working('toNext')}
                disabled={advance.isWriting}
              >
                {t('toNext')}
              </Button>
              {QUICK.map(([name, ask]) => (
                <Button
                  key={name}
                  onClick={() => go(name, ask)}
                  loading={working(name)}
                  disabled={advance.isWriting}
                >
                  {t(name)}
                </Button>
              ))}
            </SpaceBetween>
            <form onSubmit={submit}>
              <div className="operator-inline">
                <NumberField
                  label={t('own')}
                  text={typed}
                  onText={setTyped}
                  error={isBad ? t('whole') : undefined}
                />
                <Button formAction="submit" loading={working('own')} disabled={advance.isWriting}>
                  {t('go')}
                </Button>
              </div>
            </form>
            {advance.error !== null && <Failure error={advance.error} />}
          </SpaceBetween>
        </Container>
      )}
      {passed && <WhatHappened stretch={passed} />}
    </SpaceBetween>
  )
}
