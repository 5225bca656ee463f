import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Delimiter, formatRecord, RecordReader, ROW_MAX } from './records.ts'

/** Reads a text in pieces of a length. */
function read(text: string, piece = text.length || 1) {
  const reader = new RecordReader()
  const rows = []
  for (let at = 0; at < text.length; at += piece)
    rows.push(...reader.push(text.slice(at, at + piece)))
  return [...rows, ...reader.end()]
}

const cells = (text: string) => read(text).map((row) => row.cells)

describe('rows of a file', () => {
  test('tabs or commas, as the first line has them', () => {
    expect(cells('a\tb,c\n1\t2,3\n')).toEqual([
      ['a', 'b,c'],
      ['1', '2,3'],
    ])
    expect(cells('a,b\n1\t2,3\n')).toEqual([
      ['a', 'b'],
      ['1\t2', '3'],
    ])
  })

  test('any line ends, none at the end, and empty lines that count as lines', () => {
    expect(read('a\tb\r\n\r\n1\t2\n\n3\t4')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['1', '2'] },
      { line: 5, cells: ['3', '4'] },
    ])
  })

  test('quoted cells hold delimiters, line ends and doubled quotes', () => {
    expect(read('a,b\n"1,\n2","say ""x"""\n3,4\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1,\n2', 'say "x"'] },
      { line: 4, cells: ['3', '4'] },
    ])
  })

  test('a quotation mark inside an unquoted cell is a character', () => {
    expect(cells('a\tb\n6" pipe\t2\n')).toEqual([
      ['a', 'b'],
      ['6" pipe', '2'],
    ])
  })

  test.each([
    ['never closed', '"1\t2'],
    ['closed too early', '"1"2\t3'],
  ])('a quote %s breaks its own line only', (_, broken) => {
    expect(read(`a\tb\n${broken}\n5\t6\n`)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: [broken], problem: 'quote_broken' },
      { line: 3, cells: ['5', '6'] },
    ])
  })

  test('a line without end needs no more memory than it may, and the next is read', () => {
    const long = 'x'.repeat(5 * ROW_MAX)
    expect(read(`a\tb\n${long}\n5\t6\n`, 10_000)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: [''], problem: 'row_too_long' },
      { line: 3, cells: ['5', '6'] },
    ])
  })
})

test('what is written is read back, in whatever pieces it arrives', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'あ', '"', '\t', ',', '\n', '\r\n', '😀') })
  const row = fc.array(cell, { minLength: 2, maxLength: 3 })
  const delimiter = fc.constantFrom<Delimiter>('\t', ',')
  fc.assert(
    fc.property(fc.array(row), delimiter, fc.integer({ min: 1, max: 20 }), (rows, by, piece) => {
      const header = ['h1', 'h2', 'h3']
      const text = [header, ...rows].map((one) => formatRecord(one, by)).join('')
      expect(read(text, piece).map((one) => one.cells)).toEqual([header, ...rows])
    }),
  )
})
