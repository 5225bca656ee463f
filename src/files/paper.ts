import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import type { Instant } from '../rules/time/instant.ts'

/** The bundled typeface: Japanese and Latin in one, so that a page needs nothing of its reader. */
const FONTS = '@expo-google-fonts/biz-udpgothic'
const fontFile = (name: string): string =>
  fileURLToPath(import.meta.resolve(`${FONTS}/${name}.ttf`))

/** A4 in points, and its margins. */
const PAGE = { width: 595.28, height: 841.89, margin: 48, foot: 36 }
const INK = '#1c2430'
const SOFT = '#5a6472'
const LINE = '#c9cdd3'

export interface PaperColumn {
  readonly title: string
  /** Its share of the page's width. */
  readonly share: number
  readonly isNumber?: boolean
}

/** What a viewer shows of a document before it is opened. */
export interface PaperAbout {
  readonly title: string
  readonly author: string
  /** As data: the same document is the same bytes whenever it is made. */
  readonly madeAt: Instant
}

/**
 * A document on A4 pages, from top to bottom: headings, sentences, tables that go on over pages
 * with their heads repeated. It streams: a page that is full leaves. `foot` is written under each
 * page with its number.
 */
export class Paper {
  readonly stream: PDFKit.PDFDocument
  readonly #foot: string
  readonly #known: { hasGlyphForCodePoint(point: number): boolean }
  #page = 0

  constructor(about: PaperAbout, foot: string) {
    this.#foot = foot
    this.stream = new PDFDocument({
      size: 'A4',
      margins: { top: PAGE.margin, left: PAGE.margin, right: PAGE.margin, bottom: PAGE.foot },
      autoFirstPage: false,
      displayTitle: true,
      info: { Title: about.title, Author: about.author, CreationDate: new Date(about.madeAt) },
    })
    this.stream.registerFont('plain', fontFile('400Regular/BIZUDPGothic_400Regular'))
    this.stream.registerFont('strong', fontFile('700Bold/BIZUDPGothic_700Bold'))
    this.stream.font('plain')
    this.#known = (this.stream as unknown as WithFont)._font.font
    this.#turn()
  }

  #turn(): void {
    this.#page += 1
    this.stream.addPage()
    const { margin, foot, height } = PAGE
    this.stream.font('plain').fontSize(8).fillColor(SOFT)
    const bottom = height - foot + 2
    this.#write(this.#foot, margin, bottom, this.#width - 60)
    this.#write(String(this.#page), margin + this.#width - 60, bottom, 60, 'right')
    this.stream.fillColor(INK)
    this.stream.y = margin
  }

  get #width(): number {
    return PAGE.width - 2 * PAGE.margin
  }

  /** One line, cut where its place ends. A sign that the typeface lacks becomes the printers' 〓. */
  #write(text: string, x: number, y: number, width: number, align: 'left' | 'right' = 'left') {
    const printable = [...text]
      .map((sign) => (this.#known.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0) ? sign : '〓'))
      .join('')
    const options = { width, align, lineBreak: false, ellipsis: '…', height: 12 } as const
    this.stream.text(printable, x, y, options)
  }

  /** Goes to the next page unless there is still room for so much. */
  #need(height: number): void {
    if (this.stream.y + height > PAGE.height - PAGE.foot - 12) this.#turn()
  }

  heading(text: string, size = 18): void {
    this.#need(size * 3)
    const { y } = this.stream
    this.stream.font('strong').fontSize(size).fillColor(INK)
    this.#write(text, PAGE.margin, y, this.#width)
    this.stream.y = y + size * 1.6
  }

  /** Facts side by side, each with its share of the width: what it is, and under it the fact. */
  facts(pairs: readonly (readonly [label: string, value: string, share: number])[]): void {
    this.#need(40)
    const { y } = this.stream
    let x = PAGE.margin
    for (const [label, value, share] of pairs) {
      const width = share * this.#width
      this.stream.font('plain').fontSize(8).fillColor(SOFT)
      this.#write(label, x, y, width - 8)
      this.stream.font('strong').fontSize(10).fillColor(INK)
      this.#write(value, x, y + 12, width - 8)
      x += width
    }
    this.stream.y = y + 38
  }

  /** A table; `strong` rows stand out. Waits for the reader where one asks it to. */
  async table(
    columns: readonly PaperColumn[],
    rows: AsyncIterable<PaperRow> | Iterable<PaperRow>,
    size = 9,
  ): Promise<void> {
    const step = size * 1.9
    const head = () => {
      this.#row(columns, { cells: columns.map(({ title }) => title), strong: true }, size, step)
    }
    this.#need(step * 3)
    head()
    let before = this.#page
    for await (const row of rows) {
      this.#need(step)
      if (this.#page !== before) {
        before = this.#page
        head()
        // What is full leaves before more is made.
        await new Promise(setImmediate)
      }
      this.#row(columns, row, size, step)
    }
    this.stream.y += step / 2
  }

  #row(columns: readonly PaperColumn[], row: PaperRow, size: number, step: number): void {
    const { y } = this.stream
    this.stream
      .font(row.strong ? 'strong' : 'plain')
      .fontSize(size)
      .fillColor(INK)
    let x = PAGE.margin
    columns.forEach(({ share, isNumber }, index) => {
      const width = share * this.#width
      this.#write(
        row.cells[index] ?? '',
        x,
        y + size * 0.4,
        width - (isNumber ? 0 : 6),
        isNumber ? 'right' : 'left',
      )
      x += width
    })
    const under = y + step - 1
    this.stream.moveTo(PAGE.margin, under).lineTo(PAGE.margin + this.#width, under)
    this.stream
      .lineWidth(row.strong ? 0.8 : 0.4)
      .strokeColor(LINE)
      .stroke()
    this.stream.y = y + step
  }

  sentence(text: string): void {
    this.#need(30)
    this.stream.font('plain').fontSize(8).fillColor(SOFT)
    this.stream.text(text, PAGE.margin, this.stream.y, { width: this.#width, lineGap: 3 })
    this.stream.fillColor(INK)
  }

  end(): void {
    this.stream.end()
  }
}

export interface PaperRow {
  readonly cells: readonly string[]
  readonly strong?: boolean
}

/** The typeface in use, which pdfkit's types leave out. */
interface WithFont {
  readonly _font: { readonly font: { hasGlyphForCodePoint(point: number): boolean } }
}
