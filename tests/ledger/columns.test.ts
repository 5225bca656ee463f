import { describe, expect, test } from 'vitest'
import {
  bigint,
  bytea,
  type Column,
  int,
  json,
  label,
  moment,
  smallint,
  text,
} from '../../src/ledger/batch/columns.ts'
import { type Instant, instantOf } from '../../src/rules/time/instant.ts'
import { testDatabase } from '../kit/database.ts'

const db = await testDatabase()

/** What the database makes of values that travelled as a column. */
async function arrived<Value>(values: readonly Value[], column: Column<Value>): Promise<unknown[]> {
  const element = column.stored?.('x') ?? 'x'
  const { rows } = await db.pool.query(
    `select ${element} as value from unnest($1::${column.type}[]) with ordinality as n (x, i)
      order by i`,
    [column.encode(values)],
  )
  return rows.map((row) => row.value)
}

const same = <Value>(value: Value): Value => value

describe('what goes in comes out', () => {
  test.each([
    ['bigint', bigint('x', same<number | null>), Number.MAX_SAFE_INTEGER],
    ['int', int('x', same<number | null>), 2 ** 31 - 1],
    ['smallint', smallint('x', same<number | null>), 2 ** 15 - 1],
  ] as const)('%s, to its limits', async (_, column, most) => {
    const values = [0, 1, -1, null, most, -most, 255, 256, 65_536 % most, null]
    expect(await arrived(values, column)).toEqual(values)
    expect(await arrived([], column)).toEqual([])
  })

  test('moments before and after the year 2000, to the millisecond', async () => {
    const values = [0, 946_684_800_000, 946_684_799_999, 1_590_937_200_001, -1, null]
    const column = moment('x', same<Instant | null>)
    const instants = values.map((ms) => (ms === null ? null : instantOf(ms)))
    expect(await arrived(instants, column)).toEqual(values)
  })

  test('text of every length and alphabet', async () => {
    const values = ['', 'a', 'ポイント', '😀', 'a,b"c\\d{}', null, 'NULL', 'é'.repeat(40_000)]
    expect(await arrived(values, text('x', same<string | null>))).toEqual(values)
  })

  test('json, bytes and labels', async () => {
    expect(await arrived(['{"a":"貯"}', null], json('x', same<string | null>))).toEqual([
      { a: '貯' },
      null,
    ])
    expect(await arrived(['00ff10', ''], bytea('x', same<string | null>))).toEqual([
      Buffer.from('00ff10', 'hex'),
      Buffer.alloc(0),
    ])
    const units = ['PT', 'JPY', 'PT'] as const
    expect(await arrived(units, label('x', 'unit', ['JPY', 'PT'], same))).toEqual(units)
  })
})

test('a value that does not fit is refused, never cut', () => {
  expect(() => smallint('x', same<number>).encode([40_000])).toThrow(RangeError)
  expect(() => int('x', same<number>).encode([2 ** 31])).toThrow(RangeError)
  expect(() => bigint('x', same<number>).encode([2 ** 53])).toThrow(RangeError)
  expect(() => bigint('x', same<number>).encode([0.5])).toThrow(RangeError)
  expect(() => bytea('x', same<string>).encode(['xyz1'])).toThrow(TypeError)
})
