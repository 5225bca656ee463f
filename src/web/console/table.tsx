import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import Spinner from '@cloudscape-design/components/spinner'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'
import { useText } from '../kit/language.ts'
import { Failure } from '../kit/problem.tsx'
import type { Pages } from './use-pages.ts'

const SENTENCES = {
  loading: { ja: '読み込み中…', en: 'Loading…' },
  empty: { ja: '該当するものがありません。', en: 'There is nothing here.' },
  pages: { ja: 'ページ', en: 'Pages' },
  next: { ja: '次のページ', en: 'Next page' },
  previous: { ja: '前のページ', en: 'Previous page' },
  page: { ja: '{n}ページ', en: 'Page {n}' },
} as const

type Given<Item> = Omit<TableProps<Item>, 'items' | 'empty' | 'loading' | 'pagination'>

interface Props<Item> extends Given<Item> {
  readonly pages: Pages<Item>
  /** What a screen reader calls the table. */
  readonly label: string
  /** Said instead of rows where there are none. */
  readonly empty?: ReactNode
}

/**
 * A list of the server's, a page at a time: with what is said while it loads, fails or is empty.
 */
export function PagedTable<Item>({ pages, label, empty, ariaLabels, ...table }: Props<Item>) {
  const t = useText(SENTENCES)
  const { items, error, retry, isOld } = pages
  const isEmpty = items?.length === 0
  // Rows that are here stay, whatever became of looking again.
  const isOver = Boolean(error) && !isEmpty && items !== undefined
  return (
    <Table<Item>
      variant="container"
      {...table}
      items={items ?? []}
      footer={isOver ? <Failure error={error} retry={retry} /> : table.footer}
      ariaLabels={{ tableLabel: label, ...ariaLabels } as TableProps.AriaLabels<Item>}
      loading={items === undefined && !error}
      loadingText={t('loading')}
      empty={
        error ? (
          <Failure error={error} retry={retry} />
        ) : isEmpty ? (
          <Box padding={{ vertical: 'l' }}>{empty ?? t('empty')}</Box>
        ) : undefined
      }
      pagination={
        <span className="console-pages" aria-busy={isOld}>
          {isOld && <Spinner />}
          <PageTurner pages={pages} />
        </span>
      }
    />
  )
}

function PageTurner<Item>({ pages }: { readonly pages: Pages<Item> }) {
  const t = useText(SENTENCES)
  const { at, known, isOpen, go, isOld } = pages
  return (
    <Pagination
      currentPageIndex={at}
      pagesCount={known}
      openEnd={isOpen && at < known}
      disabled={isOld}
      onChange={({ detail }) => go(detail.currentPageIndex)}
      ariaLabels={{
        paginationLabel: t('pages'),
        nextPageLabel: t('next'),
        previousPageLabel: t('previous'),
        pageLabel: (n) => t('page', { n }),
      }}
    />
  )
}

interface WholeProps<Item> {
  readonly title: string
  /** The button beside the title. */
  readonly actions: ReactNode
  /** The list as the server answers it, as a query has it. */
  readonly list: {
    readonly data: readonly Item[] | undefined
    readonly error: unknown
    readonly refetch: () => unknown
  }
  readonly empty: string
  readonly trackBy: keyof Item & string
  readonly columns: readonly TableProps.ColumnDefinition<Item>[]
}

/** A short list of the server's, all of it at once, under a title of its own. */
export function WholeTable<Item>(props: WholeProps<Item>) {
  const { title, actions, list, empty, trackBy, columns } = props
  const t = useText(SENTENCES)
  const { data, error, refetch } = list
  return (
    <Table<Item>
      variant="container"
      wrapLines
      ariaLabels={{ tableLabel: title } as TableProps.AriaLabels<Item>}
      header={
        <Header variant="h2" actions={actions}>
          {title}
        </Header>
      }
      items={data ?? []}
      trackBy={trackBy}
      loading={!data && !error}
      loadingText={t('loading')}
      empty={error ? <Failure error={error} retry={() => void refetch()} /> : empty}
      columnDefinitions={columns}
    />
  )
}
