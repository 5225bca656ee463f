import type { BuyerId } from '../../rules/ids.ts'
import { Recent } from '../recent.ts'
import type { OpenBook, OpenOrder, State, Working } from './working.ts'

/** A book as this process left it, with the orders it last worked on. */
export interface Remembered {
  readonly book: Omit<OpenBook, 'changed' | 'found'>
  /** The latest last. */
  readonly orders: readonly Pick<OpenOrder, 'order' | 'reference'>[]
}

/**
 * Books kept. Full of orders they take 34 MB, and no more, because an order of many lines is read
 * again each time.
 */
const BOOKS_MAX = 8_192
const ORDERS_OF_A_BOOK_MAX = 4
const LINES_OF_AN_ORDER_MAX = 2

/**
 * The books that this process has lately written, so that a buyer's next command need not read
 * them again. It is a guess: another process may have changed them since. Writing finds that out,
 * because it only ever replaces the book whose chain was remembered; the batch is then done again
 * from what is read under lock.
 */
export class Memory {
  readonly #books = new Recent<BuyerId, Remembered>(BOOKS_MAX)
  #state: State | undefined

  /** What held for the marketplace when the last batch was carried out. */
  get state(): State | undefined {
    return this.#state
  }

  recall(buyer: BuyerId): Remembered | undefined {
    return this.#books.get(buyer)
  }

  /** Keeps the end of a batch that was committed. */
  keep({ books, orders, ordersOf, state }: Working): void {
    this.#state = state
    for (const [buyer, { book, version, chain, wakeAt }] of books) {
      // Which lines wait to vest, only the database knows.
      if (book.nextVestAt !== null) {
        this.#books.delete(buyer)
        continue
      }
      const before = this.#books.get(buyer)?.orders ?? []
      const kept = before.filter(({ order }) => !orders.has(order.id))
      for (const id of ordersOf.get(buyer) ?? []) {
        const { order, reference } = orders.get(id) as OpenOrder
        if (order.lines.length <= LINES_OF_AN_ORDER_MAX) kept.push({ order, reference })
      }
      this.#books.set(buyer, {
        book: { book, version, chain, wakeAt },
        orders: kept.slice(-ORDERS_OF_A_BOOK_MAX),
      })
    }
  }

  /** Forgets books whose end is not known, or was not what had been remembered. */
  forget(buyers: Iterable<BuyerId>): void {
    for (const buyer of buyers) this.#books.delete(buyer)
  }
}
