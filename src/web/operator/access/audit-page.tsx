import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useText } from '../../kit/language.ts'
import { At } from '../common/at.tsx'
import { By } from '../common/by.tsx'
import { useHome } from '../common/home.ts'
import { endOf, isMoment, momentOf } from '../common/typed-moment.ts'
import { written } from '../common/written.ts'

const SENTENCES = {
  title: { ja: '監査ログ', en: 'Audit log' },
  about: {
    ja: '運営担当者が行ったすべての更新です。拒否されたものも残り、消すことはできません。日時は実際の時刻です。',
    en:
      'Every write an operator attempted, refused ones too, for good. ' +
      'Times are the machine’s own.',
  },
  caller: { ja: '依頼元', en: 'Who' },
  action: { ja: '操作に含まれる文字', en: 'Action contains' },
  aboutWhat: { ja: '対象や内容に含まれる文字', en: 'Target or content contains' },
  from: { ja: '開始日時（東京時間）', en: 'From (Tokyo)' },
  until: { ja: '終了日時（東京時間）', en: 'Until (Tokyo)' },
  time: {
    ja: '例: 2027-04-01 または 2027-04-01 10:00',
    en: 'Such as 2027-04-01, or 2027-04-01 10:00',
  },
  badTime: { ja: '日時を読み取れません。', en: 'This is no day or minute.' },
  outcome: { ja: '結果', en: 'Outcome' },
  any: { ja: 'すべて', en: 'Any' },
  done: { ja: '実行済み', en: 'Done' },
  refused: { ja: '拒否', en: 'Refused' },
  when: { ja: '日時', en: 'When' },
  who: { ja: '依頼元', en: 'Who' },
  what: { ja: '操作', en: 'Action' },
  target: { ja: '対象', en: 'Target' },
  asked: { ja: '内容', en: 'What was asked' },
  none: { ja: '条件に合う記録はありません。', en: 'Nothing fits.' },
} as const

interface Action {
  readonly id: number
  readonly at: string
  readonly caller: string
  readonly callerName: string | null
  readonly action: string
  readonly target: object
  readonly asked: unknown
  readonly status: number
  readonly code: string | null
}

const EMPTY = { caller: '', action: '', about: '', outcome: '', from: '', until: '' }

/** What operators did, with filters. */
export default function AuditPage() {
  const t = useText(SENTENCES)
  const [search, setSearch] = useState(EMPTY)
  const pages = usePages<Action>('/v1/audit', asked(search), 50)
  const set = (part: keyof typeof EMPTY, value: string) => setSearch({ ...search, [part]: value })
  const options = [
    { value: '', label: t('any') },
    ...(['done', 'refused'] as const).map((value) => ({ value, label: t(value) })),
  ]
  const text = (part: 'caller' | 'action' | 'about') => (
    <FormField label={t(part === 'about' ? 'aboutWhat' : part)}>
      <Input
        type="search"
        value={search[part]}
        onChange={({ detail }) => set(part, detail.value)}
      />
    </FormField>
  )
  const time = (part: 'from' | 'until') => {
    const isBad = search[part].trim() !== '' && !isMoment(search[part])
    return (
      <FormField
        label={t(part)}
        constraintText={t('time')}
        errorText={isBad ? t('badTime') : undefined}
      >
        <Input
          type="search"
          value={search[part]}
          invalid={isBad}
          onChange={({ detail }) => set(part, detail.value)}
        />
      </FormField>
    )
  }
  return (
    <Page title={t('title')} about={t('about')} above={[useHome()]}>
      <SpaceBetween size="l">
        <Container>
          <div className="operator-fields">
            {text('caller')}
            {text('action')}
            {text('about')}
            {time('from')}
            {time('until')}
            <FormField label={t('outcome')}>
              <Select
                options={options}
                selectedOption={options.find(({ value }) => value === search.outcome) ?? null}
                onChange={({ detail }) => set('outcome', detail.selectedOption.value ?? '')}
              />
            </FormField>
          </div>
        </Container>
        <PagedTable
          pages={pages}
          label={t('title')}
          empty={t('none')}
          trackBy="id"
          wrapLines
          columnDefinitions={useColumns()}
        />
      </SpaceBetween>
    </Page>
  )
}

/** What is asked: a time that can not be read yet is not. */
function asked({ from, until, ...search }: typeof EMPTY) {
  const texts = Object.entries(search).map(([name, value]) => [name, value.trim()])
  return {
    ...(Object.fromEntries(texts) as Readonly<Record<string, string>>),
    ...(isMoment(from) ? { from: momentOf(from) } : {}),
    ...(isMoment(until) ? { until: endOf(until) } : {}),
  }
}

function useColumns(): TableProps.ColumnDefinition<Action>[] {
  const t = useText(SENTENCES)
  return [
    { id: 'when', header: t('when'), cell: ({ at }) => <At at={at} />, isRowHeader: true },
    {
      id: 'who',
      header: t('who'),
      cell: ({ caller, callerName }) => <By by={caller} name={callerName} />,
    },
    { id: 'what', header: t('what'), cell: ({ action }) => action, minWidth: 200 },
    {
      id: 'outcome',
      header: t('outcome'),
      cell: ({ code }) => (
        <StatusIndicator type={code === null ? 'success' : 'stopped'}>
          {code === null ? t('done') : `${t('refused')} (${code})`}
        </StatusIndicator>
      ),
      minWidth: 150,
    },
    { id: 'target', header: t('target'), cell: ({ target }) => written(target), minWidth: 120 },
    { id: 'asked', header: t('asked'), cell: ({ asked }) => written(asked), minWidth: 220 },
  ]
}
