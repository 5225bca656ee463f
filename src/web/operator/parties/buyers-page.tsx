import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useText } from '../../kit/language.ts'
import { At } from '../common/at.tsx'
import { useHome } from '../common/home.ts'
import { To } from '../common/to.tsx'

const SENTENCES = {
  title: { ja: '購入者', en: 'Buyers' },
  find: { ja: '番号または名前で検索', en: 'Find by reference or name' },
  reference: { ja: '番号', en: 'Reference' },
  name: { ja: '名前', en: 'Name' },
  since: { ja: '登録日', en: 'Since' },
} as const

interface Buyer {
  readonly buyer: string
  readonly name: string | null
  readonly createdAt: string
}

/** Buyers by reference, with a search. */
export default function BuyersPage() {
  const t = useText(SENTENCES)
  const [query, setQuery] = useState('')
  const pages = usePages<Buyer>('/v1/buyers', { query: query.trim() }, 25)
  return (
    <Page title={t('title')} above={[useHome()]}>
      <SpaceBetween size="l">
        <FormField label={t('find')}>
          <Input type="search" value={query} onChange={({ detail }) => setQuery(detail.value)} />
        </FormField>
        <PagedTable
          pages={pages}
          label={t('title')}
          trackBy="buyer"
          columnDefinitions={[
            {
              id: 'buyer',
              header: t('reference'),
              isRowHeader: true,
              cell: ({ buyer }) => (
                <To href={`/operator/buyers/${encodeURIComponent(buyer)}`}>{buyer}</To>
              ),
            },
            { id: 'name', header: t('name'), cell: ({ name }) => name ?? '–' },
            {
              id: 'since',
              header: t('since'),
              cell: ({ createdAt }) => <At at={createdAt} style="date" />,
            },
          ]}
        />
      </SpaceBetween>
    </Page>
  )
}
