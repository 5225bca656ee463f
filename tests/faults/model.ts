// A second, independent account of the programme, written from its description and sharing no code
// with the engine: exact fractions as bigint, one plain class, no ledger. It answers each command
// as the engine should.

import {
  amountsOf,
  cost,
  DAY,
  type Line,
  type ModelLine,
  type ModelRefund,
  monthsLater,
  openUnits,
  share,
  shippingOf,
  step,
} from './model-line.ts'

export interface ModelTerms {
  readonly expiryMonths: number
  /** Days from shipment until points vest; 0: at shipment. */
  readonly vestingDays: number
  readonly graceDays: number
  readonly feeBps: number
  readonly feeMinimum: number
  /** Who has the points of a claim and of a chargeback. */
  readonly claim: 'operator' | 'seller' | 'buyer-keeps'
  readonly chargeback: 'operator' | 'seller' | 'buyer-keeps'
}

export interface ModelBuyer {
  available: number
  unvested: number
  held: number
  expired: number
}

export type Cause = 'refund' | 'return' | 'goodwill' | 'guarantee_claim' | 'chargeback'
export type ModelUnits = readonly { readonly line: number; readonly quantity: number }[] | 'all'

/** A refusal's code, or what the command did. */
export type ModelAnswer = string | Readonly<Record<string, number>>

/** One buyer's whole story. */
export class Model {
  readonly buyer: ModelBuyer = { available: 0, unvested: 0, held: 0, expired: 0 }
  readonly orders = new Map<string, Line[]>()
  /** Yen that sellers are owed, and fees earned, by this buyer's orders. */
  readonly proceeds = new Map<number, number>()
  fees = 0
  readonly #terms: ModelTerms
  #usedAt: number | null = null
  #earnedAt: number | null = null
  #graceUntil: number | null = null
  now = 0

  constructor(terms: ModelTerms) {
    this.#terms = terms
  }

  /** The moment at which the whole balance lapses; null while there is no past. */
  #lapse(): number | null {
    const past = [this.#usedAt, this.#earnedAt].filter((at) => at !== null)
    const ends = past.length > 0 ? [monthsLater(Math.max(...past), this.#terms.expiryMonths)] : []
    if (this.#graceUntil !== null) ends.push(this.#graceUntil)
    return ends.length > 0 ? Math.max(...ends) : null
  }

  #expire(): void {
    this.buyer.expired += this.buyer.available
    this.buyer.available = 0
  }

  /** Lives through everything up to a moment: points lapse, points vest, in time's order. */
  live(until: number): void {
    for (;;) {
      const waiting = [...this.orders.values()]
        .flat()
        .filter((line) => line.unvested > 0 && line.vestAt !== null)
        .sort((a, b) => (a.vestAt as number) - (b.vestAt as number))
      const vest = waiting[0]
      const vestAt = vest ? Math.max(vest.vestAt as number, this.now) : Number.POSITIVE_INFINITY
      const lapse = this.buyer.available > 0 ? this.#lapse() : null
      const lapseAt = lapse === null ? Number.POSITIVE_INFINITY : Math.max(lapse, this.now)
      if (Math.min(vestAt, lapseAt) > until) break
      if (lapseAt <= vestAt) {
        this.#expire()
        this.#graceUntil = null
        this.now = lapseAt
      } else if (vest) {
        this.buyer.unvested -= vest.unvested
        this.#earn(vest.unvested, vestAt)
        vest.unvested = 0
        vest.vestAt = null
        this.now = vestAt
      }
    }
    this.now = Math.max(this.now, until)
  }

  #earn(points: number, at: number): void {
    this.buyer.available += points
    this.#earnedAt = Math.max(at, this.#earnedAt ?? at)
  }

  grant(points: number): ModelAnswer {
    if (points <= 0) return 'amount_must_be_positive'
    this.#earn(points, this.now)
    return { points, available: this.buyer.available }
  }

  adjust(points: number): ModelAnswer {
    if (points === 0) return 'amount_must_not_be_zero'
    if (points > 0) return this.grant(points)
    if (-points > this.buyer.available) return 'balance_too_low'
    this.buyer.available += points
    return { points, available: this.buyer.available }
  }

  place(reference: string, lines: readonly ModelLine[], redeem: number | 'max'): ModelAnswer {
    if (this.orders.has(reference)) return 'order_exists'
    const totals = lines.map((line) => line.price * line.quantity + line.shipping)
    const total = totals.reduce((sum, part) => sum + part, 0)
    const { available } = this.buyer
    const spent = redeem === 'max' ? Math.min(available, total, 100_000) : redeem
    if (spent > 100_000) return 'redemption_above_maximum'
    if (spent > total) return 'redemption_above_total'
    if (spent > available) return 'balance_too_low'
    const shares = totals.map((part) => Math.floor((spent * part) / total))
    const byRemainder = totals
      .map((part, index) => ({ index, rest: (BigInt(spent) * BigInt(part)) % BigInt(total) }))
      .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
    let left = spent - shares.reduce((sum, part) => sum + part, 0)
    for (const { index } of byRemainder) {
      if (left === 0) break
      shares[index] = (shares[index] as number) + 1
      left -= 1
    }
    this.buyer.available -= spent
    this.buyer.held += spent
    this.#usedAt = this.now
    this.orders.set(
      reference,
      lines.map((line, index) => ({
        ...{ ...line, redeemed: shares[index] as number, cancelled: 0, shipped: 0, released: 0 },
        ...{ captured: 0, paidPrincipal: 0, paidShipping: 0, granted: 0, unvested: 0 },
        ...{ vestAt: null, fee: 0, feeBack: 0, backPrincipal: 0, backShipping: 0, due: 0 },
        pointsBack: 0,
      })),
    )
    const promised = lines.reduce((sum, line) => sum + line.pointsPerUnit * line.quantity, 0)
    return { total, redeemed: spent, cash: total - spent, promised }
  }

  /** The lines and units a command takes, or why it can not. */
  #units(order: Line[], ask: ModelUnits): string | { line: Line; quantity: number }[] {
    if (ask === 'all') {
      const open = order.filter((line) => openUnits(line) > 0)
      return open.length === 0
        ? 'nothing_open'
        : open.map((line) => ({ line, quantity: openUnits(line) }))
    }
    const taken: { line: Line; quantity: number }[] = []
    for (const { line: number, quantity } of ask) {
      const line = order[number - 1]
      if (!line) return 'line_not_found'
      if (taken.some((other) => other.line === line)) return 'line_named_twice'
      if (quantity > openUnits(line)) return 'quantity_above_open'
      taken.push({ line, quantity })
    }
    return taken
  }

