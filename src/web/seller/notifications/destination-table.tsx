import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { say } from '../../console/flash.tsx'
import { WholeTable } from '../../console/table.tsx'
import { useWrite } from '../../console/use-write.ts'
import { count, moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { DESTINATIONS, type Destination, type Resource } from './answers.ts'
import { NewDestination } from './new-destination.tsx'
import { useDestinations } from './use-destinations.ts'

const SENTENCES = {
  title: { ja: '送信先', en: 'Destinations' },
  add: { ja: '送信先を登録', en: 'Add a destination' },
  name: { ja: '名前', en: 'Name' },
  where: { ja: '宛先', en: 'Where' },
  state: { ja: '状態', en: 'State' },
  fine: { ja: '正常', en: 'Answers' },
  failing: { ja: '応答なし{n}回', en: 'No answer {n} times' },
  resting: { ja: '{at}まで休止', en: 'Rests until {at}' },
  made: { ja: '登録日', en: 'Added' },
  act: { ja: '操作', en: 'Action' },
  remove: { ja: '削除', en: 'Remove' },
  removed: { ja: '送信先を削除しました。', en: 'The destination is removed.' },
  none: { ja: '送信先はまだありません。', en: 'There is no destination yet.' },
} as const

/** Where the seller's own notifications go. */
export function DestinationTable() {
  const t = useText(SENTENCES)
  const [isAdding, setAdding] = useState(false)
  const remove = useWrite<string>((id) => ({ method: 'DELETE', path: `${DESTINATIONS}/${id}` }), {
    changes: [[DESTINATIONS]],
    onDone: () => say({ type: 'success', name: 'destination', content: <Removed /> }),
  })
  return (
    <SpaceBetween size="s">
      {remove.error !== null && <Failure error={remove.error} />}
      <WholeTable
        title={t('title')}
        actions={<Button onClick={() => setAdding(true)}>{t('add')}</Button>}
        list={useDestinations()}
        empty={t('none')}
        trackBy="id"
        columns={useColumns(remove.write, remove.isWriting)}
      />
      {isAdding && <NewDestination onClose={() => setAdding(false)} />}
    </SpaceBetween>
  )
}

const KINDS = { webhook: 'Webhook', sqs: 'Amazon SQS', event_bridge: 'Amazon EventBridge' } as const

function addressOf(resource: Resource): string {
  if (resource.kind === 'webhook') return resource.url
  return resource.kind === 'sqs' ? resource.arn : `${resource.region} ${resource.accountId}`
}

function useColumns(
  remove: (id: string) => void,
  isWriting: boolean,
): readonly TableProps.ColumnDefinition<Destination>[] {
  const t = useText(SENTENCES)
  const language = useLanguage()
  return [
    {
      ...{ id: 'name', header: t('name'), isRowHeader: true, minWidth: 150 },
      cell: ({ name }) => name,
    },
    {
      ...{ id: 'where', header: t('where'), minWidth: 240 },
      cell: ({ resource }) => (
        <>
          {KINDS[resource.kind]}
          <Box variant="small" display="block">
            {addressOf(resource)}
          </Box>
        </>
      ),
    },
    {
      ...{ id: 'state', header: t('state'), minWidth: 150 },
      cell: ({ failures, restUntil }) =>
        failures === 0 ? (
          <StatusIndicator type="success">{t('fine')}</StatusIndicator>
        ) : (
          <>
            <StatusIndicator type="warning">{t('failing', { n: count(failures) })}</StatusIndicator>
            {restUntil !== null && (
              <Box variant="small" display="block">
                {t('resting', { at: moment(restUntil, language) })}
              </Box>
            )}
          </>
        ),
    },
    {
      ...{ id: 'made', header: t('made'), minWidth: 110 },
      cell: ({ createdAt }) => moment(createdAt, language, 'date'),
    },
    {
      ...{ id: 'act', header: t('act'), minWidth: 90 },
      cell: ({ id, name }) => (
        <Button
          variant="inline-link"
          disabled={isWriting}
          ariaLabel={`${t('remove')} ${name}`}
          onClick={() => remove(id)}
        >
          {t('remove')}
        </Button>
      ),
    },
  ]
}

function Removed() {
  const t = useText(SENTENCES)
  return t('removed')
}
