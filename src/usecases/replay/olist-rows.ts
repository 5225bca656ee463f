import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { CsvError, parse } from 'csv-parse'
import { Problem } from '../../database/problems.ts'

export const FILES = {
  orders: 'olist_orders_dataset.csv',
  items: 'olist_order_items_dataset.csv',
  payments: 'olist_order_payments_dataset.csv',
  customers: 'olist_customers_dataset.csv',
} as const

export type OlistFile = (typeof FILES)[keyof typeof FILES]

/** A folder of the dataset being read, with the digest of all that was read of it. */
export interface OlistFolder {
  readonly folder: string
  readonly digest: Hash
}

/** Throws `input-missing` when the folder lacks one of the files. */
export async function openFolder(folder: string): Promise<OlistFolder> {
  for (const file of Object.values(FILES)) {
    const found = await stat(path.join(folder, file)).catch(() => undefined)
    if (!found?.isFile()) {
      throw new Problem(
        'input-missing',
        `${folder} has no ${file}; name the folder that holds the dataset`,
      )
    }
  }
  return { folder, digest: createHash('sha256') }
}

/** A row and how to complain about it. */
export interface Row<Column extends string> {
  readonly cells: Readonly<Record<Column, string>>
  /** The problem that this row is, by file and line. */
  readonly broken: (reason: string) => Problem
}

/** The rows of a file. Throws `input-unreadable` for one that is no CSV or lacks a column. */
export async function* rowsOf<Column extends string>(
  { folder, digest }: OlistFolder,
  file: OlistFile,
  columns: readonly Column[],
): AsyncGenerator<Row<Column>> {
  const source = createReadStream(path.join(folder, file))
  source.on('data', (chunk) => digest.update(chunk))
  const parser = source.pipe(
    parse({ columns: (header) => checked(file, header, columns), bom: true, info: true }),
  )
  source.on('error', (error) => parser.destroy(error))
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed<Column>>) {
      yield {
        cells: record,
        broken: (reason) => unreadable(`${file}, line ${info.lines}: ${reason}`),
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw unreadable(`${file}: ${error.message}`, error)
  }
}

interface Parsed<Column extends string> {
  readonly record: Record<Column, string>
  readonly info: { readonly lines: number }
}

function checked(file: OlistFile, header: string[], columns: readonly string[]): string[] {
  const missing = columns.find((column) => !header.includes(column))
  if (missing) throw unreadable(`${file} has no column ${missing}`)
  return header
}

const unreadable = (message: string, cause?: unknown): Problem =>
  new Problem('input-unreadable', `${message}; mend the file and run the same again`, cause)