  /** Held points that leave with the next units of a line. */
  #heldPart(line: Line, quantity: number): number {
    const done = line.shipped + line.cancelled
    const [before, now] = [cost(line, done), cost(line, done + quantity)]
    const given = line.released + line.captured
    return step(line.redeemed, now, cost(line, line.quantity), given, now - before)
  }

  /** Redeemed points come back; too late, they live for the days of grace. */
  #bringBack(points: number): void {
    if (points === 0) return
    const lapse = this.#lapse()
    if (lapse !== null && lapse <= this.now)
      this.#graceUntil = this.now + this.#terms.graceDays * DAY
    this.buyer.available += points
  }

  /** What is past its time lapses at once. Returns how much. */
  #lapseNow(): number {
    const lapse = this.buyer.available > 0 ? this.#lapse() : null
    if (lapse === null || lapse > this.now) return 0
    const { available } = this.buyer
    this.#expire()
    return available
  }

  ship(reference: string, ask: ModelUnits): ModelAnswer {
    const order = this.orders.get(reference)
    if (!order) return 'order_not_found'
    const units = this.#units(order, ask)
    if (typeof units === 'string') return units
    const sums = { principal: 0, shipping: 0, granted: 0, captured: 0, fee: 0 }
    for (const { line, quantity } of units) {
      const done = line.shipped + line.cancelled
      const captured = this.#heldPart(line, quantity)
      const principal = line.price * quantity
      const shipping = shippingOf(line, done + quantity) - shippingOf(line, done)
      const granted = line.pointsPerUnit * quantity
      line.shipped += quantity
      line.captured += captured
      line.paidPrincipal += principal
      line.paidShipping += shipping
      line.granted += granted
      const fee = this.#feeOn(line.paidPrincipal, line.paidShipping, line.granted, line.shipped)
      const charged = fee - line.fee
      line.fee = fee
      this.buyer.held -= captured
      if (this.#terms.vestingDays > 0) {
        line.unvested += granted
        this.buyer.unvested += granted
        if (granted > 0) line.vestAt = this.now + this.#terms.vestingDays * DAY
      } else if (granted > 0) this.#earn(granted, this.now)
      this.#owe(line.seller, principal + shipping - granted - charged)
      this.fees += charged
      sums.principal += principal
      sums.shipping += shipping
      sums.granted += granted
      sums.captured += captured
      sums.fee += charged
    }
    return sums
  }

  #owe(seller: number, yen: number): void {
    this.proceeds.set(seller, (this.proceeds.get(seller) ?? 0) + yen)
  }

  #feeOn(principal: number, shipping: number, points: number, units: number): number {
    const paid = principal + shipping
    if (paid === 0) return 0
    const fee = share(paid - points, this.#terms.feeBps, 10_000)
    return Math.min(paid, Math.max(fee, this.#terms.feeMinimum * units))
  }

  cancel(reference: string, ask: ModelUnits): ModelAnswer {
    const order = this.orders.get(reference)
    if (!order) return 'order_not_found'
    const units = this.#units(order, ask)
    if (typeof units === 'string') return units
    let released = 0
    for (const { line, quantity } of units) {
      const part = this.#heldPart(line, quantity)
      line.released += part
      line.cancelled += quantity
      released += part
    }
    this.buyer.held -= released
    this.#bringBack(released)
    return { released, expired: this.#lapseNow() }
  }

  changeQuantity(reference: string, number: number, quantity: number): ModelAnswer {
    const order = this.orders.get(reference)
    if (!order) return 'order_not_found'
    const line = order[number - 1]
    if (!line) return 'line_not_found'
    const current = line.quantity - line.cancelled
    if (quantity === current) return 'quantity_unchanged'
    if (quantity < current) {
      return this.cancel(reference, [{ line: number, quantity: current - quantity }])
    }
    if (line.shipped + line.cancelled > 0) return 'quantity_fixed'
    line.quantity = quantity
    return { released: 0, expired: 0 }
  }

  refund(
    reference: string,
    lines: readonly { line: number; ask: ModelRefund }[] | 'full',
    cause: Cause,
  ): ModelAnswer {
    const order = this.orders.get(reference)
    if (!order) return 'order_not_found'
    const left = (line: Line) =>
      line.paidPrincipal + line.paidShipping - line.backPrincipal - line.backShipping
    const asked =
      lines === 'full'
        ? order.flatMap((line, index) =>
            left(line) > 0 ? [{ line: index + 1, ask: { of: 'full' } as const }] : [],
          )
        : lines
    if (asked.length === 0) return 'nothing_to_refund'
    const found: { line: Line; principal: number; shipping: number }[] = []
    for (const { line: number, ask } of asked) {
      const line = order[number - 1]
      if (!line) return 'line_not_found'
      const amounts = amountsOf(line, ask)
      if (typeof amounts === 'string') return amounts
      found.push({ line, ...amounts })
    }
    const { claim, chargeback } = this.#terms
    const keeper =
      cause === 'guarantee_claim' ? claim : cause === 'chargeback' ? chargeback : 'seller'
    const sums = { refunded: 0, cash: 0, pointsBack: 0, clawedBack: 0, shortfall: 0 }
    const more = { pointsToSeller: 0, feeCredit: 0 }
    for (const { line, principal, shipping } of found) {
      line.backPrincipal += principal
      line.backShipping += shipping
      const amount = principal + shipping
      const due = step(line.granted, line.backPrincipal, line.paidPrincipal, line.due, principal)
      const paid = line.paidPrincipal + line.paidShipping
      const gone = line.backPrincipal + line.backShipping
      const back = step(line.captured, gone, paid, line.pointsBack, amount)
      line.due += due
      line.pointsBack += back
      this.#bringBack(back)
      const wanted = keeper === 'buyer-keeps' ? 0 : due
      const fromUnvested = Math.min(wanted, line.unvested)
      line.unvested -= fromUnvested
      this.buyer.unvested -= fromUnvested
      const fromBalance = Math.min(wanted - fromUnvested, this.buyer.available)
      this.buyer.available -= fromBalance
      const shortfall = wanted - fromUnvested - fromBalance
      const credit = this.#creditFee(line)
      const toSeller = keeper === 'seller' ? due : 0
      this.#owe(line.seller, toSeller + credit - amount)
      sums.refunded += amount
      sums.cash += amount - back - shortfall
      sums.pointsBack += back
      sums.clawedBack += fromUnvested + fromBalance
      sums.shortfall += shortfall
      more.pointsToSeller += toSeller
      more.feeCredit += credit
    }
    return { ...sums, ...more, expired: this.#lapseNow() }
  }

  #creditFee(line: Line): number {
    const principal = line.paidPrincipal - line.backPrincipal
    const shipping = line.paidShipping - line.backShipping
    const units = Math.ceil(principal / line.price)
    const rest = this.#feeOn(principal, shipping, line.granted - line.due, units)
    const credit = Math.max(0, line.fee - rest - line.feeBack)
    line.feeBack += credit
    this.fees -= credit
    return credit
  }
}
