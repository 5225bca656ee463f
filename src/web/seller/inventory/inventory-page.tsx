import './inventory.css'
import type { TableProps } from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { api } from '../../kit/api.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { useOwnPath } from '../common/own-path.ts'
import type { Counts, Listing } from './answers.ts'
import { Bulk } from './bulk/bulk.tsx'
import { Underway } from './bulk/underway.tsx'
import { columnsOf } from './columns.tsx'
import { Edits, useUnsaved } from './edit/edits.tsx'
import { Filters } from './filters.tsx'
import { HistoryDialog } from './history-dialog.tsx'
import { type Preferences, PreferencesButton, usePreferences } from './preferences.tsx'
import { queryOf, type SearchState, useInventorySearch } from './use-search.ts'
import { Views } from './views.tsx'

const SENTENCES = {
  title: { ja: '在庫管理', en: 'Manage inventory' },
  about: {
    ja: '価格とポイントは、一つの行で一緒に変更できます。実質価格と売上金見込みは入力に合わせて変わります。',
    en:
      'Price and points are changed together in one row; ' +
      'landed price and proceeds follow as you type.',
  },
  empty: { ja: '条件に一致する出品はありません。', en: 'No listing fits these filters.' },
  unsaved: {
    ja: '未保存の編集が{n}件あります。',
    en: '{n} edit is not saved.|{n} edits are not saved.',
  },
  select: { ja: '{sku}を選択', en: 'Select {sku}' },
  selectAll: { ja: 'このページの出品をすべて選択', en: 'Select all listings of this page' },
  selection: { ja: '選択', en: 'Selection' },
} as const

/** A seller's listings: found, seen, and changed where they stand. */
export default function InventoryPage() {
  const preferences = usePreferences()
  const t = useText(SENTENCES)
  return (
    <Edits>
      <Page title={t('title')} about={t('about')}>
        {preferences && <Inventory preferences={preferences} />}
      </Page>
    </Edits>
  )
}

function Inventory({ preferences }: { readonly preferences: Preferences }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const own = useOwnPath()
  const search = useInventorySearch()
  const pages = usePages<Listing>(own('listings'), queryOf(search), preferences.pageSize)
  const total = useCounts(search)?.total
  const [selected, select] = useState<readonly Listing[]>([])
  const [shown, show] = useState<Listing | null>(null)
  const unsaved = useUnsaved()
  const { columns, density } = preferences
  const display = columns.map(({ column, shown }) => ({ id: column as string, visible: shown }))
  const sorting: TableProps.SortingColumn<Listing> = { sortingField: search.sort }
  return (
    <>
      <PagedTable
        pages={pages}
        label={t('title')}
        trackBy="sku"
        columnDefinitions={columnsOf(language, show)}
        columnDisplay={[...display, { id: 'actions', visible: true }]}
        wrapLines
        contentDensity={density}
        cellVerticalAlign="top"
        // Saving stays in sight; a narrow screen has no room for that.
        stickyColumns={{ last: matchMedia('(width >= 48rem)').matches ? 1 : 0 }}
        selectionType="multi"
        selectedItems={selected}
        onSelectionChange={({ detail }) => select(detail.selectedItems)}
        sortingColumn={sorting}
        sortingDescending={search.descending}
        onSortingChange={({ detail }) => {
          const sort = detail.sortingColumn.sortingField === 'price' ? 'price' : 'sku'
          search.change({ sort, descending: detail.isDescending ?? false })
        }}
        ariaLabels={{
          selectionGroupLabel: t('selection'),
          allItemsSelectionLabel: () => t('selectAll'),
          itemSelectionLabel: (_, { sku }) => t('select', { sku }),
        }}
        empty={t('empty')}
        header={
          <div className="inventory-head">
            <Views search={search} />
            <Bulk
              search={search}
              selected={selected}
              onPage={pages.items ?? []}
              total={total}
              onDone={() => select([])}
            />
            <Underway />
            {unsaved > 0 && (
              <p role="status" className="cell-warning">
                {t('unsaved', { n: unsaved })}
              </p>
            )}
          </div>
        }
        filter={<Filters search={search} />}
        preferences={<PreferencesButton preferences={preferences} />}
      />
      {shown && (
        <HistoryDialog
          listing={pages.items?.find(({ sku }) => sku === shown.sku) ?? shown}
          onClose={() => show(null)}
        />
      )}
    </>
  )
}

/** How many there are; it takes longer than the page, which does not wait for it. */
function useCounts({ filter }: SearchState): Counts | undefined {
  const path = useOwnPath()('listing-counts')
  const { data } = useQuery({
    queryKey: [path, filter],
    queryFn: ({ signal }) => api<Counts>(path, { query: filter, signal }),
  })
  return data
}
