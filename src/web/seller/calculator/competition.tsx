import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import type { Policy } from '../../../rules/policy/policy.ts'
import type { OfferPreview } from '../../../rules/previews/offer.ts'
import type { Contender, Standpoint } from '../../../rules/pricing/featured.ts'
import { withNumbers } from '../../console/numbers.tsx'
import { useSeller } from '../../console/only-for.tsx'
import { Pt, type Reason, Yen } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { pt, yen } from '../../kit/format.ts'
import { type Sentences, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { useSaid } from '../../kit/said.tsx'
import { type OtherOffer, standOf } from './compete.ts'
import type { CurvePoint, Numbers } from './question.ts'

const SENTENCES = {
  title: { ja: 'カート獲得の見込み', en: 'Chance to be featured' },
  featured: { ja: 'この条件なら、カートを獲得できます。', en: 'With these terms it is featured.' },
  behind: {
    ja: 'この条件では、カートを獲得できません。',
    en: 'With these terms it is not featured.',
  },
  from: {
    ja: 'この価格なら、ポイント{percent}%以上で獲得できます。',
    en: 'At this price, from {percent} % of points on it is.',
  },
  never: {
    ja: 'この価格では、ポイントをどれだけ付けても獲得できません。',
    en: 'At this price no percentage of points makes it so.',
  },
  none: { ja: 'この商品には、ほかに出品がありません。', en: 'Nobody else offers this product.' },
  seller: { ja: '出品者', en: 'Seller' },
  ours: { ja: 'この条件の出品', en: 'These terms' },
  price: { ja: '販売価格', en: 'Price' },
  shipping: { ja: '配送料', en: 'Shipping' },
  points: { ja: 'ポイント', en: 'Points' },
  landed: { ja: '支払総額', en: 'Landed price' },
  typed: {
    ja: '左に入力された条件を、現在のルールで計算したものです。',
    en: 'The terms you typed, computed by the rules of today.',
  },
  asked: {
    ja: 'その出品者が現在設定している条件です。ストアでも同じ値が表示されます。',
    en: 'What this seller asks and gives now; the store shows the same.',
  },
  landedRule: {
    ja: 'カート獲得を競う価格です。価格＋配送料で、ルールがそう定める場合はポイントを引きます。',
    en: 'What offers compete by: price and shipping, less the points where the rules say so.',
  },
  difference: { ja: '獲得中の出品または次点との差', en: 'Against the featured or the next offer' },
  differenceRule: {
    ja: '支払総額、ポイント、支払額の順に比べ、最初に違いが出た項目の差です。金額は下の表にあります。',
    en:
      'Offers are compared by landed price, then points, then what is paid at first; this is the ' +
      'first difference. The amounts are in the table below.',
  },
} as const

/** Why an offer falls behind, or wins. */
const BECAUSE: Sentences = {
  only_eligible_offer: { ja: '競合する出品がありません。', en: 'No other offer competes.' },
  lowest_landed_price: {
    ja: '支払総額が最も低く、次点との差は{by}です。',
    en: 'Its landed price is the lowest, by {by}.',
  },
  more_points: { ja: 'ポイントが{by}分多いためです。', en: 'It has more points, by {by}.' },
  lower_outlay: { ja: '支払額が{by}低いためです。', en: 'There is {by} less to pay at first.' },
  higher_landed_price: {
    ja: '支払総額が、獲得中の出品より{by}高いためです。',
    en: 'Its landed price is {by} higher than the featured offer’s.',
  },
  fewer_points: { ja: 'ポイントが{by}分少ないためです。', en: 'It has fewer points, by {by}.' },
  higher_outlay: { ja: '支払額が{by}高いためです。', en: 'There is {by} more to pay at first.' },
  listed_later: { ja: '同条件の出品が先にあるためです。', en: 'An equal offer was listed first.' },
}

interface Offers {
  readonly groups: readonly {
    readonly condition: string
    readonly offers: readonly OtherOffer[]
  }[]
}

/** The offers of the other sellers on a product, new ones, as they stand now. */
export function useOthers(asin: string) {
  const seller = useSeller()
  const wanted = useDeferredValue(asin.normalize('NFKC').trim())
  const { data, error, refetch } = useQuery({
    queryKey: ['/v1/products', wanted, 'offers'],
    queryFn: ({ signal }) =>
      api<Offers>(`/v1/products/${encodeURIComponent(wanted)}/offers`, { signal }),
    enabled: wanted !== '',
  })
  const fresh = data?.groups.find(({ condition }) => condition === 'new')?.offers
  const others = data && (fresh ?? []).filter((offer) => offer.seller !== seller)
  return {
    others: wanted === '' ? undefined : others,
    error: wanted === '' ? null : error,
    retry: () => void refetch(),
  }
}

interface Props {
  readonly others: ReturnType<typeof useOthers>
  readonly numbers: Numbers
  readonly preview: OfferPreview | undefined
  readonly curve: readonly CurvePoint[]
  readonly policy: Policy
}

/**
 * Where these terms would stand among the offers of today, and from which percentage on they win.
 */
export function Competition({ others: found, numbers, preview, curve, policy }: Props) {
  const t = useText(SENTENCES)
  const { others, error, retry } = found
  if (isLost(others, error)) return <Failure error={error} retry={retry} />
  const { price, shipping } = numbers
  if (!others || !preview || price === undefined || shipping === undefined) return null
  const standAt = (points: number) => standOf({ price, shipping, points }, others, policy)
  const stand = standAt(preview.points)
  const wins = curve.find(({ sale }) => standAt(sale.points)?.place === 'featured')
  return (
    <Container header={<Header variant="h2">{t('title')}</Header>}>
      <SpaceBetween size="m">
        {stand && (
          <Alert type={stand.place === 'featured' ? 'success' : 'warning'}>
            {t(stand.place === 'featured' ? 'featured' : 'behind')} <Because stand={stand} />{' '}
            {stand.place !== 'featured' &&
              (wins ? t('from', { percent: wins.percent }) : t('never'))}
          </Alert>
        )}
        <OfferTable others={others} ours={{ price, shipping, preview }} policy={policy} />
      </SpaceBetween>
    </Container>
  )
}

function Because({ stand }: { readonly stand: Standpoint<Contender> }) {
  const t = useText(SENTENCES)
  const said = useSaid(BECAUSE)
  const reason = stand.place === 'featured' ? stand.won : stand.lost
  if (!BECAUSE[reason.because]) return ''
  const why = { title: t('difference'), rule: t('differenceRule') }
  return said(reason.because, { by: 'by' in reason && <Yen amount={reason.by} why={why} /> })
}

const landedParts = (
  { price, shipping, points, landed }: OtherOffer,
  t: (name: 'price' | 'shipping' | 'points') => string,
) => [
  { label: t('price'), text: yen(price) },
  { label: t('shipping'), text: yen(shipping) },
  ...(landed < price + shipping ? [{ label: t('points'), text: pt(-points) }] : []),
]

interface Ours {
  readonly price: number
  readonly shipping: number
  readonly preview: OfferPreview
}

function OfferTable({
  others,
  ours,
  policy,
}: {
  readonly others: readonly OtherOffer[]
  readonly ours: Ours
  readonly policy: Policy
}) {
  const t = useText(SENTENCES)
  const own: OtherOffer = {
    ...{ seller: '', sellerName: t('ours'), price: ours.price, shipping: ours.shipping },
    ...{ points: ours.preview.points, landed: ours.preview.landed, place: 'behind' as const },
  }
  const eligible = others.filter(({ place }) => place !== 'ineligible')
  const rows = [...eligible, own].sort((a, b) => a.landed - b.landed)
  const why = (name: 'price' | 'shipping' | 'points' | 'landed', offer: OtherOffer): Reason => ({
    title: `${t(name)} – ${offer.sellerName}`,
    rule: t(offer.seller === '' ? 'typed' : name === 'landed' ? 'landedRule' : 'asked'),
    policyVersion: policy.version,
    ...(name === 'landed' ? { parts: landedParts(offer, t) } : {}),
  })
  const columns: TableProps.ColumnDefinition<OtherOffer>[] = [
    {
      id: 'seller',
      header: t('seller'),
      isRowHeader: true,
      cell: (offer) =>
        offer.seller === '' ? <strong>{offer.sellerName}</strong> : offer.sellerName,
    },
    ...(['price', 'shipping', 'points', 'landed'] as const).map((name) => ({
      id: name,
      header: t(name),
      cell: (offer: OtherOffer) => {
        const Amount = name === 'points' ? Pt : Yen
        return <Amount amount={offer[name]} why={why(name, offer)} />
      },
    })),
  ]
  return (
    <Table
      variant="embedded"
      ariaLabels={{ tableLabel: t('title') } as TableProps.AriaLabels<OtherOffer>}
      items={rows}
      empty={t('none')}
      columnDefinitions={withNumbers(columns, 'price', 'shipping', 'points', 'landed')}
    />
  )
}
