import { Type } from 'typebox'
import type { OrderStatus, Payment } from '../../../rules/orders/order.ts'
import type { RefundCause } from '../../../rules/refunds/refund.ts'
import {
  Asin,
  Count,
  LineNumber,
  Nullable,
  Points,
  Quantity,
  Reason,
  Reference,
  Shape,
  SignedYen,
  Sku,
  Text,
  When,
  Word,
  Yen,
} from '../../kit/schemas.ts'

export const PAYMENTS = ['prepaid', 'cod'] as const satisfies readonly Payment[]
export const STATUSES = [
  'unshipped',
  'partially_shipped',
  'shipped',
  'cancelled',
] as const satisfies readonly OrderStatus[]

export const OrderParams = Shape({ order: Reference('250-1234567-1234567') })
export const LineParams = Shape({
  order: Reference('250-1234567-1234567'),
  line: Type.String({ pattern: '^[1-9][0-9]{0,2}$', examples: ['1'] }),
})

// ── Placing ────────────────────────────────────────────────────────────────────────────────────

const Redeem = Type.Unsafe<number | 'max'>({
  anyOf: [
    { type: 'integer', minimum: 0, maximum: 900_000_000_000 },
    { type: 'string', enum: ['max'] },
  ],
  description: 'Points to pay with; max: as many as the balance and the programme allow',
  examples: [300],
})

const CartLine = Shape({
  seller: Reference('tea-house'),
  sku: Sku,
  quantity: Quantity,
  seen: Type.Optional(
    Shape(
      { price: Yen, shipping: Type.Optional(Yen), points: Type.Optional(Points) },
      { description: 'What the buyer was shown for one unit: the order is refused if it changed' },
    ),
  ),
})
export const Cart = Type.Array(CartLine, { minItems: 1, maxItems: 200 })

const CART = [{ seller: 'tea-house', sku: 'TEA-200G', quantity: 2 }]

export const Purchase = Shape(
  {
    buyer: Reference('hanako'),
    reference: Type.Optional(Reference('250-1234567-1234567')),
    lines: Cart,
    redeem: Type.Optional(Redeem),
    payment: Type.Optional(Word(PAYMENTS)),
  },
  { examples: [{ buyer: 'hanako', lines: CART, redeem: 300, payment: 'prepaid' }] },
)

export const QuoteAsk = Shape(
  { buyer: Type.Optional(Reference('hanako')), lines: Cart, redeem: Type.Optional(Redeem) },
  { examples: [{ buyer: 'hanako', lines: CART, redeem: 'max' }] },
)

export const PlacedAnswer = Shape({
  order: Type.String({ examples: ['250-1234567-1234567'] }),
  total: Yen,
  redeemed: Points,
  cash: Yen,
  promised: Points,
  lines: Type.Array(
    Shape({
      line: LineNumber,
      sku: Sku,
      quantity: Quantity,
      price: Yen,
      shipping: Yen,
      points: Points,
      total: Yen,
      redeemed: Points,
    }),
  ),
})

export const QuoteAnswer = Shape({
  total: Yen,
  redeemed: Points,
  cash: Yen,
  promised: Points,
  redeemable: Points,
  available: Points,
  policyVersion: Count,
  lines: Type.Array(
    Shape({ line: LineNumber, principal: Yen, shipping: Yen, promised: Points, redeemed: Points }),
  ),
})

// ── Life ───────────────────────────────────────────────────────────────────────────────────────

const UnitsOfLine = Shape({ line: LineNumber, quantity: Quantity })
const SomeUnits = Type.Optional(
  Type.Array(UnitsOfLine, {
    minItems: 1,
    maxItems: 200,
    description: 'Absent: everything that is neither shipped nor cancelled',
  }),
)

export const CancellationAsk = Shape(
  { units: SomeUnits, reason: Type.Optional(Reason) },
  { examples: [{ units: [{ line: 1, quantity: 1 }], reason: 'Ordered by mistake' }] },
)
export const QuantityAsk = Shape({ quantity: Quantity }, { examples: [{ quantity: 3 }] })
export const ShipmentAsk = Shape(
  { units: SomeUnits, carrier: Type.Optional(Text(100)), tracking: Type.Optional(Text(100)) },
  { examples: [{ carrier: 'Yamato', tracking: '1234-5678-9012' }] },
)
export const DeliveryAsk = Shape(
  {
    lines: Type.Optional(
      Type.Array(LineNumber, {
        minItems: 1,
        maxItems: 200,
        description: 'Absent: all that shipped',
      }),
    ),
  },
  { examples: [{ lines: [1] }] },
)

export const CancellationAnswer = Shape({
  order: Type.String(),
  units: Type.Array(UnitsOfLine),
  released: Type.Optional(Points),
  expired: Type.Optional(Points),
})
export const QuantityAnswer = Shape({
  order: Type.String(),
  line: LineNumber,
  quantity: Quantity,
  released: Type.Optional(Points),
  expired: Type.Optional(Points),
})
export const ShipmentAnswer = Shape({
  order: Type.String(),
  carrier: Type.Optional(Type.String()),
  tracking: Type.Optional(Type.String()),
  units: Type.Array(
    Shape({
      line: LineNumber,
      quantity: Quantity,
      principal: Yen,
      shipping: Yen,
      granted: Points,
      fee: Yen,
      captured: Type.Optional(Points),
    }),
  ),
})
export const DeliveryAnswer = Shape({ order: Type.String(), lines: Type.Array(LineNumber) })

