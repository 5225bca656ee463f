import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { useState } from 'react'
import { count } from '../../../kit/format.ts'
import { useLanguage, useText } from '../../../kit/language.ts'
import type { Listing } from '../answers.ts'
import { bodyOf, type Search } from '../use-search.ts'
import { BULK_ACTIONS, type BulkAction } from './ask.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { ACTIONS } from './words.ts'

const SENTENCES = {
  bulk: { ja: '一括操作', en: 'Bulk actions' },
  total: { ja: '{n}件', en: '{n} listing|{n} listings' },
  selected: { ja: '{n}件を選択中', en: '{n} selected' },
  all: { ja: '条件に一致する{n}件すべてを選択', en: 'Select all {n} that match' },
  allSelected: {
    ja: '条件に一致する{n}件すべてを選択中',
    en: 'All {n} that match are selected',
  },
  clear: { ja: '選択を解除', en: 'Clear the selection' },
  counting: { ja: '件数を数えています…', en: 'Counting…' },
} as const

interface Props {
  readonly search: Search
  readonly selected: readonly Listing[]
  readonly onPage: readonly Listing[]
  /** How many fit the filter; undefined while it is counted. */
  readonly total: number | undefined
  readonly onDone: () => void
}

/** Changes of what is selected: some rows, or everything that fits the filter. */
export function Bulk({ search, selected, onPage, total, onDone }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const [isAll, setAll] = useState(false)
  const [action, setAction] = useState<BulkAction | null>(null)
  const isEverything = isAll && selected.length > 0
  const isPage = selected.length > 0 && onPage.every((one) => includes(selected, one))
  const n = isEverything ? (total ?? 0) : selected.length
  const filter = isEverything ? bodyOf(search.filter) : { skus: selected.map(({ sku }) => sku) }
  const number = (value: number | undefined) => count(value ?? 0)
  const clear = () => {
    setAll(false)
    onDone()
  }
  return (
    <div className="bulk">
      <span role="status" className="console-numbers">
        {n > 0
          ? t(isEverything ? 'allSelected' : 'selected', { n: number(n) })
          : total === undefined
            ? t('counting')
            : t('total', { n: number(total) })}
      </span>
      {isPage && !isEverything && (total ?? 0) > selected.length && (
        <Button variant="inline-link" onClick={() => setAll(true)}>
          {t('all', { n: number(total) })}
        </Button>
      )}
      {n > 0 && (
        <Button variant="inline-link" onClick={clear}>
          {t('clear')}
        </Button>
      )}
      <ButtonDropdown
        disabled={n === 0}
        items={BULK_ACTIONS.map((id) => ({ id, text: ACTIONS[id][language] }))}
        onItemClick={({ detail }) => setAction(detail.id as BulkAction)}
      >
        {t('bulk')}
      </ButtonDropdown>
      {action && (
        <BulkDialog
          action={action}
          filter={filter}
          total={n}
          onClose={(isChanged) => {
            setAction(null)
            if (isChanged) clear()
          }}
        />
      )}
    </div>
  )
}

const includes = (selected: readonly Listing[], one: Listing): boolean =>
  selected.some(({ sku }) => sku === one.sku)
