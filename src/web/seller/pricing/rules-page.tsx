import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useFollow } from '../../console/follow.ts'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { useOwnPath } from '../common/own-path.ts'
import type { Rule } from './answers.ts'
import { Limit, Step } from './rule-amounts.tsx'
import { becauseOf, TARGETS } from './words.ts'

const SENTENCES = {
  title: { ja: '自動価格調整', en: 'Automate Pricing' },
  about: {
    ja: '競合の価格に合わせて、下限と上限の範囲で価格を自動的に設定します。ポイントの割合は維持されます。',
    en:
      'Prices follow the competition between a floor and a ceiling; ' +
      'the percentage of points is kept.',
  },
  rules: { ja: '価格ルール', en: 'Rules' },
  sku: { ja: 'SKU', en: 'SKU' },
  follows: { ja: '対象', en: 'Follows' },
  range: { ja: '下限～上限（ポイント考慮後）', en: 'Floor to ceiling, net of points' },
  state: { ja: '状態', en: 'State' },
  on: { ja: '有効', en: 'On' },
  off: { ja: '休止中', en: 'Paused' },
  last: { ja: '直近の判断', en: 'Decided last' },
  none: { ja: '価格ルールはまだありません。', en: 'There are no rules yet.' },
  add: { ja: 'ルールを設定するSKU', en: 'SKU to set a rule for' },
  open: { ja: '設定する', en: 'Set a rule' },
} as const

/** The rules of a seller, one for a SKU. */
export default function RulesPage() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const follow = useFollow()
  const [, go] = useLocation()
  const own = useOwnPath()
  const [sku, setSku] = useState('')
  const pages = usePages<Rule>(own('pricing-rules'), {}, 25)
  const columns: TableProps.ColumnDefinition<Rule>[] = [
    {
      id: 'sku',
      header: t('sku'),
      isRowHeader: true,
      minWidth: 130,
      cell: (rule) => (
        <Link href={`/seller/pricing/${encodeURIComponent(rule.sku)}`} onFollow={follow}>
          {rule.sku}
        </Link>
      ),
    },
    {
      id: 'follows',
      header: t('follows'),
      minWidth: 180,
      cell: ({ target, step }) => (
        <>
          {TARGETS[target][language]} · <Step step={step} />
        </>
      ),
    },
    {
      id: 'range',
      header: t('range'),
      minWidth: 170,
      cell: ({ floor, ceiling }) => (
        <>
          <Limit name="floor" amount={floor} /> – <Limit name="ceiling" amount={ceiling} />
        </>
      ),
    },
    {
      id: 'state',
      header: t('state'),
      minWidth: 100,
      cell: ({ enabled }) => (
        <StatusIndicator type={enabled ? 'success' : 'stopped'}>
          {t(enabled ? 'on' : 'off')}
        </StatusIndicator>
      ),
    },
    {
      id: 'last',
      header: t('last'),
      minWidth: 180,
      cell: ({ because }) => becauseOf(because, language),
    },
  ]
  return (
    <Page title={t('title')} about={t('about')}>
      <SpaceBetween size="l">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (sku.trim() !== '') go(`/seller/pricing/${encodeURIComponent(sku.trim())}`)
          }}
        >
          <FormField
            label={t('add')}
            secondaryControl={<Button formAction="submit">{t('open')}</Button>}
          >
            <Input value={sku} onChange={({ detail }) => setSku(detail.value.slice(0, 100))} />
          </FormField>
        </form>
        <PagedTable
          pages={pages}
          label={t('rules')}
          trackBy="sku"
          wrapLines
          header={<Header variant="h2">{t('rules')}</Header>}
          empty={t('none')}
          columnDefinitions={columns}
        />
      </SpaceBetween>
    </Page>
  )
}
