/** A line of an order as its seller may see it, whatever was paid with points. */
export interface SellerLine {
  readonly line: number
  readonly sku: string
  readonly asin: string
  readonly quantity: number
  readonly price: number
  readonly shipping: number
  readonly pointsPerUnit: number
}

type Facts = Readonly<Record<string, unknown>>

/** Which fields of an event's facts a party sees; everything not named is withheld. */
interface View {
  readonly fields: readonly string[]
  /** The field that holds one entry a line, and what of each entry is seen. */
  readonly each?: readonly [field: string, parts: readonly string[]]
}

const REFUND_BUYER: View = {
  fields: [
    'order',
    'cause',
    'refunded',
    'cash',
    'pointsBack',
    'clawedBack',
    'shortfall',
    'expired',
  ],
  each: [
    'lines',
    ['line', 'principal', 'shipping', 'cash', 'pointsBack', 'clawedBack', 'shortfall'],
  ],
}
const REFUND_SELLER: View = {
  fields: ['order', 'cause', 'reason'],
  each: ['lines', ['line', 'principal', 'shipping', 'pointsToSeller', 'feeCredit']],
}

const BUYER: Readonly<Record<string, View>> = {
  'order.placed': {
    fields: ['order', 'total', 'redeemed', 'cash', 'promised'],
    each: ['lines', ['line', 'total', 'redeemed']],
  },
  'order.cancelled': {
    fields: ['order', 'released', 'expired'],
    each: ['units', ['line', 'quantity']],
  },
  'order.quantity_changed': { fields: ['order', 'line', 'quantity', 'released', 'expired'] },
  'order.shipped': {
    fields: ['order', 'carrier', 'tracking'],
    each: ['units', ['line', 'quantity', 'granted']],
  },
  'order.delivered': { fields: ['order', 'lines'] },
  'order.refunded': REFUND_BUYER,
  'order.returned': REFUND_BUYER,
  'order.claimed': REFUND_BUYER,
  'order.charged_back': REFUND_BUYER,
  'points.granted': { fields: ['points', 'available', 'reason'] },
  'points.adjusted': { fields: ['points', 'available', 'reason'] },
  'points.vested': { fields: ['points', 'order', 'line'] },
  'points.expired': { fields: ['points'] },
  'points.expiring': { fields: ['points', 'expiresAt'] },
}

/** How many points a buyer used is never among them §, nor is any balance. */
const SELLER: Readonly<Record<string, View>> = {
  'order.placed': { fields: ['order'] },
  'order.cancelled': { fields: ['order'], each: ['units', ['line', 'quantity']] },
  'order.quantity_changed': { fields: ['order', 'line', 'quantity'] },
  'order.shipped': {
    fields: ['order', 'carrier', 'tracking'],
    each: ['units', ['line', 'quantity', 'principal', 'shipping', 'granted', 'fee']],
  },
  'order.delivered': { fields: ['order', 'lines'] },
  'order.refunded': REFUND_SELLER,
  'order.returned': REFUND_SELLER,
  'order.claimed': REFUND_SELLER,
  'order.charged_back': REFUND_SELLER,
}

/** An event's facts as its buyer sees them: nothing of the seller's account. */
export const buyerFacts = (type: string, facts: Facts): Facts =>
  seen(BUYER[type] ?? { fields: [] }, facts, () => true)

/** An event's facts as one seller sees them: its own lines, and never how they were paid. */
export function sellerFacts(type: string, facts: Facts, own: readonly SellerLine[]): Facts {
  if (OWN_ACCOUNT.test(type)) return facts
  const view = SELLER[type]
  if (!view) return {}
  const isOwn = (line: unknown) => own.some((one) => one.line === line)
  const shown = seen(view, facts, isOwn)
  if (type === 'order.placed') return { ...shown, lines: own }
  if (type !== 'order.delivered' || !Array.isArray(facts.lines)) return shown
  return { ...shown, lines: facts.lines.filter(isOwn) }
}

/** Events of the seller's own account and listings; who is featured, everybody can see. */
const OWN_ACCOUNT = /^(settlement|seller|listing|claim|featured_offer)\./

function seen({ fields, each }: View, facts: Facts, isOwn: (line: unknown) => boolean): Facts {
  const shown = pick(facts, fields)
  if (!each) return shown
  const [field, parts] = each
  const entries = (facts[field] ?? []) as readonly Facts[]
  const visible = entries.filter(({ line }) => isOwn(line))
  return { ...shown, [field]: visible.map((entry) => pick(entry, parts)) }
}

const pick = (facts: Facts, names: readonly string[]): Facts =>
  Object.fromEntries(names.flatMap((name) => (name in facts ? [[name, facts[name]]] : [])))
