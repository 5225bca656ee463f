import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { InventoryColumn } from '../../../rules/index.ts'
import { Yen } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { moment } from '../../kit/format.ts'
import { type Language, useLanguage, useText } from '../../kit/language.ts'
import { CONDITIONS, wordOf } from '../../kit/product-words.ts'
import { useOwnPath } from '../common/own-path.ts'
import type { Listing } from './answers.ts'
import {
  FeeCell,
  LandedCell,
  PointsCell,
  PriceCell,
  ProceedsCell,
  StockCell,
} from './edit/cells.tsx'
import { SaveCell } from './edit/save-cell.tsx'
import { shippingReason } from './reasons.ts'
import { UndoReset } from './undo-reset.tsx'
import { COLUMNS, STATUSES } from './words.ts'

const SENTENCES = {
  byApp: { ja: 'アプリ「{by}」がリセット', en: 'Reset by the app {by}' },
  reset: { ja: 'リセットされました', en: 'Points were reset' },
  historyOf: { ja: '{sku}の変更履歴', en: 'History of {sku}' },
} as const

type Column = TableProps.ColumnDefinition<Listing>

/** In pixels. The default columns have room beside the open menu of a screen of 1,200. */
const WIDTHS: Partial<Record<InventoryColumn, number>> = {
  ...{ product: 126, sku: 100, price: 96, points: 112, landed: 78, proceeds: 80 },
  ...{ stock: 72, status: 90, condition: 100, updated: 130 },
}

/** The columns of the inventory; which of them are shown, and where, is the seller's choice. */
export function columnsOf(language: Language, onHistory: (listing: Listing) => void): Column[] {
  const columns = Object.entries(CELLS(language, onHistory)).map(([id, cell]): Column => {
    const column = id as InventoryColumn
    return {
      id,
      header: COLUMNS[column][language],
      cell,
      minWidth: WIDTHS[column] ?? 90,
      ...(column === 'sku' ? { isRowHeader: true } : {}),
      ...(column === 'sku' || column === 'price' ? { sortingField: column } : {}),
    }
  })
  const actions: Column = {
    id: 'actions',
    header: language === 'ja' ? '操作' : 'Edit',
    cell: (listing) => <SaveCell listing={listing} />,
    minWidth: 56,
  }
  return [...columns, actions]
}

const CELLS = (
  language: Language,
  onHistory: (listing: Listing) => void,
): Readonly<Record<InventoryColumn, (listing: Listing) => ReactNode>> => ({
  product: (listing) => <ProductCell listing={listing} />,
  sku: (listing) => <SkuCell listing={listing} onHistory={onHistory} />,
  condition: ({ condition }) => wordOf(CONDITIONS, condition, language),
  status: ({ status }) => (
    <StatusIndicator type={status === 'active' ? 'success' : 'stopped'}>
      {STATUSES[status][language]}
    </StatusIndicator>
  ),
  price: (listing) => <PriceCell listing={listing} />,
  points: (listing) => (
    <>
      <PointsCell listing={listing} />
      {listing.pointsReset && <ResetBadge listing={listing} />}
    </>
  ),
  landed: (listing) => <LandedCell listing={listing} />,
  proceeds: (listing) => <ProceedsCell listing={listing} />,
  stock: (listing) => <StockCell listing={listing} />,
  shipping: ({ shipping }) => <Yen amount={shipping} why={shippingReason(language)} />,
  fee: (listing) => <FeeCell listing={listing} />,
  updated: ({ updatedAt }) => <time dateTime={updatedAt}>{moment(updatedAt, language)}</time>,
})

function ProductCell({ listing: { titleJa, titleEn, asin } }: { readonly listing: Listing }) {
  const language = useLanguage()
  return (
    <div className="cell-product">
      <span>{(language === 'en' && titleEn) || titleJa}</span>
      <Box color="text-body-secondary" fontSize="body-s">
        {asin}
      </Box>
    </div>
  )
}

/** The SKU opens the offer's history. */
function SkuCell({
  listing,
  onHistory,
}: {
  readonly listing: Listing
  readonly onHistory: (listing: Listing) => void
}) {
  const t = useText(SENTENCES)
  return (
    <Link
      ariaLabel={t('historyOf', { sku: listing.sku })}
      onFollow={(event) => {
        event.preventDefault()
        onHistory(listing)
      }}
    >
      {listing.sku}
    </Link>
  )
}

/** Points that a price-only update took: by which app, if any, and one click to set them again. */
function ResetBadge({ listing }: { readonly listing: Listing }) {
  const t = useText(SENTENCES)
  const { sku, version, pointsReset } = listing
  const app = useApps().find(({ reference }) => reference === pointsReset?.by)
  return (
    <div className="cell-reset">
      <Badge color="severity-medium">{app ? t('byApp', { by: app.name }) : t('reset')}</Badge>
      <UndoReset sku={sku} version={version} isInline />
    </div>
  )
}

interface App {
  readonly reference: string
  readonly name: string
}

/** The apps that may change this seller's offers, or could. */
function useApps(): readonly App[] {
  const path = useOwnPath()('providers')
  const { data } = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api<{ readonly items: readonly App[] }>(path, { signal }),
    staleTime: 60_000,
  })
  return data?.items ?? []
}
