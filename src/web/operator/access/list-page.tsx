import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import { type ReactNode, useState } from 'react'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import type { Pages } from '../../console/use-pages.ts'
import { Failure } from '../../kit/problem.tsx'
import { useHome } from '../common/home.ts'

interface Props<Item> {
  readonly title: string
  readonly about: string
  /** What the button says that opens the form. */
  readonly add: string
  /** The form for one more; it calls back to be closed. */
  readonly form: (close: () => void) => ReactNode
  /** Above the list, such as what was just made. */
  readonly above?: ReactNode
  /** Why the last change of one of them failed. */
  readonly error: unknown
  readonly pages: Pages<Item>
  readonly columns: readonly TableProps.ColumnDefinition<Item>[]
}

/** A list of who or what has access, with a form for one more. */
export function AccessList<Item extends { readonly id: number }>(props: Props<Item>) {
  const { title, about, add, form, above, error, pages, columns } = props
  const [isAdding, setAdding] = useState(false)
  return (
    <Page
      title={title}
      about={about}
      above={[useHome()]}
      actions={
        <Button variant="primary" onClick={() => setAdding(!isAdding)}>
          {add}
        </Button>
      }
    >
      <SpaceBetween size="l">
        {above}
        {isAdding && form(() => setAdding(false))}
        {error !== null && <Failure error={error} />}
        <PagedTable
          pages={pages}
          label={title}
          trackBy={({ id }) => String(id)}
          wrapLines
          columnDefinitions={columns}
        />
      </SpaceBetween>
    </Page>
  )
}
