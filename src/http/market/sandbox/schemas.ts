import { Type } from 'typebox'
import { FAILURES } from '../../../usecases/sandbox/failures.ts'
import { HAPPENINGS } from '../../../usecases/sandbox/happen.ts'
import {
  Count,
  Id,
  Nullable,
  Points,
  Quantity,
  Reference,
  Shape,
  Sku,
  Text,
  Word,
  Yen,
} from '../../kit/schemas.ts'
import { PAYMENTS } from '../orders/schemas.ts'

/** Whom an order goes to. */
const RECIPIENT = {
  name: Text(200, { examples: ['見本 太郎'] }),
  line1: Text(200, { examples: ['丸の内1-1-1'] }),
  line2: Type.Optional(Text(200)),
  line3: Type.Optional(Text(200)),
  city: Type.Optional(Text(200, { examples: ['千代田区'] })),
  prefecture: Text(200, { examples: ['東京都'] }),
  postalCode: Text(200, { examples: ['100-0005'] }),
  phone: Type.Optional(Text(200, { examples: ['03-0000-0000'] })),
}

export const RecipientBody = Shape(RECIPIENT, {
  examples: [
    { name: '見本 太郎', line1: '丸の内1-1-1', prefecture: '東京都', postalCode: '100-0005' },
  ],
})

export const SandboxOrderBody = Shape(
  {
    seller: Reference('tea-house'),
    sku: Sku,
    quantity: Type.Optional(Quantity),
    payment: Type.Optional(Word(PAYMENTS)),
    redeem: Type.Optional(Points),
    buyer: Type.Optional(Reference('hanako')),
    reference: Type.Optional(Reference('shop-17')),
    shipTo: Type.Optional(RecipientBody),
  },
  { examples: [{ seller: 'tea-house', sku: 'TEA-200G', payment: 'cod', redeem: 100 }] },
)

export const SandboxOrderAnswer = Shape({
  order: Type.String({ examples: ['250-1234567-1234567'] }),
  orderId: Type.String({
    description: 'As sellers’ tools know it',
    examples: ['250-1234567-1234567'],
  }),
  buyer: Type.String({ examples: ['sandbox-tea-house'] }),
  total: Yen,
  promised: Points,
})

export const HappeningBody = Shape(
  {
    what: Word(HAPPENINGS),
    spendPoints: Type.Optional(
      Type.Boolean({
        description: 'The buyer spends all its points first, so that a refund pays for some',
      }),
    ),
  },
  { examples: [{ what: 'return', spendPoints: true }] },
)

export const HappeningAnswer = Shape({
  order: Type.String({ examples: ['250-1234567-1234567'] }),
  what: Word(HAPPENINGS),
})

const Answer = Word(FAILURES, {
  description: 'What the call is answered; never: the connection stays open, and silent',
})
const OperationName = Text(100, { examples: ['getOrders'] })

export const FailureBody = Shape(
  {
    operation: OperationName,
    answer: Answer,
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, examples: [3] })),
    seller: Type.Optional(Reference('tea-house')),
  },
  { examples: [{ operation: 'getOrders', answer: '503', times: 2 }] },
)

export const FailureShown = Shape({
  id: Id,
  operation: OperationName,
  answer: Answer,
  seller: Nullable(Type.String()),
  remaining: Count,
})

export const SwitchesBody = Shape(
  {
    throttling: Type.Optional(
      Type.Boolean({ description: 'Whether tools are throttled at the documented rates' }),
    ),
    pointsFee: Type.Optional(
      Type.Boolean({
        description: 'Whether finances show which returned points came out of a refund',
      }),
    ),
  },
  { minProperties: 1, examples: [{ throttling: false }] },
)

export const SwitchesAnswer = Shape({ throttling: Type.Boolean(), pointsFee: Type.Boolean() })
