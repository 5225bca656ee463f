import type { Instant } from '../../rules/time/instant.ts'

/**
 * One column of many rows, as it travels to the database: an array in PostgreSQL's binary format,
 * which neither side has to spell out in digits. docs/decisions/batches-travel-as-binary-arrays.md
 * has the numbers.
 */
export interface Column<Row> {
  readonly name: string
  /** SQL type of an element on its way. */
  readonly type: string
  readonly encode: (rows: readonly Row[]) => Buffer
  /** The SQL that turns an element into what is stored; itself when absent. */
  readonly stored?: (element: string) => string
}

type Of<Row, Value> = (row: Row) => Value

export const bigint = <Row>(name: string, of: Of<Row, number | null>): Column<Row> => ({
  name,
  type: 'bigint',
  encode: (rows) => fixed(20, 8, rows, of),
})

export const int = <Row>(name: string, of: Of<Row, number | null>): Column<Row> => ({
  name,
  type: 'int',
  encode: (rows) => fixed(23, 4, rows, of),
})

/** Travels as a smallint: 1 for yes. */
export const flag = <Row>(name: string, of: Of<Row, boolean>): Column<Row> => ({
  ...smallint<Row>(name, (row) => (of(row) ? 1 : 0)),
  stored: (element) => `${element} = 1`,
})

export const smallint = <Row>(name: string, of: Of<Row, number | null>): Column<Row> => ({
  name,
  type: 'smallint',
  encode: (rows) => fixed(21, 2, rows, of),
})

/** A timestamptz: PostgreSQL counts microseconds since the year 2000. */
export const moment = <Row>(name: string, of: Of<Row, Instant | null>): Column<Row> => ({
  name,
  type: 'timestamptz',
  encode: (rows) => fixed(1184, 8, rows, of, { zero: YEAR_2000, unit: 1_000 }),
})

export const text = <Row>(name: string, of: Of<Row, string | null>): Column<Row> => ({
  name,
  type: 'text',
  encode: (rows) => varying(25, rows, of, utf8),
})

/** JSON that is text already. */
export const json = <Row>(name: string, of: Of<Row, string | null>): Column<Row> => ({
  name,
  type: 'json',
  encode: (rows) => varying(114, rows, of, utf8),
})

/** Bytes, given in hex. Throws for anything else: a bug. */
export const bytea = <Row>(name: string, of: Of<Row, string | null>): Column<Row> => ({
  name,
  type: 'bytea',
  encode: (rows) => varying(17, rows, of, hex),
})

/** A label of an enum type: its place among `labels` travels, which spares a look-up by name. */
export function label<Row, Label extends string>(
  name: string,
  type: string,
  labels: readonly Label[],
  of: Of<Row, Label | null>,
): Column<Row> {
  const places = new Map(labels.map((each, index) => [each, index + 1]))
  return {
    name,
    type: 'smallint',
    encode: (rows) =>
      fixed(21, 2, rows, (row) => {
        const one = of(row)
        return one === null ? null : (places.get(one) as number)
      }),
    stored: (element) => `('{${labels.join(',')}}'::${type}[])[${element}]`,
  }
}

const YEAR_2000 = Date.UTC(2000, 0, 1)
const UINT32 = 2 ** 32
const LARGEST = { 2: 2 ** 15 - 1, 4: 2 ** 31 - 1, 8: Number.MAX_SAFE_INTEGER } as const

/** Before the elements: dimensions, "has nulls", type of the elements, their count, first index. */
const HEADER = 20

/** How a value is counted on the other side. */
const AS_IT_IS = { zero: 0, unit: 1 }

function header(view: DataView, type: number, count: number): void {
  view.setInt32(0, 1)
  view.setInt32(4, 1)
  view.setInt32(8, type)
  view.setInt32(12, count)
  view.setInt32(16, 1)
}

function fixed<Row>(
  type: number,
  size: 2 | 4 | 8,
  rows: readonly Row[],
  of: Of<Row, number | null>,
  { zero, unit } = AS_IT_IS,
): Buffer {
  const bytes = Buffer.allocUnsafeSlow(HEADER + rows.length * (4 + size))
  const view = new DataView(bytes.buffer)
  header(view, type, rows.length)
  let at = HEADER
  for (const row of rows) {
    const given = of(row)
    view.setInt32(at, given === null ? -1 : size)
    at += 4
    if (given === null) continue
    const value = (given - zero) * unit
    if (!Number.isSafeInteger(value) || Math.abs(value) > LARGEST[size]) {
      throw new RangeError(`${value} does not fit ${size} bytes`)
    }
    if (size === 2) view.setInt16(at, value)
    else if (size === 4) view.setInt32(at, value)
    else {
      view.setInt32(at, Math.floor(value / UINT32))
      view.setUint32(at + 4, value % UINT32)
    }
    at += size
  }
  return at === bytes.length ? bytes : bytes.subarray(0, at)
}

/** Where elements of unknown length are put together; it grows with the largest batch. */
let scratch = Buffer.allocUnsafeSlow(1 << 16)
let scratchView = new DataView(scratch.buffer)

function varying<Row>(
  type: number,
  rows: readonly Row[],
  of: Of<Row, string | null>,
  put: (value: string, at: number) => number,
): Buffer {
  let at = HEADER
  for (const row of rows) {
    const value = of(row)
    // A UTF-16 unit becomes at most three bytes.
    const room = at + 4 + (value === null ? 0 : 3 * value.length)
    if (room > scratch.length) grow(room)
    if (value === null) scratchView.setInt32(at, -1)
    else {
      const length = put(value, at + 4)
      scratchView.setInt32(at, length)
      at += length
    }
    at += 4
  }
  header(scratchView, type, rows.length)
  return Buffer.from(scratch.subarray(0, at))
}

function grow(room: number): void {
  const larger = Buffer.allocUnsafeSlow(2 * room)
  scratch.copy(larger)
  scratch = larger
  scratchView = new DataView(scratch.buffer)
}

const utf8 = (value: string, at: number): number => scratch.write(value, at)

function hex(value: string, at: number): number {
  const length = scratch.write(value, at, 'hex')
  if (length * 2 !== value.length) throw new TypeError(`not hex: ${value}`)
  return length
}
