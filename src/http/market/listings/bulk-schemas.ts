import { Type } from 'typebox'
import type { PriceChange } from '../../../usecases/listings/bulk.ts'
import {
  AnyObject,
  Count,
  Id,
  Nullable,
  Reference,
  Shape,
  Sku,
  When,
  Word,
} from '../../kit/schemas.ts'
import { ChangeFields, FilterBody, NamedAnswer, Price } from './schemas.ts'

export const BulkChangeParams = Shape({
  seller: Reference('tea-house'),
  change: Type.String({ pattern: '^[1-9][0-9]{0,14}$', examples: ['7'] }),
})

const Signed = (maximum: number, description: string) =>
  Type.Integer({ minimum: -maximum, maximum, description })

const PriceStep = Type.Unsafe<PriceChange>({
  oneOf: [
    Shape({ to: Price }),
    Shape({ by: Signed(900_000_000_000, 'Yen more, or less') }),
    Shape({ byBps: Signed(1_000_000, 'Hundredths of a percent more, or less') }),
  ],
})

const ASK = {
  filter: FilterBody,
  change: Shape({ ...ChangeFields, price: Type.Optional(PriceStep) }, { minProperties: 1 }),
}
const EXAMPLES = {
  examples: [
    {
      filter: { points: 'none', stockAtMost: 5 },
      change: { points: { by: 'percentage', bps: 500 } },
    },
  ],
}
export const ListingsChangeAsk = Shape(ASK, EXAMPLES)
export const ListingsPreviewAsk = Shape({ ...ASK, after: Type.Optional(Sku) }, EXAMPLES)

const SUMS = {
  changed: Count,
  unchanged: Count,
  refused: Count,
  warned: Count,
  named: Shape(NamedAnswer, { description: 'The first of those refused, and of those warned of' }),
}

export const ListingsPreviewAnswer = Shape({
  ...SUMS,
  next: Nullable(
    Type.String({ description: 'after of the next part; null when all that fit are done' }),
  ),
})

const STATES = [
  ...(['applying', 'applied', 'stopping', 'stopped'] as const),
  ...(['rolling_back', 'rolled_back', 'failed'] as const),
]

export const BulkChangeAnswer = Shape({
  id: Id,
  state: Word(STATES, { description: 'Ask again while it is applying, stopping or rolling_back' }),
  by: Type.String(),
  source: Type.String({ examples: ['manual'] }),
  filter: AnyObject,
  change: AnyObject,
  createdAt: When,
  finishedAt: Nullable(When),
  total: Type.Integer({ minimum: 0, description: 'Listings that fitted when it was asked for' }),
  done: Type.Integer({ minimum: 0, description: 'Listings seen so far' }),
  ...SUMS,
  undone: Nullable(Shape({ restored: Count, kept: Count })),
  kept: Type.Array(Shape({ sku: Sku, code: Type.String(), message: Type.String() }), {
    description: 'The first 100 that undoing left as they are, and why',
  }),
})
