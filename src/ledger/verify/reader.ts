/** Reads rows one by one out of pages, with a look at the next one. */
export class Reader<Row> {
  /** The row to come; undefined after the last. */
  head: Row | undefined
  readonly #pages: AsyncIterator<readonly Row[]>
  #page: readonly Row[] = []
  #next = 0

  private constructor(pages: AsyncIterator<readonly Row[]>) {
    this.#pages = pages
  }

  static async of<Row>(pages: AsyncIterable<readonly Row[]>): Promise<Reader<Row>> {
    const reader = new Reader<Row>(pages[Symbol.asyncIterator]())
    await reader.advance()
    return reader
  }

  /** Steps to the next row: at once, or with a promise where a page ends. */
  advance(): Promise<void> | undefined {
    if (this.#next < this.#page.length) {
      this.head = this.#page[this.#next]
      this.#next += 1
      return undefined
    }
    return this.#turn()
  }

  async #turn(): Promise<void> {
    const { value, done } = await this.#pages.next()
    this.#page = done ? [] : value
    this.head = this.#page[0]
    this.#next = 1
  }

  /** Takes the rows from here on that belong. */
  async takeWhile(belongs: (row: Row) => boolean): Promise<Row[]> {
    const rows: Row[] = []
    while (this.head !== undefined && belongs(this.head)) {
      rows.push(this.head)
      const turning = this.advance()
      if (turning) await turning
    }
    return rows
  }
}
