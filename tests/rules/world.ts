// A marketplace in memory with one buyer: runs commands through the rules as the engine does, keeps
// its own ledger from the postings alone, and checks every law after every command.
import assert from 'node:assert/strict'
import { type Account, OUTSTANDING, unitOf } from '../../src/rules/book/accounts.ts'
import type { Posting } from '../../src/rules/book/posting.ts'
import type { OrderId, SellerId } from '../../src/rules/ids.ts'
import { decideCancellation, decideQuantityChange } from '../../src/rules/orders/cancel.ts'
import {
  type LineTerms,
  type Order,
  type OrderLine,
  openQuantity,
} from '../../src/rules/orders/order.ts'
import { decidePlacement } from '../../src/rules/orders/place.ts'
import { decideDelivery, decideShipment } from '../../src/rules/orders/ship.ts'
import type { Units } from '../../src/rules/orders/units.ts'
import { decideAdjustment, decideGrant } from '../../src/rules/points/adjust.ts'
import { type BuyerBook, EMPTY_BOOK, outstanding, sumOf } from '../../src/rules/points/book.ts'
import { mature, type Ripening } from '../../src/rules/points/mature.ts'
import type { Policy } from '../../src/rules/policy/policy.ts'
import { policyAt, policyVersion, type Timeline } from '../../src/rules/policy/timeline.ts'
import {
  decideRefund,
  type RefundCause,
  type Refunded,
  type RefundLineAsk,
} from '../../src/rules/refunds/refund.ts'
import { isRefusal, type Refusal } from '../../src/rules/refusal.ts'
import { after, type Instant } from '../../src/rules/time/instant.ts'
import { accepted, BUYER } from './given.ts'

interface Decided {
  readonly refused?: never
  readonly book: BuyerBook
  readonly order?: Order
  readonly postings?: readonly Posting[]
}

export class World {
  book: BuyerBook = EMPTY_BOOK
  readonly orders = new Map<OrderId, Order>()
  readonly balances = new Map<Account, number>()
  readonly proceeds = new Map<SellerId, number>()
  readonly ripenings: Ripening[] = []
  readonly refusals: Refusal[] = []
  now: Instant
  readonly timeline: Timeline

  constructor(timeline: Timeline, start: Instant) {
    this.timeline = timeline
    this.now = start
  }

  /** Lets time pass, in one jump, and everything that time alone does happen. */
  wait(ms: number): void {
    this.now = after(this.now, ms)
    this.#ripen()
    this.#checkLaws()
  }

  place(lines: readonly LineTerms[], redeem: number | 'max'): Order | undefined {
    const order = (this.orders.size + 1) as OrderId
    const ask = { order, buyer: BUYER, lines, redeem: redeem as 'max', payment: 'prepaid' } as const
    const placed = this.#run(() => decidePlacement(this.book, ask, this.policy, this.now))
    return placed?.order
  }

