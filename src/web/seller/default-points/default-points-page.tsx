import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { decideAccountDefault, isRefusal, policyName } from '../../../rules/index.ts'
import { basisPoints } from '../../console/basis-points.ts'
import { say } from '../../console/flash.tsx'
import { useFollow } from '../../console/follow.ts'
import { NumberField } from '../../console/number-field.tsx'
import { Page } from '../../console/page.tsx'
import { useWrite } from '../../console/use-write.ts'
import { api } from '../../kit/api.ts'
import { useDraft } from '../../kit/draft.ts'
import { count, percent } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useOwnPath } from '../common/own-path.ts'
import { type Programme, useProgramme } from '../common/use-programme.ts'
import { refusalText } from '../inventory/edit/mistakes.ts'

const SENTENCES = {
  title: { ja: '既定のポイント率', en: 'Default percentage' },
  about: {
    ja: 'SKUごとの設定がない出品に適用されます。SKUに設定したポイント（0%を含む）は例外として優先されます。',
    en:
      'Applies where a SKU sets nothing. What a SKU sets, 0 % included, ' +
      'is an exception and goes first.',
  },
  now: { ja: '現在の既定：{percent}', en: 'Now: {percent}' },
  nowNone: { ja: '現在、既定は設定されていません。', en: 'No default is set now.' },
  notOffered: {
    ja: '現在のルール（{name}）にはアカウント既定がありません。ルールが変わると、ここで設定できます。',
    en: 'The rules of today ({name}) have no account default. When they change, it is set here.',
  },
  field: { ja: '既定のポイント率', en: 'Default percentage' },
  hint: { ja: '1〜50%。0にすると既定を外します。', en: '1 to 50 %; 0 takes the default away.' },
  wrong: { ja: '数字で入力してください（例：5）。', en: 'Type a number, such as 5.' },
  check: { ja: '影響する件数を確認', en: 'See how many it changes' },
  would: { ja: '{after}にすると：', en: 'With {after}:' },
  none: { ja: '既定なし', en: 'no default' },
  changed: { ja: 'ポイントが変わる出品', en: 'Listings whose points change' },
  same: { ja: 'ポイントが変わらない出品', en: 'Listings whose points stay the same' },
  own: { ja: '例外（SKUごとの設定を維持）', en: 'Exceptions, which keep their own' },
  apply: { ja: 'この内容で設定', en: 'Set it' },
  applied: { ja: '既定のポイント率を設定しました。', en: 'The default percentage is set.' },
  exceptions: { ja: '例外を見る', en: 'See the exceptions' },
} as const

interface Preview {
  readonly before: number | null
  readonly after: number | null
  readonly changed: number
  readonly same: number
  readonly own: number
}

/** The account-wide default and its exceptions, with what would change before it is set. */
export default function DefaultPointsPage() {
  const t = useText(SENTENCES)
  const programme = useProgramme()
  const follow = useFollow()
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <Button href="/seller/inventory?points=some" onFollow={follow}>
          {t('exceptions')}
        </Button>
      }
    >
      {programme && <Setting programme={programme} />}
    </Page>
  )
}

function Setting({ programme: { policy, facts } }: { readonly programme: Programme }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const own = useOwnPath()
  const path = own('default-points')
  const [text, setText, forget] = useDraft('default points', '')
  const [asked, ask] = useState<number | null>(null)
  const [isTried, setTried] = useState(false)
  const preview = useQuery({
    queryKey: [`${path}/preview`, asked],
    queryFn: ({ signal }) =>
      api<Preview>(`${path}/preview`, { method: 'POST', body: { bps: asked }, signal }),
    enabled: asked !== null,
  })
  const set = useWrite<number>((bps) => ({ method: 'PUT', path, body: { bps } }), {
    changes: [[own('listings')], [own('listing-counts')], [path.replace('/default-points', '')]],
    onDone: () => {
      forget()
      ask(null)
      say({ type: 'success', content: <Applied /> })
    },
  })
  if (!policy.terms.offering.accountDefault) {
    return <Alert type="info">{t('notOffered', { name: policyName(policy, language) })}</Alert>
  }
  const bps = basisPoints(text)
  const decided = bps === undefined ? undefined : decideAccountDefault(bps, policy)
  const wrong =
    decided === undefined
      ? t('wrong')
      : isRefusal(decided)
        ? refusalText(decided, language)
        : undefined
  const check = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong === undefined && bps !== undefined) ask(bps)
  }
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            facts.defaultBps === null
              ? t('nowNone')
              : t('now', { percent: percent(facts.defaultBps) })
          }
        >
          {t('field')}
        </Header>
      }
    >
      <form onSubmit={check}>
        <SpaceBetween size="m">
          <NumberField
            label={t('field')}
            text={text}
            onText={(next) => {
              setText(next)
              ask(null)
            }}
            unit="%"
            hint={t('hint')}
            error={isTried ? wrong : undefined}
          />
          <Button formAction="submit" loading={preview.isFetching}>
            {t('check')}
          </Button>
          {preview.error && <Failure error={preview.error} />}
          {set.error !== null && <Failure error={set.error} />}
          {preview.data && asked !== null && (
            <Sums preview={preview.data}>
              <Button
                variant="primary"
                formAction="none"
                loading={set.isWriting}
                onClick={() => set.write(asked)}
              >
                {t('apply')}
              </Button>
            </Sums>
          )}
        </SpaceBetween>
      </form>
    </Container>
  )
}

function Sums({
  preview,
  children,
}: {
  readonly preview: Preview
  readonly children: React.ReactNode
}) {
  const t = useText(SENTENCES)
  const { after } = preview
  return (
    <div role="status">
      <p>{t('would', { after: after === null ? t('none') : percent(after) })}</p>
      <dl className="kit-parts">
        {(['changed', 'same', 'own'] as const).map((name) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>{count(preview[name])}</dd>
          </div>
        ))}
      </dl>
      <p>{children}</p>
    </div>
  )
}

function Applied() {
  const t = useText(SENTENCES)
  return t('applied')
}
