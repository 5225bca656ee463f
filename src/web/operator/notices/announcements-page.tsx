import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import Table from '@cloudscape-design/components/table'
import { policyName } from '../../../rules/policy/presets.ts'
import { Page } from '../../console/page.tsx'
import { useWritten } from '../../console/policy/words.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Answered, useAnswer } from '../common/answered.tsx'
import { At } from '../common/at.tsx'
import { useHome } from '../common/home.ts'
import { ButtonTo } from '../common/to.tsx'
import { DeadLetters } from './dead-letters.tsx'

const SENTENCES = {
  title: { ja: 'お知らせと配信', en: 'Announcements and delivery' },
  about: {
    ja: '出品者とサービス事業者に通知されたルールの予告と施行、配信できなかったイベントです。',
    en:
      'What sellers and service providers were told about the rules, ' +
      'and events that could not be sent on.',
  },
  announce: { ja: '新しい版を予告', en: 'Announce a version' },
  sent: { ja: '送信されたお知らせ', en: 'What was sent' },
  none: { ja: 'お知らせはまだ送信されていません。', en: 'Nothing has been announced yet.' },
  when: { ja: '日時', en: 'When' },
  what: { ja: '内容', en: 'What' },
  name: { ja: '版', en: 'Version' },
  from: { ja: '施行日', en: 'In force from' },
  changed: { ja: '変わる項目', en: 'Fields that change' },
  message: { ja: '出品者へのお知らせ', en: 'To sellers' },
  comma: { ja: '、', en: ', ' },
  'policy.announced': { ja: 'ルールの予告', en: 'Rules announced' },
  'policy.in_force': { ja: 'ルールの施行', en: 'Rules in force' },
} as const

interface PolicyEvent {
  readonly id: number
  readonly type: 'policy.announced' | 'policy.in_force'
  readonly at: string
  readonly facts: {
    readonly version: number
    readonly name: string
    readonly nameEn?: string
    readonly message?: { readonly ja: string; readonly en: string }
    readonly effectiveFrom: string
    readonly changed?: readonly string[]
  }
}

/** What everybody was told about the rules, and what could not be told. */
export default function AnnouncementsPage() {
  const t = useText(SENTENCES)
  const columns = useColumns()
  const answer = useAnswer<{ items: readonly PolicyEvent[] }>('/v1/events', {
    query: { types: 'policy.announced,policy.in_force', limit: 200 },
  })
  return (
    <Page
      title={t('title')}
      about={t('about')}
      above={[useHome()]}
      actions={<ButtonTo href="/operator/policies/new">{t('announce')}</ButtonTo>}
    >
      <SpaceBetween size="l">
        <Answered answer={answer}>
          {({ items }) => (
            <Table
              header={<Header variant="h2">{t('sent')}</Header>}
              ariaLabels={{ tableLabel: t('sent') }}
              items={items.toReversed()}
              trackBy="id"
              wrapLines
              empty={t('none')}
              columnDefinitions={columns}
            />
          )}
        </Answered>
        <DeadLetters />
      </SpaceBetween>
    </Page>
  )
}

function useColumns(): TableProps.ColumnDefinition<PolicyEvent>[] {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { name: fieldName } = useWritten()
  return [
    {
      id: 'what',
      header: t('what'),
      cell: ({ type }) => t(type),
      isRowHeader: true,
      minWidth: 110,
    },
    { id: 'when', header: t('when'), cell: ({ at }) => <At at={at} />, minWidth: 100 },
    {
      id: 'name',
      header: t('name'),
      minWidth: 130,
      cell: ({ facts }) => `${facts.version}: ${policyName(facts, language)}`,
    },
    {
      id: 'from',
      header: t('from'),
      cell: ({ facts }) => <At at={facts.effectiveFrom} />,
      minWidth: 100,
    },
    {
      id: 'changed',
      header: t('changed'),
      cell: ({ facts }) => facts.changed?.map(fieldName).join(t('comma')) ?? '–',
      minWidth: 150,
    },
    {
      id: 'message',
      header: t('message'),
      cell: ({ facts }) =>
        facts.message ? <div className="console-lines">{facts.message[language]}</div> : '–',
      minWidth: 200,
    },
  ]
}
