import type { Sql } from '../../database/connect.ts'
import type { Column } from './columns.ts'

/** Writes many rows with one statement, none for none; tells how many it wrote. */
export type Writer<Row> = (sql: Sql, rows: readonly Row[]) => Promise<number>

/** Inserts rows into a table; `conflict` says what to do where one is there already. */
export function inserter<Row>(
  table: string,
  columns: readonly Column<Row>[],
  conflict = '',
): Writer<Row> {
  const names = columns.map(({ name }) => name)
  const select = `select ${columns.map(stored)} from ${rowsOf(columns)}`
  return writer(`insert-${table}`, `insert into ${table} (${names}) ${select} ${conflict}`, columns)
}

/** Sets columns of the rows that `keys` find, where they still hold what `unchanged` says. */
export function updater<Row>(
  table: string,
  keys: readonly Column<Row>[],
  columns: readonly Column<Row>[],
  unchanged: Readonly<Record<string, Column<Row>>> = {},
): Writer<Row> {
  const assignments = columns.map((column) => `${column.name} = ${stored(column)}`)
  const conditions = [...keys.map((key) => [key.name, key] as const), ...Object.entries(unchanged)]
  const found = conditions.map(([name, column]) => `${table}.${name} = ${stored(column)}`)
  const all = [...keys, ...Object.values(unchanged), ...columns]
  return writer(
    `update-${table}`,
    `update ${table} set ${assignments} from ${rowsOf(all)} where ${found.join(' and ')}`,
    all,
  )
}

/** A statement over `rowsOf` its columns. */
export function writer<Row>(
  name: string,
  text: string,
  columns: readonly Column<Row>[],
): Writer<Row> {
  // Neither waiting in here nor a function made in here, which would see the rows: they would stay
  // alive for as long as the database is at work.
  return async (sql, rows) => {
    if (rows.length === 0) return 0
    return sql.query({ name, text, values: encoded(columns, rows) }).then(count)
  }
}

const encoded = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Buffer[] =>
  columns.map((column) => column.encode(rows))

const count = ({ rowCount }: { readonly rowCount: number | null }): number => rowCount ?? 0

/** A column of `rowsOf` as it is stored. */
export const stored = <Row>({ name, stored: convert }: Column<Row>): string =>
  convert ? convert(`n.${name}`) : `n.${name}`

/**
 * The arrays as rows. Their elements are taken in step, straight from the select list: in the from
 * clause each array would first be copied into a store of its own.
 */
export function rowsOf<Row>(columns: readonly Column<Row>[]): string {
  const elements = columns.map(({ name, type }, i) => `unnest($${i + 1}::${type}[]) as ${name}`)
  return `(select ${elements}) as n`
}
