import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { withNumbers } from '../../console/numbers.tsx'
import { Page } from '../../console/page.tsx'
import { Pt, Yen } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { count, moment, percent, yen } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useSaid } from '../../kit/said.tsx'
import { Why } from '../../kit/why.tsx'
import { useOwnPath } from '../common/own-path.ts'
import { type Brought, type PointsReturn, returnOf } from './answers.ts'

const SENTENCES = {
  title: { ja: 'ポイントの効果', en: 'Returns on points' },
  about: {
    ja: 'ポイント費用が大きいSKUについて、販売数・手取り・カート獲得率を、ポイントの変更前後で比べます。ほかの要因は除かれていません。',
    en:
      'For the SKUs whose points cost most: units, proceeds and featured share, before and ' +
      'after their points changed. Other causes are not taken out.',
  },
  stretch: { ja: '対象期間', en: 'Stretch of time' },
  days: { ja: '{n}日間', en: '1 day|{n} days' },
  sku: { ja: '商品', en: 'Item' },
  units: { ja: '販売数', en: 'Units' },
  pointsCost: { ja: 'ポイント費用', en: 'Points cost' },
  pointsCostRule: {
    ja: '期間中に付与したポイントから、返金で戻った分を引いた金額です。',
    en: 'Points granted in the stretch less those that refunds returned, one yen each.',
  },
  proceeds: { ja: '手取り', en: 'Proceeds' },
  proceedsRule: {
    ja: '商品代金と配送料から、返金・手数料・ポイント費用を引いた金額です。',
    en: 'Price and shipping less refunds, fees and points.',
  },
  featured: { ja: 'カート獲得率', en: 'Featured' },
  change: { ja: '直近のポイント変更', en: 'Newest change of points' },
  none: { ja: '期間中の変更なし', en: 'None in this time' },
  points: { ja: '1点あたりのポイント', en: 'Points of one unit' },
  pointsRule: {
    ja: '出品に設定されていた、1点あたりのポイントです。変更の理由は在庫管理の変更履歴にあります。',
    en: 'What one unit earned. Why it changed is in the offer’s history, in the inventory.',
  },
  before: { ja: '変更前{n}日間', en: 'the {n} days before' },
  after: { ja: '変更後{n}日間', en: 'the {n} days after' },
  returnRule: {
    ja: '変更後に増えた手取りを、増えたポイント費用で割ったものです。ほかの要因は除かれていません。',
    en: 'The proceeds that came on top, divided by the points cost that did. Other causes count.',
  },
  moved: { ja: '{before} → {after}（{at}）', en: '{before} → {after} on {at}' },
  span: { ja: '前後{n}日の比較', en: '{n} days before and after' },
  compareUnits: { ja: '販売数 {before} → {after}', en: 'Units {before} → {after}' },
  compareFeatured: { ja: 'カート獲得率 {before} → {after}', en: 'Featured {before} → {after}' },
  compareCost: { ja: 'ポイント費用 {before} → {after}', en: 'Points cost {before} → {after}' },
  compareProceeds: { ja: '手取り {before} → {after}', en: 'Proceeds {before} → {after}' },
  return: { ja: '増やした1円あたりの効果', en: 'For each further yen' },
  returned: { ja: '手取りが{yen}円変化', en: '{yen} yen of proceeds' },
  nothing: { ja: 'この期間に発送した商品はありません。', en: 'Nothing shipped in this time.' },
  loading: { ja: '読み込み中…', en: 'Loading…' },
  sales: { ja: '商品代金＋配送料', en: 'Price + shipping' },
  refunds: { ja: '返金', en: 'Refunds' },
  fees: { ja: '販売手数料', en: 'Referral fees' },
} as const

type Say = (name: keyof typeof SENTENCES, facts?: Record<string, string | number>) => string

const DAYS = ['7', '30', '90'] as const

/** What points cost, and what came with them. */
export default function ReturnsPage() {
  const t = useText(SENTENCES)
  const own = useOwnPath()
  const [days, setDays] = useState<string>('30')
  const { data, error, refetch } = useQuery({
    queryKey: [own('points-returns'), days],
    queryFn: ({ signal }) =>
      api<{ items: readonly PointsReturn[] }>(own('points-returns'), { query: { days }, signal }),
  })
  return (
    <Page title={t('title')} about={t('about')}>
      <Table
        variant="container"
        wrapLines
        header={
          <Header
            variant="h2"
            actions={
              <SegmentedControl
                label={t('stretch')}
                selectedId={days}
                options={DAYS.map((id) => ({ id, text: t('days', { n: Number(id) }) }))}
                onChange={({ detail }) => setDays(detail.selectedId)}
              />
            }
          >
            {t('days', { n: Number(days) })}
          </Header>
        }
        ariaLabels={{ tableLabel: t('title') } as TableProps.AriaLabels<PointsReturn>}
        items={data?.items ?? []}
        trackBy="sku"
        loading={!data && !error}
        loadingText={t('loading')}
        empty={error ? <Failure error={error} retry={() => void refetch()} /> : t('nothing')}
        columnDefinitions={withNumbers(useColumns(t), 'units', 'cost', 'proceeds', 'featured')}
      />
    </Page>
  )
}

