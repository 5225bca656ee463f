import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Pool, type PoolClient, transaction } from '../../database/connect.ts'
import { pages } from '../../database/pages.ts'
import { Problem } from '../../database/problems.ts'
import { STATEMENT_LINES } from '../../rules/settlement/settle.ts'
import { formatTokyo, type Instant } from '../../rules/time/instant.ts'
import { BUYER_FIGURES, ORDER_LINES, SELLER_FIGURES } from './report-queries.ts'
import type { ReplayTotals } from './totals.ts'

/** Tells a report of ours, which may be replaced, from anything else. */
const MARK = 'totals.json'

/**
 * Refuses a folder that holds anything but an earlier report, before any work is done for it.
 * Throws the problem `output-occupied`.
 */
export async function checkOut(out: string): Promise<void> {
  const names = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[]
    if (error.code === 'ENOTDIR') throw occupied(out, 'is a file')
    throw error
  })
  if (names.length > 0 && !names.includes(MARK)) throw occupied(out, 'holds something else')
}

const occupied = (out: string, what: string): Problem =>
  new Problem('output-occupied', `${out} ${what}; name an empty folder, or one yet to be made`)

/**
 * Writes `sellers.csv`, `buyers.csv`, `orders.csv` line by line, `statements/` with one settlement
 * per seller and period, and the totals. They are written beside the folder and take its place at
 * once, so that it never holds half a report.
 */
export async function writeReport(pool: Pool, out: string, totals: ReplayTotals): Promise<void> {
  const target = path.resolve(out)
  const staging = `${target}.new-${process.pid}`
  try {
    await mkdir(path.join(staging, 'statements'), { recursive: true })
    await transaction(pool, async (sql) => {
      await sql.query('set transaction isolation level repeatable read, read only')
      await writeCsv(sql, path.join(staging, 'sellers.csv'), SELLER_FIGURES)
      await writeCsv(sql, path.join(staging, 'buyers.csv'), BUYER_FIGURES)
      await writeCsv(sql, path.join(staging, 'orders.csv'), ORDER_LINES)
      await writeStatements(sql, path.join(staging, 'statements'))
    })
    await writeFile(path.join(staging, MARK), `${JSON.stringify(totals, null, 2)}\n`)
    await rm(target, { recursive: true, force: true })
    await rename(staging, target)
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

type Cells = Readonly<Record<string, string | number>>

/** No quoting: ids are checked on their way in, everything else is a number or a word of ours. */
async function writeCsv(sql: PoolClient, file: string, text: string): Promise<void> {
  const output = await open(file, 'w')
  try {
    let header: string[] | undefined
    for await (const page of pages<Cells>(sql, { text })) {
      const columns = header ?? Object.keys(page[0] as Cells)
      const lines = page.map((row) => columns.map((column) => row[column]).join(','))
      if (!header) lines.unshift(columns.join(','))
      header = columns
      await output.write(`${lines.join('\n')}\n`)
    }
  } finally {
    await output.close()
  }
}

const FIGURES = [
  'opening',
  ...STATEMENT_LINES,
  'net',
  'reserve',
  'disbursement',
  'closing',
] as const

type StatementCells = { readonly seller: string; readonly start_at: Instant } & Readonly<
  Record<(typeof FIGURES)[number], number>
>

/** `statements/SELLER/2018-10-25.csv`, by the first day of the period in Tokyo. */
async function writeStatements(sql: PoolClient, folder: string): Promise<void> {
  const text = `select seller.reference as seller, statement.* from statement
    join seller on seller.id = seller_id order by seller_id, period`
  for await (const page of pages<StatementCells>(sql, { text })) {
    for (const seller of new Set(page.map((row) => row.seller))) {
      await mkdir(path.join(folder, seller), { recursive: true })
    }
    await Promise.all(page.map((row) => writeStatement(folder, row)))
  }
}

function writeStatement(folder: string, row: StatementCells): Promise<void> {
  const lines = FIGURES.map((figure) => `${figure},${row[figure]}\n`)
  const file = `${formatTokyo(row.start_at).slice(0, 10)}.csv`
  return writeFile(path.join(folder, row.seller, file), `line,yen\n${lines.join('')}`)
}
