import type { TableProps } from '@cloudscape-design/components/table'
import { useSeller } from '../../console/only-for.tsx'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { Pt, Yen } from '../../kit/amount.tsx'
import { count } from '../../kit/format.ts'
import { type Language, useLanguage, useText } from '../../kit/language.ts'
import type { Listing } from './answers.ts'

const SENTENCES = {
  title: { ja: '在庫管理', en: 'Manage inventory' },
  sku: { ja: 'SKU', en: 'SKU' },
  product: { ja: '商品名', en: 'Product' },
  price: { ja: '販売価格', en: 'Price' },
  points: { ja: 'ポイント', en: 'Points' },
  stock: { ja: '在庫', en: 'Stock' },
} as const

const PAGE = 50

/** A seller's listings. */
export default function InventoryPage() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const seller = useSeller()
  const pages = usePages<Listing>(`/v1/sellers/${encodeURIComponent(seller)}/listings`, {}, PAGE)
  return (
    <Page title={t('title')}>
      <PagedTable
        pages={pages}
        label={t('title')}
        trackBy="sku"
        columnDefinitions={columnsOf(t, language)}
      />
    </Page>
  )
}

function columnsOf(
  t: (name: keyof typeof SENTENCES) => string,
  language: Language,
): TableProps.ColumnDefinition<Listing>[] {
  return [
    { id: 'sku', header: t('sku'), cell: ({ sku }) => sku, isRowHeader: true },
    {
      id: 'product',
      header: t('product'),
      cell: ({ titleJa, titleEn }) => (language === 'en' && titleEn) || titleJa,
    },
    { id: 'price', header: t('price'), cell: ({ price }) => <Yen amount={price} /> },
    {
      id: 'points',
      header: t('points'),
      cell: ({ effectivePoints, shown }) => (
        <Pt amount={effectivePoints} bps={shown?.bps ?? null} />
      ),
    },
    { id: 'stock', header: t('stock'), cell: ({ stock }) => (stock === null ? '–' : count(stock)) },
  ]
}
