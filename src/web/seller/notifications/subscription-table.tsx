import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { say } from '../../console/flash.tsx'
import { WholeTable } from '../../console/table.tsx'
import { useWrite } from '../../console/use-write.ts'
import { api } from '../../kit/api.ts'
import { count, moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useOwnPath } from '../common/own-path.ts'
import { LastError, State } from '../deliveries/state.tsx'
import type { Subscription } from './answers.ts'
import { Subscribe } from './subscribe.tsx'
import { TYPES } from './types.ts'

const SENTENCES = {
  title: { ja: '受け取る通知', en: 'Subscriptions' },
  add: { ja: '通知を追加', en: 'Subscribe' },
  type: { ja: '通知タイプ', en: 'Type' },
  who: { ja: '受け取る人', en: 'Who' },
  you: { ja: 'この出品者', en: 'You' },
  to: { ja: '送信先', en: 'To' },
  toApp: { ja: 'アプリの送信先', en: 'The app’s own' },
  last: { ja: '直近の配信', en: 'Last delivery' },
  never: { ja: 'まだありません', en: 'None yet' },
  waiting: { ja: '配信待ち{n}件', en: '{n} waiting' },
  since: { ja: '開始日', en: 'Since' },
  act: { ja: '操作', en: 'Action' },
  end: { ja: '停止', en: 'End' },
  ended: { ja: '通知を停止しました。', en: 'The subscription is ended.' },
  none: { ja: '受け取っている通知はありません。', en: 'Nobody is told of anything.' },
} as const

/** Who is told of what about the seller, its apps included, and what became of the last one. */
export function SubscriptionTable() {
  const t = useText(SENTENCES)
  const path = useOwnPath()('subscriptions')
  const [isAdding, setAdding] = useState(false)
  const list = useQuery({
    queryKey: [path],
    queryFn: async ({ signal }) =>
      (await api<{ items: readonly Subscription[] }>(path, { signal })).items,
  })
  const end = useWrite<string>((id) => ({ method: 'DELETE', path: `/v1/subscriptions/${id}` }), {
    changes: [[path]],
    onDone: () => say({ type: 'success', name: 'subscription', content: <Ended /> }),
  })
  return (
    <SpaceBetween size="s">
      {end.error !== null && <Failure error={end.error} />}
      <WholeTable
        title={t('title')}
        actions={<Button onClick={() => setAdding(true)}>{t('add')}</Button>}
        list={list}
        empty={t('none')}
        trackBy="id"
        columns={useColumns(end.write, end.isWriting)}
      />
      {isAdding && <Subscribe onClose={() => setAdding(false)} />}
    </SpaceBetween>
  )
}

function useColumns(
  end: (id: string) => void,
  isWriting: boolean,
): readonly TableProps.ColumnDefinition<Subscription>[] {
  const t = useText(SENTENCES)
  const language = useLanguage()
  return [
    {
      ...{ id: 'type', header: t('type'), isRowHeader: true, minWidth: 220 },
      cell: ({ type }) => (
        <>
          {type}
          <Box variant="small" display="block">
            {TYPES[type]?.about[language]}
          </Box>
        </>
      ),
    },
    { id: 'who', header: t('who'), minWidth: 130, cell: ({ app }) => app?.name ?? t('you') },
    {
      ...{ id: 'to', header: t('to'), minWidth: 130 },
      cell: ({ destination, app }) => destination?.name ?? (app ? t('toApp') : '–'),
    },
    {
      ...{ id: 'last', header: t('last'), minWidth: 170 },
      cell: ({ last, waiting }) => (
        <>
          {last ? <Last last={last} /> : t('never')}
          {waiting > 0 && (
            <Box variant="small" display="block">
              {t('waiting', { n: waiting >= 1_000 ? `${count(1_000)}+` : count(waiting) })}
            </Box>
          )}
        </>
      ),
    },
    {
      ...{ id: 'since', header: t('since'), minWidth: 110 },
      cell: ({ createdAt }) => moment(createdAt, language, 'date'),
    },
    {
      ...{ id: 'act', header: t('act'), minWidth: 90 },
      cell: ({ id, type, app }) =>
        app === null && (
          <Button
            variant="inline-link"
            disabled={isWriting}
            ariaLabel={`${t('end')} ${type}`}
            onClick={() => end(id)}
          >
            {t('end')}
          </Button>
        ),
    },
  ]
}

function Last({ last }: { readonly last: NonNullable<Subscription['last']> }) {
  const language = useLanguage()
  const one = { ...last, dueAt: last.at }
  return (
    <>
      <State one={one} />
      <Box variant="small" display="block">
        <time dateTime={last.at}>{moment(last.at, language)}</time> <LastError one={one} />
      </Box>
    </>
  )
}

function Ended() {
  const t = useText(SENTENCES)
  return t('ended')
}