  ship(id: OrderId, units: readonly Units[] | 'all') {
    return this.#onOrder(id, (order, frozen) =>
      decideShipment(this.book, order, units, frozen, this.now, this.policy),
    )
  }

  cancel(id: OrderId, units: readonly Units[] | 'all') {
    return this.#onOrder(id, (order, frozen) =>
      decideCancellation(this.book, order, units, frozen, this.now, this.policy),
    )
  }

  changeQuantity(id: OrderId, units: Units) {
    return this.#onOrder(id, (order, frozen) =>
      decideQuantityChange(this.book, order, units, frozen, this.now, this.policy),
    )
  }

  deliver(id: OrderId, lines: readonly number[] | 'all') {
    return this.#onOrder(id, (order, frozen) =>
      decideDelivery(this.book, order, lines, frozen, this.now),
    )
  }

  refund(id: OrderId, ask: readonly RefundLineAsk[] | 'full', cause: RefundCause) {
    const before = this.orders.get(id)
    const refunded = this.#onOrder(id, (order, frozen) =>
      decideRefund(this.book, order, ask, cause, frozen, this.now, this.policy),
    )
    if (refunded && before) checkRefund(before, refunded)
    return refunded
  }

  grant(amount: number) {
    return this.#run(() => decideGrant(this.book, amount as never, this.policy, this.now))
  }

  adjust(amount: number) {
    return this.#run(() => decideAdjustment(this.book, amount, this.policy, this.now))
  }

  get policy() {
    return policyAt(this.timeline, this.now)
  }

  get lines(): OrderLine[] {
    return [...this.orders.values()].flatMap((order) => order.lines)
  }

  balance = (account: Account): number => this.balances.get(account) ?? 0

  #onOrder<D extends Decided>(
    id: OrderId,
    decide: (order: Order, frozen: ReturnType<typeof policyVersion>) => Refusal | D,
  ): D | undefined {
    const order = this.orders.get(id)
    assert(order)
    return this.#run(() => {
      const current = this.orders.get(id) as Order
      return decide(current, policyVersion(this.timeline, order.policyVersion))
    })
  }

  #run<D extends Decided>(decide: () => Refusal | D): D | undefined {
    this.#ripen()
    const decided = decide()
    if (isRefusal(decided)) {
      this.refusals.push(decided)
      return undefined
    }
    this.book = decided.book
    if (decided.order) this.orders.set(decided.order.id, decided.order)
    this.#post(decided.postings ?? [])
    this.#checkLaws()
    return accepted(decided) as D
  }

  #ripen(): void {
    const waiting = [...this.orders.values()].flatMap((order) =>
      order.lines.flatMap((line) =>
        line.unvested > 0 && line.vestAt !== null
          ? [{ order: order.id, line: line.line, points: line.unvested, vestAt: line.vestAt }]
          : [],
      ),
    )
    const matured = mature(this.book, waiting, this.timeline, this.now)
    this.book = matured.book
    this.#post(matured.postings)
    this.ripenings.push(...matured.ripenings)
    for (const ripening of matured.ripenings) {
      if (ripening.did !== 'vest') continue
      const order = this.orders.get(ripening.line.order) as Order
      const lines = order.lines.map((line) =>
        line.line === ripening.line.line ? { ...line, unvested: 0 as never, vestAt: null } : line,
      )
      this.orders.set(order.id, { ...order, lines })
    }
  }

  #post(postings: readonly Posting[]): void {
    for (const { debit, credit, amount, seller } of postings) {
      assert(Number.isSafeInteger(amount) && amount > 0, `a posting of ${amount}`)
      assert.equal(unitOf(debit), unitOf(credit))
      this.balances.set(debit, this.balance(debit) - amount)
      this.balances.set(credit, this.balance(credit) + amount)
      if (seller === null) continue
      const signed = credit === 'seller_proceeds' ? amount : -amount
      this.proceeds.set(seller, (this.proceeds.get(seller) ?? 0) + signed)
    }
  }

  #checkLaws(): void {
    const { book } = this
    for (const value of [book.available, book.unvested, book.held]) assert(value >= 0)
    // The book is what the postings say.
    assert.equal(this.balance('buyer_available'), book.available)
    assert.equal(this.balance('buyer_unvested'), book.unvested)
    assert.equal(this.balance('buyer_held'), book.held)
    // The law of the house.
    assert.equal(this.balance('points_funding'), outstanding(book))
    assert.equal(
      OUTSTANDING.reduce((sum, account) => sum + this.balance(account), 0),
      outstanding(book),
    )
    // The book is what the lines say.
    const sum = (of: (line: OrderLine) => number) =>
      this.lines.reduce((total, line) => total + of(line), 0)
    assert.equal(
      sum((line) => line.unvested),
      book.unvested,
    )
    assert.equal(
      sum((line) => line.redeemed - line.released - line.captured),
      book.held,
    )
    const dated = this.policy.terms.expiry.mode === 'dated-lots'
    assert.equal(sumOf(book.lots), dated ? book.available : 0)
    assert(book.lots.every((lot, i) => lot.expiresAt > (book.lots[i - 1]?.expiresAt ?? 0)))
    assert(book.lots.every((lot) => lot.points > 0 && lot.expiresAt > this.now))
    for (const order of this.orders.values()) {
      checkOrder(order, policyVersion(this.timeline, order.policyVersion))
    }
    const proceeds = [...this.proceeds.values()].reduce((a, b) => a + b, 0)
    assert.equal(this.balance('seller_proceeds'), proceeds)
  }
}

function checkOrder(order: Order, frozen: Policy): void {
  assert(order.lotsBack <= order.lines.reduce((sum, l) => sum + l.released + l.pointsBack, 0))
  for (const line of order.lines) {
    const paid = line.principal + line.shippingCharged
    const refunded = line.refundedPrincipal + line.refundedShipping
    assert(openQuantity(line) >= 0)
    assert(line.released + line.captured <= line.redeemed)
    if (openQuantity(line) === 0) assert.equal(line.released + line.captured, line.redeemed)
    assert(line.captured <= paid)
    assert(line.granted === line.pointsPerUnit * line.shippedQuantity)
    assert(line.unvested <= line.granted)
    assert(line.pointsDue >= 0 && line.pointsDue <= line.granted)
    assert(line.pointsBack >= 0 && line.pointsBack <= line.captured)
    assert(line.captured - line.pointsBack <= paid - refunded)
    assert(line.feeCharged >= 0 && line.feeCharged <= paid)
    assert(line.feeCredited >= 0 && line.feeCredited <= line.feeCharged)
    if (refunded < paid) continue
    assert.equal(line.pointsDue, line.granted)
    assert.equal(line.pointsBack, line.captured)
    const kept = line.feeCharged - line.feeCredited
    assert(kept <= frozen.terms.fees.refundAdministration.maximum)
  }
}

function checkRefund(before: Order, { order, lines }: Refunded): void {
  for (const done of lines) {
    const amount = done.principal + done.shipping
    const { cash, pointsBack, shortfall, pointsDue, clawedBack, pointsToSeller, feeCredit } = done
    for (const value of [cash, pointsBack, shortfall, clawedBack, feeCredit]) assert(value >= 0)
    assert(amount > 0)
    assert.equal(cash + pointsBack + shortfall, amount)
    assert(clawedBack + shortfall === pointsDue || clawedBack + shortfall === 0)
    assert(pointsToSeller === pointsDue || pointsToSeller === 0)
    const was = before.lines[done.line - 1] as OrderLine
    const is = order.lines[done.line - 1] as OrderLine
    assert.equal(is.pointsDue - was.pointsDue, pointsDue)
    assert.equal(is.feeCredited - was.feeCredited, feeCredit)
  }
}
