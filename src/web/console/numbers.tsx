import type { TableProps } from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'

type Column<Item> = TableProps.ColumnDefinition<Item>

/** The columns, with those of numbers set to the right: digits stand below digits of their worth. */
export function withNumbers<Item>(
  columns: readonly Column<Item>[],
  ...numbers: readonly string[]
): readonly Column<Item>[] {
  return columns.map((column) =>
    numbers.includes(column.id ?? '')
      ? {
          ...column,
          header: right(column.header),
          cell: (item: Item) => right(column.cell(item)),
        }
      : column,
  )
}

const right = (shown: ReactNode) => <div className="console-right">{shown}</div>
