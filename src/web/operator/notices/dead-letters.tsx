import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { say } from '../../console/flash.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useWrite } from '../../console/use-write.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { At } from '../common/at.tsx'

const SENTENCES = {
  title: { ja: '配信できなかったイベント', en: 'Events that could not be sent on' },
  none: { ja: 'すべてのイベントが配信されています。', en: 'Every event was sent on.' },
  topic: { ja: 'イベント', en: 'Event' },
  error: { ja: 'エラー', en: 'Error' },
  at: { ja: '発生日時', en: 'Happened' },
  failed: { ja: '失敗日時', en: 'Failed' },
  act: { ja: '操作', en: 'Action' },
  resend: { ja: '再送', en: 'Send again' },
  done: { ja: '再送しました。', en: 'Sent again.' },
} as const

interface Letter {
  readonly id: number
  readonly topic: string
  /** What could not take it in; null: it could not be relayed. */
  readonly reader: string | null
  readonly error: string
  readonly eventAt: string
  readonly failedAt: string
}

/** Events that were set aside, each to be sent again once its cause is mended. */
export function DeadLetters() {
  const t = useText(SENTENCES)
  const pages = usePages<Letter>('/v1/dead-letters', {}, 20)
  const resend = useWrite<number>(
    (id) => ({ method: 'POST', path: `/v1/dead-letters/${id}/resend` }),
    {
      changes: [['/v1/dead-letters'], ['/v1/events']],
      onDone: () => say({ type: 'success', name: 'letter', content: <Done /> }),
    },
  )
  return (
    <SpaceBetween size="s">
      {resend.error !== null && <Failure error={resend.error} />}
      <PagedTable
        pages={pages}
        label={t('title')}
        header={<Header variant="h2">{t('title')}</Header>}
        empty={t('none')}
        trackBy="id"
        wrapLines
        columnDefinitions={[
          {
            id: 'topic',
            header: t('topic'),
            cell: ({ topic, reader }) => (reader ? `${topic} → ${reader}` : topic),
            isRowHeader: true,
          },
          { id: 'error', header: t('error'), cell: ({ error }) => error, minWidth: 200 },
          { id: 'at', header: t('at'), cell: ({ eventAt }) => <At at={eventAt} /> },
          { id: 'failed', header: t('failed'), cell: ({ failedAt }) => <At at={failedAt} /> },
          {
            id: 'act',
            header: t('act'),
            cell: ({ id, topic }) => (
              <Button
                variant="inline-link"
                disabled={resend.isWriting}
                ariaLabel={`${t('resend')}: ${topic} ${id}`}
                onClick={() => resend.write(id)}
              >
                {t('resend')}
              </Button>
            ),
          },
        ]}
      />
    </SpaceBetween>
  )
}

function Done() {
  const t = useText(SENTENCES)
  return t('done')
}
