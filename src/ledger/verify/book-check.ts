import { unitOf } from '../../rules/book/accounts.ts'
import { wakeAt } from '../../rules/points/mature.ts'
import { policyAt, type Timeline } from '../../rules/policy/timeline.ts'
import { type Instant, instantOf, later } from '../../rules/time/instant.ts'
import { bookOf } from '../book-rows.ts'
import { digestOf, GENESIS } from '../journal.ts'
import type { LineRow, OrderRow } from '../order-rows.ts'
import { type Statement, type StatementRow, statementOfRow } from '../statements.ts'
import { addToLine, type LineStory, lineStory } from './line-story.ts'
import { checkOrder, lotsAsRuled, type OrderStory } from './order-checks.ts'
import { followUnits, type PlacedTerms } from './outcomes.ts'
import { type BadRow, differs } from './report.ts'
import type { BookOfSomebody, EntryRow, PostingRow } from './rows.ts'

/** An entry that its digest does not fit: it, a posting of it, or the digest was changed. */
export interface Suspect {
  /** The digest of the entry before, as stored. */
  readonly before: string
  readonly entry: EntryRow
  readonly postings: readonly PostingRow[]
  readonly computed: string
  /** Whether what follows was chained to the computed digest and not to the stored one. */
  digestChanged: boolean
}

/** Points that earn a longer life for the rest of the balance. */
const EARNING = new Set(['points_granted', 'points_vested', 'promotion', 'adjustment'])

/** All policy versions, and those of them whose wake-ups every book is sure to have. */
export interface Timelines {
  readonly timeline: Timeline
  readonly prepared: Timeline
}

/** Recomputes one book from its entries, and compares. Entries are added in order. */
export class BookCheck {
  readonly row: BookOfSomebody
  readonly orders = new Map<number, OrderStory>()
  readonly #timeline: Timeline
  readonly #prepared: Timeline
  readonly #statements: readonly StatementRow[]
  readonly #strayLines: BadRow[] = []
  version = 0
  suspect: Suspect | undefined
  /** The first row found bad by itself. */
  bad: BadRow | undefined
  #chain = GENESIS
  /** The digest of the entry that the book's row calls its newest. */
  #chainAtVersion: string
  #balances = { buyer_available: 0, buyer_unvested: 0, buyer_held: 0 }
  #maturedTo: number | null = null
  #earnedAt: number | null = null

  constructor(
    row: BookOfSomebody,
    orders: readonly OrderRow[],
    lines: readonly LineRow[],
    statements: readonly StatementRow[],
    { timeline, prepared }: Timelines,
  ) {
    this.row = row
    this.#timeline = timeline
    this.#prepared = prepared
    this.#statements = statements
    this.#chainAtVersion = row.version === 0 ? GENESIS : ''
    for (const order of orders) {
      const story = { row: order, lines: new Map(), placed: undefined, placedAt: 0, held: 0 }
      this.orders.set(order.id, story)
    }
    for (const line of lines) {
      const order = this.orders.get(line.order_id)
      const { buyer_id, order_id, line: number } = line
      if (order) order.lines.set(number, lineStory(line))
      else {
        const what = 'a line without its order'
        const key = { buyer_id, order_id, line: number }
        this.#strayLines.push({ table: 'order_line', key, what, expected: null, found: line.sku })
      }
    }
  }

  /** Everything known, the next entry with its postings. */
  add(entry: EntryRow, postings: readonly PostingRow[]): void {
    const { book, version } = entry
    this.version += 1
    if (version !== this.version) {
      this.found({
        ...{ table: 'journal', key: { book_id: book, version: this.version } },
        ...{ what: 'missing', expected: this.version, found: version },
      })
      this.version = version
    }
    const computed = digestOf(this.#chain, entry, postings)
    this.#follow(entry, postings, computed)
    this.#chain = entry.digest
    if (version === this.row.version) this.#chainAtVersion = entry.digest
    for (const [index, posting] of postings.entries()) this.#checkPosting(posting, index, entry)
    this.#checkBacking(entry, postings)
    for (const posting of postings) this.#post(posting)
    this.#tell(entry, computed === entry.digest)
  }

  /** Keeps the first entry whose digest does not fit, and looks how the next one is chained. */
  #follow(entry: EntryRow, postings: readonly PostingRow[], computed: string): void {
    const { suspect } = this
    if (suspect) {
      const isNext = suspect.entry.version === entry.version - 1
      if (isNext)
        suspect.digestChanged = digestOf(suspect.computed, entry, postings) === entry.digest
    } else if (computed !== entry.digest && !this.bad) {
      const before = this.#chain
      this.suspect = { before, entry, postings, computed, digestChanged: false }
    }
  }

