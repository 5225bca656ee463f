import type { Sql } from '../../database/connect.ts'
import type { Column } from './columns.ts'

/** A statement that is prepared once, with its values of this time. */
export interface Statement {
  readonly name: string
  readonly text: string
  readonly values: unknown[]
}

/** Writes many rows with one statement. */
export interface Writer<Row> {
  /** Tells how many it wrote. */
  (sql: Sql, rows: readonly Row[]): Promise<number>
  /** The statement, to be sent later; none for no rows. Throws where a value does not fit: a bug. */
  readonly of: (rows: readonly Row[]) => readonly Statement[]
}

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
  const of = (rows: readonly Row[]): readonly Statement[] =>
    rows.length === 0 ? [] : [{ name, text, values: columns.map((column) => column.encode(rows)) }]
  const write = async (sql: Sql, rows: readonly Row[]): Promise<number> => {
    const [statement] = of(rows)
    return statement ? ((await sql.query(statement)).rowCount ?? 0) : 0
  }
  return Object.assign(write, { of })
}

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

/** Why a batch was undone by `must`, as the SQLSTATE of its error. */
export const UNDONE = {
  /** What was remembered is not so any more: the batch has to look again. */
  outdated: 'TM001',
  /** A listing had less left than the batch sold. */
  shortage: 'TM002',
} as const

/** The statement, which fails as `otherwise` unless it changes exactly so many rows. */
export const exactly = (
  rows: number,
  { name, text, values }: Statement,
  otherwise: keyof typeof UNDONE,
): Statement => ({
  name,
  text: `with done as (${text} returning 1)
    select must((select count(*) from done) = $${values.length + 1}, '${UNDONE[otherwise]}')`,
  values: [...values, rows],
})