function useColumns(t: Say): TableProps.ColumnDefinition<PointsReturn>[] {
  const language = useLanguage()
  return [
    {
      id: 'sku',
      header: t('sku'),
      isRowHeader: true,
      minWidth: 145,
      cell: ({ titleJa, titleEn, sku }) => (
        <>
          {(language === 'en' && titleEn) || titleJa || sku}
          <Box variant="small" display="block">
            {sku}
          </Box>
        </>
      ),
    },
    { id: 'units', header: t('units'), minWidth: 60, cell: ({ units }) => count(units) },
    {
      id: 'cost',
      header: t('pointsCost'),
      minWidth: 80,
      cell: ({ pointsCost }) => (
        <Yen amount={pointsCost} why={{ title: t('pointsCost'), rule: t('pointsCostRule') }} />
      ),
    },
    {
      id: 'proceeds',
      header: t('proceeds'),
      minWidth: 80,
      cell: (one) => (
        <Yen
          amount={one.proceeds}
          why={{ title: t('proceeds'), rule: t('proceedsRule'), parts: partsOf(one, t) }}
        />
      ),
    },
    {
      id: 'featured',
      header: t('featured'),
      minWidth: 80,
      cell: ({ featuredBps }) => share(featuredBps),
    },
    {
      id: 'change',
      header: t('change'),
      minWidth: 210,
      cell: (one) => <Change one={one} t={t} />,
    },
    {
      id: 'return',
      header: t('return'),
      minWidth: 100,
      cell: ({ change }) => {
        const back = change && returnOf(change)
        if (back === null || !change) return '–'
        const { before, after } = change.sales
        const text = t('returned', { yen: signed(back) })
        const parts = [
          { label: t('proceeds'), text: yen(after.proceeds - before.proceeds) },
          { label: t('pointsCost'), text: yen(after.pointsCost - before.pointsCost) },
        ]
        const because = { title: t('return'), rule: t('returnRule'), text, parts }
        return <Why because={because}>{text}</Why>
      },
    },
  ]
}

const share = (bps: number | null): string =>
  bps === null ? '–' : percent(Math.round(bps / 100) * 100)

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`

const partsOf = (one: Brought, t: Say) => [
  { label: t('sales'), text: yen(one.sales) },
  { label: t('refunds'), text: yen(-one.refunds) },
  { label: t('fees'), text: yen(-one.fees) },
  { label: t('pointsCost'), text: yen(-one.pointsCost) },
]

function Change({ one: { change }, t }: { readonly one: PointsReturn; readonly t: Say }) {
  const language = useLanguage()
  const said = useSaid(SENTENCES)
  if (!change) return <Box color="text-body-secondary">{t('none')}</Box>
  const { before, after } = change.sales
  const at = moment(change.at, language, 'date')
  const n = Math.max(1, Math.round(change.days))
  const of = (figure: 'pointsCost' | 'proceeds') => ({
    before: before[figure],
    after: after[figure],
  })
  const two = (
    Amount: typeof Yen | typeof Pt,
    figure: 'points' | 'pointsCost' | 'proceeds',
    amounts: { readonly before: number; readonly after: number },
  ) => {
    const why = (when: 'before' | 'after') => ({
      title: `${t(figure)} – ${t(when, { n })}`,
      rule: t(`${figure}Rule`),
      ...(figure === 'proceeds' ? { parts: partsOf(change.sales[when], t) } : {}),
    })
    return {
      before: <Amount amount={amounts.before} why={why('before')} />,
      after: <Amount amount={amounts.after} why={why('after')} />,
    }
  }
  return (
    <SpaceBetween size="xxxs">
      <strong key="moved">{said('moved', { ...two(Pt, 'points', change), at })}</strong>
      <Box key="span" variant="small">
        {t('span', { n })}
      </Box>
      <span key="units">
        {t('compareUnits', { before: count(before.units), after: count(after.units) })}
      </span>
      <span key="featured">
        {t('compareFeatured', {
          before: share(before.featuredBps),
          after: share(after.featuredBps),
        })}
      </span>
      <span key="cost">{said('compareCost', two(Yen, 'pointsCost', of('pointsCost')))}</span>
      <span key="proceeds">{said('compareProceeds', two(Yen, 'proceeds', of('proceeds')))}</span>
    </SpaceBetween>
  )
}
