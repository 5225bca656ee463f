import { expect, test } from 'vitest'
import { isRefusal } from '../refusal.ts'
import { type ColumnChoice, DEFAULT_COLUMNS, decideColumns, isLocked } from './inventory-columns.ts'

function columnsOf(choices: readonly ColumnChoice[]): readonly ColumnChoice[] {
  const decided = decideColumns(choices)
  if (isRefusal(decided)) throw new Error(decided.refused)
  return decided.columns
}

test('the Points column can be moved but never hidden', () => {
  const hidden = [{ column: 'points', shown: false }] as const
  expect(decideColumns(hidden)).toEqual({ refused: 'column_locked', facts: { column: 'points' } })
  const first = columnsOf([{ column: 'points', shown: true }])
  expect(first.map(({ column }) => column).slice(0, 2)).toEqual(['points', 'product'])
})

test('nor can the SKU, which says whose price it is; every other column can', () => {
  const locked = DEFAULT_COLUMNS.filter(({ column }) => isLocked(column))
  expect(locked.map(({ column }) => column).toSorted()).toEqual(['points', 'sku'])
  for (const { column } of DEFAULT_COLUMNS) {
    const refused = isRefusal(decideColumns([{ column, shown: false }]))
    expect(refused, column).toBe(isLocked(column))
  }
})

test('what a choice does not name follows as it is by default', () => {
  expect(columnsOf([])).toEqual(DEFAULT_COLUMNS)
  const decided = columnsOf([
    { column: 'updated', shown: true },
    { column: 'landed', shown: false },
  ])
  expect(decided).toHaveLength(DEFAULT_COLUMNS.length)
  expect(decided[1]).toEqual({ column: 'landed', shown: false })
  expect(decided.find(({ column }) => column === 'fee')?.shown).toBe(false)
})

test('a column has one place', () => {
  const twice = [
    { column: 'stock', shown: true },
    { column: 'stock', shown: false },
  ] as const
  expect(decideColumns(twice)).toEqual({
    refused: 'column_named_twice',
    facts: { column: 'stock' },
  })
})
