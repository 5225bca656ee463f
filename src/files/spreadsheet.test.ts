import fc from 'fast-check'
import { expect, test } from 'vitest'
import { neutralise, restore } from './spreadsheet.ts'

test.each(['=1+1', '+81', '-1', '@SUM(A1)', '\t=1', '＝1', "'=1", "''-2"])(
  'a spreadsheet does not run %j',
  (cell) => {
    expect(neutralise(cell)).toBe(`'${cell}`)
  },
)

test.each(['SKU-1', "'quoted'", '1=1', ''])('%j stays as it is', (cell) => {
  expect(neutralise(cell)).toBe(cell)
  expect(restore(cell)).toBe(cell)
})

test('every cell comes back', () => {
  const cell = fc.string({ unit: fc.constantFrom("'", '=', '-', '@', '＋', 'a', '\t') })
  fc.assert(
    fc.property(cell, (text) => {
      expect(restore(neutralise(text))).toBe(text)
    }),
  )
})
