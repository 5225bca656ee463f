import { Type } from 'typebox'
import { CONDITIONS, type PointsSetting } from '../../../rules/offers/offer.ts'
import type { PointsAsk } from '../../../rules/offers/points.ts'
import { STOCK_MAX } from '../../../rules/offers/update.ts'
import type { OfferWarning } from '../../../rules/offers/warnings.ts'
import { STATUSES } from '../../../usecases/listings/decide.ts'
import { LISTING_SORTS } from '../../../usecases/listings/search.ts'
import { NameOf } from '../../kit/names.ts'
import {
  Asin,
  Bps,
  Count,
  Id,
  Nullable,
  PageQuery,
  Points,
  QueryNumber,
  Reference,
  Shape,
  Sku,
  Text,
  When,
  Word,
  Yen,
} from '../../kit/schemas.ts'

export const ListingParams = Shape({ seller: Reference('tea-house'), sku: Sku })

export const Price = Type.Integer({
  minimum: 1,
  maximum: 900_000_000_000,
  description: 'Yen for one unit',
  examples: [1_000],
})
const Stock = Type.Integer({ minimum: 0, maximum: STOCK_MAX, examples: [10] })

const PointsAskSchema = Type.Unsafe<PointsAsk>({
  oneOf: [
    Shape({ by: Word(['percentage']), bps: Bps }),
    Shape({ by: Word(['amount']), points: Points }),
    Shape({ by: Word(['none']) }),
    Shape({ by: Word(['default']) }),
  ],
  description:
    'A percentage of the price, points for one unit, none whatever the account default says, or the account default',
  examples: [{ by: 'percentage', bps: 1_000 }],
})

export const ChangeFields = {
  price: Type.Optional(Price),
  shipping: Type.Optional(Yen),
  points: Type.Optional(PointsAskSchema),
  stock: Type.Optional(Nullable(Stock)),
  status: Type.Optional(Word(STATUSES)),
}
const NewFields = {
  asin: Type.Optional(Asin),
  condition: Type.Optional(Word(CONDITIONS)),
  ...ChangeFields,
}

export const ListingPut = Shape(NewFields, {
  minProperties: 1,
  examples: [
    { asin: 'B07TEA0001', price: 1_000, points: { by: 'percentage', bps: 1_000 }, stock: 10 },
  ],
})
export const ListingPatch = Shape(ChangeFields, {
  minProperties: 1,
  examples: [{ price: 980, points: { by: 'percentage', bps: 1_000 } }],
})
export const BulkAsk = Shape(
  {
    listings: Type.Array(
      Shape({ sku: Sku, version: Type.Optional(Id), ...NewFields }, { minProperties: 2 }),
      { minItems: 1, maxItems: 1_000 },
    ),
  },
  { examples: [{ listings: [{ sku: 'TEA-200G', price: 980, stock: 4 }] }] },
)

export const FILTER = {
  query: Type.Optional(Text(100, { description: 'Part of the SKU, or words of the product' })),
  asin: Type.Optional(Asin),
  status: Type.Optional(Word(STATUSES)),
  condition: Type.Optional(Word(CONDITIONS)),
  points: Type.Optional(Word(['some', 'none'])),
  pointsReset: Type.Optional(Word(['true', 'false'])),
  stockAtMost: Type.Optional(QueryNumber()),
  priceFrom: Type.Optional(QueryNumber()),
  priceTo: Type.Optional(QueryNumber()),
}
export const FilterQuery = Shape(FILTER)
export const ListingQuery = Shape({
  ...PageQuery,
  ...FILTER,
  sort: Type.Optional(Word(LISTING_SORTS)),
  order: Type.Optional(Word(['ascending', 'descending'])),
})

const Named = Type.Array(Sku, { minItems: 1, maxItems: 1_000, uniqueItems: true })

/** The same filter in a body, where numbers are numbers; and listings one by one. */
export const FilterBody = Shape({
  ...FILTER,
  skus: Type.Optional(Named),
  pointsReset: Type.Optional(Type.Boolean()),
  stockAtMost: Type.Optional(Count),
  priceFrom: Type.Optional(Count),
  priceTo: Type.Optional(Count),
})

/** What a warning is about; its sentence is beside it. */
const WarningAnswer = Type.Unsafe<OfferWarning & { message: string }>({
  type: 'object',
  required: ['warning', 'message'],
  properties: {
    warning: { type: 'string', examples: ['points_reset'] },
    message: { type: 'string' },
  },
  additionalProperties: true,
})

const SettingAnswer = Nullable(
  Type.Unsafe<PointsSetting>({
    type: 'object',
    required: ['by'],
    properties: {
      by: { type: 'string', enum: ['percentage', 'amount'] },
      bps: { type: 'integer' },
      points: { type: 'integer' },
      ofPrice: { type: 'integer' },
    },
    additionalProperties: false,
  }),
)

const StateFields = {
  price: Yen,
  shipping: Yen,
  points: SettingAnswer,
  stock: Nullable(Count),
  status: Word(STATUSES),
}
const Shown = Nullable(Shape({ points: Points, bps: Count, percent: Type.String() }))

export const ListingAnswer = Shape({
  sku: Sku,
  asin: Asin,
  condition: Word(CONDITIONS),
  ...StateFields,
  version: Id,
  effectivePoints: Points,
  shown: Shown,
  pointsFrom: Word(['sku', 'account_default', 'none']),
  pointsReset: Nullable(Shape({ at: When, by: Type.String() })),
  titleJa: Nullable(Type.String()),
  titleEn: Nullable(Type.String()),
  image: Nullable(Type.String()),
  category: Nullable(Type.String()),
  createdAt: When,
  updatedAt: When,
})

export const ChangedAnswer = Shape({
  sku: Sku,
  what: Word(['created', 'changed', 'unchanged']),
  version: Id,
  ...StateFields,
  effectivePoints: Points,
  warnings: Type.Array(WarningAnswer),
})

export const NamedAnswer = {
  refused: Type.Array(
    Shape({ sku: Sku, code: Type.String(), message: Type.String(), facts: AnyFacts() }),
  ),
  warned: Type.Array(Shape({ sku: Sku, warnings: Type.Array(WarningAnswer) })),
}

export const BulkAnswer = Shape({
  created: Count,
  changed: Count,
  unchanged: Count,
  ...NamedAnswer,
})

function AnyFacts() {
  return Type.Unsafe<object>({ type: 'object', additionalProperties: true })
}

export const CountsAnswer = Shape({
  total: Count,
  active: Count,
  inactive: Count,
  soldOut: Count,
  lowStock: Count,
  withPoints: Count,
  pointsReset: Count,
})

/** What a change of a listing is told by. */
export const HISTORY = {
  version: Id,
  reason: Type.String({ examples: ['points_reset'] }),
  by: Type.String(),
  source: Type.String({ examples: ['manual'] }),
  policyVersion: Count,
  at: When,
  before: Nullable(Shape(StateFields)),
  after: Shape(StateFields),
}
export const HistoryAnswer = Shape({ ...HISTORY, byName: NameOf })
