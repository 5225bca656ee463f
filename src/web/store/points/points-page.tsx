import './points.css'
import { useQuery } from '@tanstack/react-query'
import { Pt, type Reason } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import type { Ahead, Balance } from '../answers.ts'
import { ForBuyers } from '../frame/for-buyers.tsx'
import { Loading, Page } from '../frame/page.tsx'
import { Timeline } from './timeline.tsx'

const SENTENCES = {
  title: { ja: 'ポイント', en: 'Points' },
  available: { ja: '利用可能ポイント', en: 'Points to spend' },
  availableRule: {
    ja: '確定したポイントから、利用・失効・取消を差し引いた残高です。1ポイント＝1円です。',
    en: 'What has vested, less what was spent, lapsed or taken back. One point pays one yen.',
  },
  worth: { ja: '1ポイント＝1円としてご利用いただけます。', en: 'One point pays one yen.' },
  pending: { ja: '仮ポイント（未発送）', en: 'Pending, not shipped yet' },
  pendingRule: {
    ja: '未発送の注文で獲得予定のポイントです。商品の発送後に付与されます。',
    en: 'Promised by orders that have not shipped. Yours when they do.',
  },
  unvested: { ja: '仮ポイント（確定待ち）', en: 'Pending, shipped' },
  unvestedRule: {
    ja: '発送済みの注文のポイントで、確定を待っているものです。',
    en: 'Earned by shipped orders; they have yet to vest.',
  },
  held: { ja: '注文で確保中', en: 'Set aside for orders' },
  heldRule: {
    ja: '未発送の注文のお支払いに確保しているポイントです。発送時に利用、キャンセル時に返却されます。',
    en: 'They pay for orders that have not shipped: spent at shipment, released by cancelling.',
  },
  expires: { ja: '次に失効するポイント', en: 'Next to lapse' },
  expiresRule: {
    ja: '有効期限までに獲得・利用がない場合に失効するポイントです。獲得またはご利用により期限が延長される場合があります。',
    en: 'They lapse if nothing is earned or spent until then. Doing so may move the date.',
  },
  on: { ja: '{when}', en: 'on {when}' },
  never: { ja: '失効予定のポイントはありません。', en: 'No points are about to lapse.' },
  ahead: { ja: '今後の予定', en: 'What comes' },
  vests: { ja: '{when} 確定予定', en: 'Will vest on {when}' },
  vestsRule: {
    ja: '発送済みの注文で獲得し、この日に確定するポイントです。',
    en: 'Earned by shipped orders, yours to spend from that day.',
  },
  lapses: { ja: '{when} 失効予定', en: 'Will lapse on {when}' },
} as const

export default function PointsPage() {
  const t = useText(SENTENCES)
  return (
    <Page title={t('title')}>
      <ForBuyers>
        {(buyer) => (
          <>
            <Standing buyer={buyer} />
            <Timeline buyer={buyer} />
          </>
        )}
      </ForBuyers>
    </Page>
  )
}

/** Two years: longer than points live under the usual rules. */
const DAYS_AHEAD = 730

/** How many points there are, where they are, and what becomes of them by time alone. */
function Standing({ buyer }: { readonly buyer: string }) {
  const t = useText(SENTENCES)
  const at = `/v1/buyers/${encodeURIComponent(buyer)}/points`
  const balance = useQuery({
    queryKey: ['points', buyer],
    queryFn: ({ signal }) => api<Balance>(at, { signal }),
  })
  const ahead = useQuery({
    queryKey: ['points', buyer, 'ahead'],
    queryFn: ({ signal }) => api<Ahead>(`${at}/ahead`, { query: { days: DAYS_AHEAD }, signal }),
  })
  if (balance.error && !balance.data) {
    return <Failure error={balance.error} retry={() => void balance.refetch()} />
  }
  if (!balance.data) return <Loading />
  const { available, pending, unvested, held } = balance.data
  const why = (title: string, rule: string, figure?: string): Reason => ({
    ...{ title, rule },
    ...(figure ? { from: `${at}/explanation?figure=${figure}` } : {}),
  })
  return (
    <section className="standing">
      <div className="card balance">
        <h2>{t('available')}</h2>
        <p className="big points">
          <Pt amount={available} why={why(t('available'), t('availableRule'), 'available')} />
        </p>
        <p className="soft small">{t('worth')}</p>
        <Expiry balance={balance.data} />
      </div>
      <dl className="card facts">
        <div>
          <dt>{t('pending')}</dt>
          <dd>
            <Pt amount={pending} why={why(t('pending'), t('pendingRule'))} />
          </dd>
        </div>
        <div>
          <dt>{t('unvested')}</dt>
          <dd>
            <Pt amount={unvested} why={why(t('unvested'), t('unvestedRule'), 'unvested')} />
          </dd>
        </div>
        <div>
          <dt>{t('held')}</dt>
          <dd>
            <Pt amount={held} why={why(t('held'), t('heldRule'), 'held')} />
          </dd>
        </div>
      </dl>
      {ahead.data && <Coming ahead={ahead.data} />}
    </section>
  )
}

function Expiry({ balance: { nextExpiry } }: { readonly balance: Balance }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  if (!nextExpiry) return <p className="soft">{t('never')}</p>
  return (
    <p>
      {t('expires')}{' '}
      <strong>
        <Pt amount={nextExpiry.points} why={{ title: t('expires'), rule: t('expiresRule') }} />
      </strong>{' '}
      {t('on', { when: moment(nextExpiry.at, language, 'date') })}
    </p>
  )
}

function Coming({ ahead: { vesting, expiring } }: { readonly ahead: Ahead }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const moments = [
    ...vesting.map((one) => ({ ...one, what: 'vests' as const, rule: t('vestsRule') })),
    ...expiring.map((one) => ({ ...one, what: 'lapses' as const, rule: t('expiresRule') })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  if (moments.length === 0) return null
  return (
    <div className="card ahead">
      <h2>{t('ahead')}</h2>
      <dl className="facts">
        {moments.map(({ at, points, what, rule }) => {
          const title = t(what, { when: moment(at, language, 'date') })
          return (
            <div key={`${at} ${what}`}>
              <dt>{title}</dt>
              <dd>
                <Pt amount={points} why={{ title, rule }} />
              </dd>
            </div>
          )
        })}
      </dl>
    </div>
  )
}
