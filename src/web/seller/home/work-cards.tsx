import '../common/seller.css'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Link from '@cloudscape-design/components/link'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useFollow } from '../../console/follow.ts'
import { Yen } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { count, moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { Loading } from '../common/loading.tsx'
import { useOwnPath } from '../common/own-path.ts'
import { useNotices } from '../notices/use-notices.ts'
import type { Order } from '../orders/answers.ts'
import { lastDay, type Statement } from '../settlements/answers.ts'

const SENTENCES = {
  ship: { ja: '発送待ちの注文', en: 'Orders to ship' },
  oldest: { ja: '最も古い注文：{at}', en: 'The oldest is of {at}' },
  nothing: { ja: 'すべて発送済みです。', en: 'Everything has shipped.' },
  resets: { ja: 'ポイントがリセットされた出品', en: 'Offers whose points were reset' },
  resetsAbout: {
    ja: '価格のみの更新でポイントが0になっています。',
    en: 'An update of the price alone removed their points.',
  },
  noResets: { ja: 'リセットされた出品はありません。', en: 'None were reset.' },
  notices: { ja: '未読のお知らせ', en: 'Unread notices' },
  noNotices: { ja: '未読はありません。', en: 'There are none.' },
  newest: { ja: '最新：{title}', en: 'Newest: {title}' },
  payout: { ja: '次のお支払い見込み', en: 'Next payout, as it stands' },
  payoutRule: {
    ja: '進行中の期間に、この後何も起きなければ支払われる金額です。',
    en: 'What the open period would pay out if nothing more happened.',
  },
  until: { ja: '{at}まで', en: 'Until {at}' },
  many: { ja: '{n}以上', en: '{n} or more' },
} as const

const MOST = 200

/** What waits for the seller, each with the way there. */
export function WorkCards() {
  return (
    <div className="desk-cards">
      <ToShip />
      <Resets />
      <Unread />
      <Payout />
    </div>
  )
}

function Card({ href, name, children }: { href: string; name: string; children: ReactNode }) {
  const follow = useFollow()
  return (
    <Container fitHeight>
      <Link href={href} onFollow={follow} fontSize="heading-s">
        {name}
      </Link>
      {children}
    </Container>
  )
}

/** The answer's content, or what is said while there is none. */
function Answer<T>({
  query: { data, error, refetch },
  children,
}: {
  readonly query: UseQueryResult<T>
  readonly children: (data: T) => ReactNode
}) {
  if (isLost(data, error)) return <Failure error={error} retry={() => void refetch()} />
  return data === undefined ? <Loading /> : children(data)
}

function ToShip() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const query = useQuery({
    queryKey: ['/v1/orders', 'to ship'],
    queryFn: async ({ signal }) => {
      const ask = (status: string) =>
        api<{ items: readonly Order[]; next: string | null }>('/v1/orders', {
          query: { status, limit: MOST },
          signal,
        })
      const [none, some] = await Promise.all([ask('unshipped'), ask('partially_shipped')])
      const orders = [...none.items, ...some.items]
      const oldest = orders.map(({ placedAt }) => placedAt).sort()[0]
      return { n: orders.length, isMore: none.next !== null || some.next !== null, oldest }
    },
  })
  return (
    <Card href="/seller/orders?status=unshipped" name={t('ship')}>
      <Answer query={query}>
        {({ n, isMore, oldest }) => (
          <>
            <p className="desk-number">{isMore ? t('many', { n: count(n) }) : count(n)}</p>
            <Box color="text-body-secondary">
              {oldest ? t('oldest', { at: moment(oldest, language) }) : t('nothing')}
            </Box>
          </>
        )}
      </Answer>
    </Card>
  )
}

function Resets() {
  const t = useText(SENTENCES)
  const own = useOwnPath()
  const query = useQuery({
    queryKey: [own('listing-counts'), {}],
    queryFn: ({ signal }) =>
      api<{ pointsReset: number; soldOut: number }>(own('listing-counts'), { signal }),
  })
  return (
    <Card href="/seller/inventory?pointsReset=true" name={t('resets')}>
      <Answer query={query}>
        {({ pointsReset: n }) => (
          <>
            <p className="desk-number">{count(n)}</p>
            <Box color="text-body-secondary">{t(n > 0 ? 'resetsAbout' : 'noResets')}</Box>
          </>
        )}
      </Answer>
    </Card>
  )
}

function Unread() {
  const t = useText(SENTENCES)
  const { notices, unread, error, refetch } = useNotices()
  const newest = notices?.[0]
  return (
    <Card href="/seller/notices" name={t('notices')}>
      {isLost(notices, error) ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : notices ? (
        <>
          <p className="desk-number">{count(unread)}</p>
          <Box color="text-body-secondary">
            {newest ? t('newest', { title: newest.title }) : t('noNotices')}
          </Box>
        </>
      ) : (
        <Loading />
      )}
    </Card>
  )
}

function Payout() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const own = useOwnPath()
  const path = own('statements/open')
  const query = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api<Statement>(path, { signal }),
  })
  return (
    <Card href="/seller/settlements" name={t('payout')}>
      <Answer query={query}>
        {({ disbursement, end, policyVersion }) => (
          <>
            <p className="desk-number">
              <Yen
                amount={disbursement}
                why={{
                  ...{ title: t('payout'), rule: t('payoutRule'), policyVersion },
                  from: `${path}/explanation?figure=disbursement`,
                }}
              />
            </p>
            <Box color="text-body-secondary">
              {t('until', { at: moment(lastDay(end), language, 'date') })}
            </Box>
          </>
        )}
      </Answer>
    </Card>
  )
}