  /** What the digest does not cover. */
  #checkPosting(posting: PostingRow, index: number, entry: EntryRow): void {
    const { book, version, n, unit, debit, recordedAt } = posting
    const isRight = n === index && unit === unitOf(debit) && recordedAt === entry.recordedAt
    if (isRight) return
    const key = { book_id: book, version, n }
    if (n !== index) {
      const isGap = this.suspect?.entry === entry
      const named = isGap ? { ...key, n: index } : key
      const what = isGap ? 'missing' : 'n'
      this.found({ table: 'posting', key: named, what, expected: index, found: n })
    }
    this.found(differs('posting', key, 'unit', unitOf(debit), unit))
    this.found(differs('posting', key, 'recorded_at', entry.recordedAt, recordedAt))
  }

  /** The law of the house, for one command: the yen that back points move with them. */
  #checkBacking({ book, version }: EntryRow, postings: readonly PostingRow[]): void {
    let [funding, points] = [0, 0]
    for (const { debit, credit, amount } of postings) {
      if (credit === 'points_funding') funding += amount
      if (debit === 'points_funding') funding -= amount
      if (credit in this.#balances) points += amount
      if (debit in this.#balances) points -= amount
    }
    if (funding === points) return
    const key = { book_id: book, version, n: 0 }
    const what = 'yen in points_funding moved with the points'
    this.found({ table: 'posting', key, what, expected: points, found: funding })
  }

  #post(posting: PostingRow): void {
    const { debit, credit, amount, kind, order, line, at } = posting
    if (credit in this.#balances) this.#balances[credit as 'buyer_held'] += amount
    if (debit in this.#balances) this.#balances[debit as 'buyer_held'] -= amount
    if (credit === 'buyer_available' && EARNING.has(kind)) {
      this.#earnedAt = Math.max(at, this.#earnedAt ?? at)
    }
    if (order === null) return
    const story = this.#orderOf(order)
    if (!story) return
    if (line === null) {
      if (kind === 'points_held') story.held += amount
    } else this.#postLine(posting, story.lines.get(line))
  }

  /** The order that an entry or a posting is about; without one, the order's row is missing. */
  #orderOf(id: number): OrderStory | undefined {
    const story = this.orders.get(id)
    const key = { buyer_id: this.row.id, id }
    const what = 'missing, though entries are about it'
    if (!story) this.found({ table: 'orders', key, what, expected: id, found: null })
    return story
  }

  #postLine(posting: PostingRow, story: LineStory | undefined): void {
    const { book, order, line, seller, version, n } = posting
    const key = { buyer_id: book, order_id: order, line }
    if (!story) {
      const what = 'missing, though postings are about it'
      this.found({ table: 'order_line', key, what, expected: line, found: null })
      return
    }
    addToLine(story, posting)
    if (seller === null || seller === story.row.seller_id) return
    const place = { book_id: book, version, n }
    this.found(differs('posting', place, 'seller_id', story.row.seller_id, seller))
  }

  /** What an entry says beside its postings; a changed one is not listened to. */
  #tell(entry: EntryRow, isWhole: boolean): void {
    const at = Math.max(entry.eventAt, this.#maturedTo ?? entry.eventAt)
    this.#maturedTo = at
    if (!isWhole) return
    if (entry.kind === 'settlement.disbursed') this.#checkStatement(entry)
    if (entry.order === null) return
    const story = this.#orderOf(entry.order)
    if (!story) return
    if (entry.kind === 'order.placed') {
      story.placed = JSON.parse(entry.outcome) as PlacedTerms
      story.placedAt = at
      for (const { line, quantity } of story.placed.lines) {
        const known = story.lines.get(line)
        if (known) known.ordered = quantity
      }
    } else followUnits(entry, (line) => story.lines.get(line), story.lines.values(), at)
  }

  /** A statement is what its entry says; whether that is right, the settlement's check says. */
  #checkStatement({ book, version, outcome }: EntryRow): void {
    const said = JSON.parse(outcome) as Omit<Statement, 'seller' | 'version'>
    const row = this.#statements.find((statement) => statement.version === version)
    if (!row) {
      const key = { seller_id: book, period: said.period }
      const what = 'missing'
      this.found({ table: 'statement', key, what, expected: said.closing, found: null })
      return
    }
    const key = { seller_id: row.seller_id, period: row.period }
    const { lines, ...figures } = said
    const { lines: foundLines, ...found } = statementOfRow(row)
    for (const [what, expected] of Object.entries({ ...figures, ...lines })) {
      const value = { ...found, ...foundLines }[what as keyof typeof found]
      this.found(differs('statement', key, what, expected, value ?? null))
    }
  }

  /** Keeps the first row that is bad by itself. */
  found(bad: BadRow | undefined): void {
    this.bad ??= bad
  }

  /** How the newest entry ends, when the book's row does not agree with the journal. */
  #checkEnd(): BadRow | undefined {
    const { id, version, chain } = this.row
    const chained = chain === this.#chain
    const next = { book_id: id, version: this.version + 1 }
    if (this.version < version && !chained) {
      const what = 'missing'
      return { table: 'journal', key: next, what, expected: version, found: this.version }
    }
    if (this.version > version && chain === this.#chainAtVersion) {
      const surplus = { book_id: id, version: version + 1 }
      const what = 'an entry that the book does not count'
      return { table: 'journal', key: surplus, what, expected: version, found: this.version }
    }
    const bad = differs('book', { id }, 'version', this.version, version)
    return bad ?? differs('book', { id }, 'chain', this.#chain, chain)
  }

  /** Every row that contradicts the entries: the end of the chain, orders, lines, then the book. */
  *mismatches(): Generator<BadRow> {
    const end = this.#checkEnd()
    if (end) yield end
    for (const story of this.orders.values()) yield* checkOrder(story, this.#timeline)
    yield* this.#strayLines
    yield* this.#checkRow()
    const key = (row: StatementRow) => ({ seller_id: row.seller_id, period: row.period })
    for (const row of this.#statements) {
      const what = 'a statement that no entry of the journal wrote'
      if (row.version > this.version || row.version < 1) {
        yield { table: 'statement', key: key(row), what, expected: null, found: row.version }
      }
    }
  }

  *#checkRow(): Generator<BadRow> {
    const { row } = this
    const policy = policyAt(this.#timeline, instantOf(this.#maturedTo ?? 0))
    const lines = [...this.orders.values()].flatMap((order) => [...order.lines.values()])
    const waiting = lines.flatMap((line) =>
      line.row.unvested > 0 && line.row.vest_at !== null ? [line.row.vest_at] : [],
    )
    const placed = [...this.orders.values()].map((order) => order.placedAt as Instant)
    const isSeller = this.#statements.length > 0
    const columns = [
      ['available', this.#balances.buyer_available, row.available],
      ['unvested', this.#balances.buyer_unvested, row.unvested],
      ['held', this.#balances.buyer_held, row.held],
      ['last_ordered_at', latest(placed), row.last_ordered_at],
      ['last_earned_at', this.#earnedAt, row.last_earned_at],
      ['matured_to', isSeller ? null : this.#maturedTo, row.matured_to],
    ] as const
    for (const [what, expected, found] of columns) {
      const bad = differs('book', { id: row.id }, what, expected, found)
      if (bad) yield bad
    }
    const key = { id: row.id }
    if (!lotsAsRuled(row.lots, row.available, policy)) {
      const found = JSON.stringify(row.lots)
      yield { table: 'book', key, what: 'lots', expected: row.available, found }
    }
    const vestAt = soonest(waiting)
    if (vestAt !== null && (row.next_vest_at === null || row.next_vest_at > vestAt)) {
      yield { table: 'book', key, what: 'next_vest_at', expected: vestAt, found: row.next_vest_at }
    }
    const wake = this.#wakeAt()
    if (wake !== null && (row.wake_at === null || row.wake_at > wake)) {
      yield { table: 'book', key, what: 'wake_at', expected: wake, found: row.wake_at }
    }
    if (!row.owned) {
      yield { table: 'book', key, what: 'a book of nobody', expected: null, found: row.id }
    }
  }

  /** The latest wake-up that may be: a command sees an announced version before the others do. */
  #wakeAt(): Instant | null {
    const [book, from] = [bookOf(this.row), instantOf(this.#maturedTo ?? 0)]
    const announced = wakeAt(book, this.#timeline, from)
    const prepared = wakeAt(book, this.#prepared, from)
    return announced === null || prepared === null ? null : later(announced, prepared)
  }
}

const latest = (times: readonly Instant[]): Instant | null =>
  times.reduce<Instant | null>((max, at) => (max === null || at > max ? at : max), null)

const soonest = (times: readonly Instant[]): Instant | null =>
  times.reduce<Instant | null>((min, at) => (min === null || at < min ? at : min), null)
