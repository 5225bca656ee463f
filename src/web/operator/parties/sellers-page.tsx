import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { PLANS, STANDINGS } from '../../console/account-words.ts'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { percent } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import { useHome } from '../common/home.ts'
import { To } from '../common/to.tsx'
import type { Seller } from './answers.ts'

const SENTENCES = {
  title: { ja: '出品者', en: 'Sellers' },
  find: { ja: '番号または店名で検索', en: 'Find by reference or name' },
  standing: { ja: '状態', en: 'Standing' },
  any: { ja: 'すべて', en: 'Any' },
  seller: { ja: '店名', en: 'Name' },
  plan: { ja: 'プラン', en: 'Plan' },
  agreement: { ja: '規約', en: 'Agreement' },
  version: { ja: 'バージョン{version}に同意', en: 'Accepted version {version}' },
  not: { ja: '未同意', en: 'Not accepted' },
  default: { ja: 'アカウントの付与率', en: 'Default %' },
} as const

/** Sellers by reference, with a search. */
export default function SellersPage() {
  const t = useText(SENTENCES)
  const plan = useText(PLANS)
  const standingName = useText(STANDINGS)
  const [query, setQuery] = useState('')
  const [standing, setStanding] = useState('')
  const pages = usePages<Seller>('/v1/sellers', { query: query.trim(), standing }, 25)
  const options = [
    { value: '', label: t('any') },
    ...(['good', 'at_risk', 'suspended'] as const).map((value) => ({
      value,
      label: standingName(value),
    })),
  ]
  return (
    <Page title={t('title')} above={[useHome()]}>
      <SpaceBetween size="l">
        <div className="operator-fields">
          <FormField label={t('find')}>
            <Input type="search" value={query} onChange={({ detail }) => setQuery(detail.value)} />
          </FormField>
          <FormField label={t('standing')}>
            <Select
              options={options}
              selectedOption={options.find(({ value }) => value === standing) ?? null}
              onChange={({ detail }) => setStanding(detail.selectedOption.value ?? '')}
            />
          </FormField>
        </div>
        <PagedTable
          pages={pages}
          label={t('title')}
          trackBy="seller"
          columnDefinitions={[
            {
              id: 'seller',
              header: t('seller'),
              isRowHeader: true,
              cell: ({ seller, name }) => (
                <To href={`/operator/sellers/${encodeURIComponent(seller)}`}>
                  {name} ({seller})
                </To>
              ),
            },
            { id: 'plan', header: t('plan'), cell: (one) => plan(one.plan) },
            { id: 'standing', header: t('standing'), cell: (one) => standingName(one.standing) },
            {
              id: 'agreement',
              header: t('agreement'),
              cell: ({ agreementVersion: version }) =>
                version === null ? t('not') : t('version', { version }),
            },
            {
              id: 'default',
              header: t('default'),
              cell: ({ defaultPointsBps: bps }) => (bps === null ? '–' : percent(bps)),
            },
          ]}
        />
      </SpaceBetween>
    </Page>
  )
}
