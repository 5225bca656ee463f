import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode, useState } from 'react'
import { scopeList } from '../../console/account-words.ts'
import { useFollow } from '../../console/follow.ts'
import { WholeTable } from '../../console/table.tsx'
import { api } from '../../kit/api.ts'
import { moment } from '../../kit/format.ts'
import { type Language, useLanguage, useText } from '../../kit/language.ts'
import { useSaid } from '../../kit/said.tsx'
import { useOwnPath } from '../common/own-path.ts'
import type { Listing } from '../inventory/answers.ts'
import type { ConnectedApp } from './answers.ts'
import { Authorise, Revoke } from './authorise.tsx'
import { useConnectedApps } from './use-connected-apps.ts'

const SENTENCES = {
  title: { ja: '連携中のアプリ', en: 'Connected apps' },
  connect: { ja: 'アプリを連携する', en: 'Connect an app' },
  name: { ja: 'アプリ', en: 'App' },
  points: { ja: 'ポイント対応', en: 'Knows points' },
  yes: { ja: '対応', en: 'Yes' },
  no: { ja: '非対応：価格の更新でポイントが0になることがあります', en: 'No: it may reset points' },
  scopes: { ja: '権限', en: 'May do' },
  since: { ja: '連携日', en: 'Since' },
  ended: { ja: '{at}に解除', en: 'Ended on {at}' },
  resets: { ja: 'リセットしたポイント', en: 'Points it reset' },
  resetOf: { ja: '{skus}ほか、計{n}件', en: '{skus} and others, {n} in all' },
  resetAll: { ja: '{skus}（{n}件）', en: '{skus} ({n})' },
  none: { ja: 'なし', en: 'None' },
  actions: { ja: '操作', en: 'Actions' },
  did: { ja: '変更内容', en: 'What it changed' },
  change: { ja: '権限を変更', en: 'Change' },
  revoke: { ja: '解除', en: 'Revoke' },
  again: { ja: '再連携', en: 'Connect again' },
  empty: { ja: '連携中のアプリはありません。', en: 'No app is connected.' },
} as const

type Say = (name: keyof typeof SENTENCES, facts?: Record<string, string | number>) => string

/** Service providers that the seller has let in, those in force first. */
export function ConnectedApps() {
  const t = useText(SENTENCES)
  const [asking, setAsking] = useState<
    { what: 'authorise'; app: ConnectedApp | null } | { what: 'revoke'; app: ConnectedApp } | null
  >(null)
  const list = useConnectedApps()
  const skus = useResetSkus()
  const close = () => setAsking(null)
  return (
    <>
      <WholeTable
        title={t('title')}
        actions={
          <Button onClick={() => setAsking({ what: 'authorise', app: null })}>
            {t('connect')}
          </Button>
        }
        list={list}
        empty={t('empty')}
        trackBy="reference"
        columns={useColumns(t, skus, {
          change: (app) => setAsking({ what: 'authorise', app }),
          revoke: (app) => setAsking({ what: 'revoke', app }),
        })}
      />
      {asking?.what === 'authorise' && (
        <Authorise app={asking.app} connected={list.data ?? []} onClose={close} />
      )}
      {asking?.what === 'revoke' && <Revoke app={asking.app} onClose={close} />}
    </>
  )
}

/** The SKUs whose points are reset, by who did it. */
function useResetSkus(): ReadonlyMap<string, readonly string[]> {
  const own = useOwnPath()
  const { data } = useQuery({
    queryKey: [own('listings'), 'reset'],
    queryFn: ({ signal }) =>
      api<{ items: readonly Listing[] }>(own('listings'), {
        query: { pointsReset: true, limit: 200 },
        signal,
      }),
  })
  const groups = Map.groupBy(data?.items ?? [], ({ pointsReset }) => pointsReset?.by ?? '')
  return new Map([...groups].map(([by, listings]) => [by, listings.map(({ sku }) => sku)]))
}

/** The SKUs one after the other, each on one line. */
const kept = (skus: readonly string[], language: Language): ReactNode =>
  skus.map((sku, n) => (
    <Fragment key={sku}>
      {n > 0 && (language === 'ja' ? '、' : ', ')}
      <span className="console-nowrap">{sku}</span>
    </Fragment>
  ))

function useColumns(
  t: Say,
  skus: ReadonlyMap<string, readonly string[]>,
  on: {
    readonly change: (app: ConnectedApp) => void
    readonly revoke: (app: ConnectedApp) => void
  },
): TableProps.ColumnDefinition<ConnectedApp>[] {
  const language = useLanguage()
  const said = useSaid(SENTENCES)
  const follow = useFollow()
  return [
    {
      id: 'name',
      header: t('name'),
      isRowHeader: true,
      minWidth: 130,
      cell: ({ name, reference }) => (
        <>
          {name}
          <Box variant="small" display="block">
            {reference}
          </Box>
          <Link
            href={`/seller/app-changes?app=${encodeURIComponent(reference)}`}
            ariaLabel={`${t('did')} ${name}`}
            onFollow={follow}
            fontSize="body-s"
          >
            {t('did')}
          </Link>
        </>
      ),
    },
    {
      id: 'points',
      header: t('points'),
      minWidth: 150,
      cell: ({ supportsPoints }) => (
        <StatusIndicator type={supportsPoints ? 'success' : 'warning'}>
          {t(supportsPoints ? 'yes' : 'no')}
        </StatusIndicator>
      ),
    },
    {
      id: 'scopes',
      header: t('scopes'),
      minWidth: 100,
      cell: ({ scopes }) => scopeList(scopes, language),
    },
    {
      id: 'resets',
      header: t('resets'),
      minWidth: 170,
      cell: ({ pointsReset, reference }) => {
        if (pointsReset === 0) return t('none')
        const known = skus.get(reference) ?? []
        const shown = kept(known.slice(0, 3), language)
        const of = encodeURIComponent(reference)
        return (
          <Link href={`/seller/app-changes?app=${of}&resets=true`} onFollow={follow}>
            {said(pointsReset > 3 ? 'resetOf' : 'resetAll', { skus: shown, n: pointsReset })}
          </Link>
        )
      },
    },
    {
      id: 'since',
      header: t('since'),
      minWidth: 95,
      cell: ({ authorisedAt, revokedAt }) =>
        revokedAt === null
          ? moment(authorisedAt, language, 'date')
          : t('ended', { at: moment(revokedAt, language, 'date') }),
    },
    {
      id: 'actions',
      header: t('actions'),
      minWidth: 145,
      cell: (app) => (
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            key="change"
            variant="inline-link"
            ariaLabel={`${t(app.revokedAt ? 'again' : 'change')} ${app.name}`}
            onClick={() => on.change(app)}
          >
            {t(app.revokedAt ? 'again' : 'change')}
          </Button>
          {app.revokedAt === null && (
            <Button
              key="revoke"
              variant="inline-link"
              ariaLabel={`${t('revoke')} ${app.name}`}
              onClick={() => on.revoke(app)}
            >
              {t('revoke')}
            </Button>
          )}
        </SpaceBetween>
      ),
    },
  ]
}
