import type { Encoding } from '../../files/decoder.ts'
import { encode, isEncodable, startOf } from '../../files/encoder.ts'
import { asWindows, survivesWindows } from '../../files/japanese.ts'
import { type Delimiter, formatRecord } from '../../files/records.ts'
import { neutralise } from '../../files/spreadsheet.ts'
import { formatPercent } from '../../rules/money/ratio.ts'
import { pointsAt } from '../../rules/offers/points.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import type { Language } from '../sentence.ts'
import { readListings } from './apply.ts'
import { readerOf } from './author.ts'
import { CONDITION_NAMES, STATUS_NAMES } from './cells.ts'
import { COLUMNS, HEADERS } from './columns.ts'
import type { Author } from './decide.ts'
import { conditionsOf, type ListingFilter, Parameters } from './filter.ts'
import { LISTING_COLUMNS, type ListingRow, listingOf } from './listing.ts'

export interface ExportAsk extends ListingFilter {
  readonly seller: string
  /** UTF-8 with a byte order mark, unless named. */
  readonly encoding?: Encoding
  /** Tabs, unless named. */
  readonly delimiter?: Delimiter
  /** The language of the header and of conditions and states; Japanese, unless named. */
  readonly language?: Language
}

export interface ListingsExport {
  readonly refused?: never
  /** The file, piece by piece. */
  readonly file: AsyncGenerator<Buffer>
  /** Grows while the file is read. */
  readonly counts: {
    rows: number
    /** SKUs left out: the encoding lacks their characters, or spells them like another's. */
    readonly unwritable: string[]
  }
}

type Form = Required<Pick<ExportAsk, 'encoding' | 'delimiter' | 'language'>>
type Row = ListingRow & { readonly title_ja: string | null; readonly title_en: string | null }

/** Rows of one query. */
const PAGE = 5_000

/**
 * A seller's inventory as a file that `importListings` reads back without changing anything: an
 * empty points cell is the account default, 0 is none. Cells that a spreadsheet would run are
 * neutralised, which an import takes back. In Shift_JIS, a title's missing characters become 〓.
 * Refusal: `seller_not_found`.
 */
export async function exportListings(
  engine: Engine,
  ask: ExportAsk,
): Promise<Refusal | ListingsExport> {
  const reader = await readerOf(engine, ask.seller)
  if (isRefusal(reader)) return reader
  const { encoding = 'utf-8', delimiter = '\t', language = 'ja' } = ask
  const counts = { rows: 0, unwritable: [] as string[] }
  const form = { encoding, delimiter, language }
  return { file: write(engine, reader, ask, form, counts), counts }
}

async function* write(
  engine: Engine,
  reader: Author,
  filter: ListingFilter,
  form: Form,
  counts: ListingsExport['counts'],
): AsyncGenerator<Buffer> {
  const { encoding, delimiter, language } = form
  yield Buffer.concat([startOf(encoding), encode(headerLine(form), encoding)])
  for await (const rows of pagesOf(engine, reader, filter)) {
    let text = ''
    const shadowed = encoding === 'utf-8' ? NONE : await shadowedSkus(engine, reader, rows)
    for (const row of rows) {
      if (!comesBack(row, encoding) || shadowed.has(row.sku)) {
        counts.unwritable.push(row.sku)
        continue
      }
      text += formatRecord(cellsOf(row, reader, language).map(neutralise), delimiter)
      counts.rows += 1
    }
    if (text !== '') yield encode(text, encoding)
  }
}

const NONE: ReadonlySet<string> = new Set()

/** SKUs that a Shift_JIS file spells like another SKU of the seller. */
async function shadowedSkus(
  { pool }: Engine,
  { seller }: Author,
  rows: readonly Row[],
): Promise<ReadonlySet<string>> {
  const twins = rows.map(({ sku }) => sku).filter((sku) => asWindows(sku) !== sku)
  if (twins.length === 0) return NONE
  const others = await readListings(pool, seller.id, twins.map(asWindows))
  return new Set(twins.filter((sku) => others.has(asWindows(sku))))
}

/** Whether an import would know the listing again by what the file says. */
const comesBack = ({ sku, asin }: Row, encoding: Encoding): boolean =>
  encoding === 'utf-8' ||
  (isEncodable(sku, encoding) &&
    survivesWindows(sku) &&
    isEncodable(asin, encoding) &&
    asWindows(asin) === asin)

const headerLine = ({ language, delimiter }: Form): string =>
  formatRecord(
    COLUMNS.map((column) => HEADERS[language][column]),
    delimiter,
  )

/** The listings by SKU; each page is read as of its own moment, so that no snapshot is held. */
async function* pagesOf(
  engine: Engine,
  reader: Author,
  filter: ListingFilter,
): AsyncGenerator<readonly Row[]> {
  let after = ''
  for (;;) {
    const parameters = new Parameters()
    const { all } = await conditionsOf(engine.pool, filter, reader, parameters)
    const conditions = [...all, `l.sku > ${parameters.add(after)}`]
    const { rows } = await engine.pool.query<Row>(
      `select ${LISTING_COLUMNS}, p.title_ja, p.title_en
        from (select * from listing l where ${conditions.join(' and ')}
          order by sku limit ${PAGE}) as l
        left join product p on p.asin = l.asin order by l.sku`,
      parameters.values,
    )
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.sku
  }
}

/** In the order of `COLUMNS`. */
function cellsOf(row: Row, { policy }: Author, language: Language): string[] {
  const { sku, asin, condition, price, shipping, points, stock, status } = listingOf(row)
  const title = language === 'ja' ? row.title_ja : (row.title_en ?? row.title_ja)
  const amount =
    points?.by === 'amount' ? String(pointsAt(price, points, policy.terms.rounding)) : ''
  return [
    sku,
    asin,
    title ?? '',
    CONDITION_NAMES[condition][language],
    String(price),
    String(shipping),
    points?.by === 'percentage' ? formatPercent(points.bps) : '',
    amount,
    stock === null ? '' : String(stock),
    STATUS_NAMES[status][language],
  ]
}

/** A file with the header alone, to be filled in. */
export function inventoryTemplate({
  encoding = 'utf-8',
  delimiter = '\t',
  language = 'ja',
}: Partial<Form>): Buffer {
  const header = headerLine({ encoding, delimiter, language })
  return Buffer.concat([startOf(encoding), encode(header, encoding)])
}
