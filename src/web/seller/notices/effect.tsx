import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import type { Yen } from '../../../rules/money/amount.ts'
import { mayOfferPoints } from '../../../rules/offers/eligibility.ts'
import type { Policy } from '../../../rules/policy/policy.ts'
import { previewOffer } from '../../../rules/previews/offer.ts'
import { isRefusal } from '../../../rules/refusal.ts'
import { REFUSALS } from '../../../rules/refusals.ts'
import { api } from '../../kit/api.ts'
import { filled, useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { Loading } from '../common/loading.tsx'
import { useOwnPath } from '../common/own-path.ts'
import type { Account } from '../common/use-account.ts'
import type { Listing } from '../inventory/answers.ts'

const SENTENCES = {
  may: { ja: '引き続きポイントを設定できます。', en: 'You may go on offering points.' },
  mayNot: {
    ja: '適用後はポイントを設定できなくなります：{why}',
    en: 'You may not offer points then: {why}',
  },
  none: {
    ja: 'ポイントのある出品{n}件を確認しました。ポイント、手数料、支払総額が変わる出品はありません。',
    en:
      'The 1 offer with points was checked: nothing changes.|Your {n} offers with points ' +
      'were checked: none changes its points, fee or landed price.',
  },
  some: {
    ja:
      'ポイントのある出品{n}件のうち、ポイントが変わるもの{points}件、手数料が変わるもの{fee}件、支払総額が変わるもの{landed}件、' +
      'そのままでは設定できないもの{refused}件。',
    en:
      'Of {n} offers with points, {points} change their points, {fee} their fee, {landed} ' +
      'their landed price, and {refused} could not be set like that.',
  },
  sample: { ja: '最初の200件で確認しました。', en: 'The first 200 were checked.' },
} as const

const MOST = 200

/** What an announced version would change for a seller, computed on its own offers. */
export function Effect({
  now,
  then,
  account,
}: {
  readonly now: Policy
  readonly then: Policy
  readonly account: Account
}) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const own = useOwnPath()
  const { data, error, refetch } = useQuery({
    queryKey: [own('listings'), 'with points', MOST],
    queryFn: ({ signal }) =>
      api<{ items: readonly Listing[]; next: string | null }>(own('listings'), {
        query: { points: 'some', limit: MOST },
        signal,
      }),
  })
  const facts = { ...account, defaultBps: account.defaultPointsBps }
  const no = mayOfferPoints(facts, account.marketplace, then)
  if (isLost(data, error)) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const counts = countChanges(data.items, now, then)
  const n = data.items.length
  const isSame = counts.points + counts.fee + counts.landed + counts.refused === 0
  return (
    <SpaceBetween size="xs">
      {no ? (
        <Alert type="warning">
          {t('mayNot', { why: filled(REFUSALS[no.refused][language], no.facts as never) })}
        </Alert>
      ) : (
        <Box>{t('may')}</Box>
      )}
      <Box>{isSame ? t('none', { n }) : t('some', { n, ...counts })}</Box>
      {data.next !== null && <Box color="text-body-secondary">{t('sample')}</Box>}
    </SpaceBetween>
  )
}

function countChanges(listings: readonly Listing[], now: Policy, then: Policy) {
  const counts = { points: 0, fee: 0, landed: 0, refused: 0 }
  for (const { price, shipping, points } of listings) {
    if (points === null) continue
    const question = { price: price as Yen, shipping: shipping as Yen, points: points as never }
    const [before, after] = [previewOffer(question, now), previewOffer(question, then)]
    if (isRefusal(before)) continue
    if (isRefusal(after)) counts.refused += 1
    else {
      if (before.points !== after.points) counts.points += 1
      if (before.fee !== after.fee) counts.fee += 1
      if (before.landed !== after.landed) counts.landed += 1
    }
  }
  return counts
}