// ── Going back ─────────────────────────────────────────────────────────────────────────────────

const OneOf = (...schemas: object[]) => ({ oneOf: schemas })

const RefundLine = Shape({
  line: LineNumber,
  ask: Type.Unsafe<RefundLineAskBody>(
    OneOf(
      Shape({ of: Word(['full']) }),
      Shape({ of: Word(['amount']), principal: Yen, shipping: Yen }),
      Shape({
        of: Word(['percentage']),
        bps: Type.Integer({ minimum: 1, maximum: 10_000 }),
        shipping: Type.Optional(Type.Boolean()),
      }),
      Shape({
        of: Word(['quantity']),
        quantity: Quantity,
        shipping: Type.Optional(Type.Boolean()),
      }),
    ),
  ),
})

export type RefundLineAskBody =
  | { of: 'full' }
  | { of: 'amount'; principal: number; shipping: number }
  | { of: 'percentage'; bps: number; shipping?: boolean }
  | { of: 'quantity'; quantity: number; shipping?: boolean }

export const RefundLines = Type.Optional(
  Type.Array(RefundLine, {
    minItems: 1,
    maxItems: 200,
    description: 'Absent: all that is not refunded yet',
  }),
)

export const CAUSES = [
  'refund',
  'return',
  'goodwill',
  'guarantee_claim',
  'chargeback',
] as const satisfies readonly RefundCause[]

const REFUND = { lines: [{ line: 1, ask: { of: 'percentage', bps: 1_000 } }], reason: 'Scratched' }

export const RefundAskBody = Shape(
  {
    lines: RefundLines,
    cause: Type.Optional(Word(['refund', 'goodwill'])),
    reason: Type.Optional(Reason),
  },
  { examples: [REFUND] },
)
export const PreviewAskBody = Shape(
  { lines: RefundLines, cause: Type.Optional(Word(CAUSES)), reason: Type.Optional(Reason) },
  { examples: [REFUND] },
)
export const ReturnAskBody = Shape(
  { lines: RefundLines, reason: Type.Optional(Reason) },
  { examples: [REFUND] },
)

const RefundedLineFields = {
  line: LineNumber,
  principal: Yen,
  shipping: Yen,
  pointsDue: Points,
  pointsToSeller: Points,
  feeCredit: Yen,
  cash: Type.Optional(Yen),
  pointsBack: Type.Optional(Points),
  clawedBack: Type.Optional(Points),
  shortfall: Type.Optional(Points),
}

/** A seller sees what the refund takes from and gives to it, not how the buyer had paid. */
export const RefundAnswer = Shape({
  order: Type.String(),
  cause: Word(CAUSES),
  reason: Type.Optional(Type.String()),
  refunded: Yen,
  pointsToSeller: Points,
  feeCredit: Yen,
  cash: Type.Optional(Yen),
  pointsBack: Type.Optional(Points),
  clawedBack: Type.Optional(Points),
  shortfall: Type.Optional(Points),
  expired: Type.Optional(Points),
  lines: Type.Array(Shape(RefundedLineFields)),
})

// ── Reading ────────────────────────────────────────────────────────────────────────────────────

const OrderLineAnswer = Shape({
  line: LineNumber,
  sku: Sku,
  asin: Asin,
  titleJa: Nullable(Type.String()),
  titleEn: Nullable(Type.String()),
  image: Nullable(Type.String()),
  category: Nullable(Type.String({ description: 'Decided the fee; null: the standard rate' })),
  quantity: Quantity,
  cancelledQuantity: Count,
  shippedQuantity: Count,
  price: Yen,
  shipping: Yen,
  pointsPerUnit: Points,
  principal: Yen,
  shippingCharged: Yen,
  pointsGranted: Points,
  pointsReturned: Points,
  feeCharged: Type.Optional(Yen),
  feeCredited: Type.Optional(Yen),
  refundedPrincipal: Yen,
  refundedShipping: Yen,
  seller: Type.Optional(Type.String()),
  sellerName: Type.Optional(Type.String()),
  redeemed: Type.Optional(Points),
  captured: Type.Optional(Points),
  released: Type.Optional(Points),
  pointsBack: Type.Optional(Points),
  pending: Type.Optional(Points),
  vestAt: Type.Optional(Nullable(When)),
})

export const OrderAnswer = Shape({
  order: Type.String({ examples: ['250-1234567-1234567'] }),
  placedAt: When,
  status: Word(STATUSES),
  payment: Word(PAYMENTS),
  policyVersion: Count,
  prepaid: Type.Optional(Points),
  collect: Type.Optional(SignedYen),
  buyer: Type.Optional(Type.String()),
  total: Type.Optional(Yen),
  redeemed: Type.Optional(Points),
  cash: Type.Optional(Yen),
  lines: Type.Array(OrderLineAnswer),
})

/** The lines that something was about; of a refund also what it took and gave. */
export const HappenedLines = Type.Array(
  Shape({
    line: LineNumber,
    quantity: Nullable(Count),
    refunded: Nullable(Yen),
    pointsToSeller: Nullable(Points),
    feeCredit: Nullable(Yen),
  }),
)
