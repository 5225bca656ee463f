import type {
  FeesEstimateByIdRequest,
  FeesEstimateResult,
  GetMyFeesEstimateRequest,
} from '@sp-api-sdk/product-fees-api-v0'
import { type Static, Type } from 'typebox'
import { bodyFor } from '../body.ts'
import { type Failure, invalidInput } from '../failure.ts'
import { type Ask, type Operation, operation } from '../operation.ts'
import { estimate, type FeeAsk, Request } from './estimate.ts'

const NO_REQUEST = invalidInput("'FeesEstimateRequest' is required.")

const DIFFERS = 'The one fee is the referral fee, for fulfilment by the seller.'

const One = bodyFor<GetMyFeesEstimateRequest>()(
  Type.Object({ FeesEstimateRequest: Type.Optional(Request) }),
)

/** What both estimates of one item have in common. */
const usual = {
  model: 'productFeesV0',
  method: 'POST',
  access: { as: 'seller', scope: 'pricing' },
  query: {},
  success: 200,
  differs: DIFFERS,
  reads: true,
} as const
const ofOne = { ...usual, rate: 1, burst: 2, body: One, envelope: 'payload' } as const

type AskOne = Ask<string, unknown, Static<typeof One>>

async function estimateOf(ask: AskOne, asked: Pick<FeeAsk, 'idType' | 'id'>) {
  const request = ask.body.FeesEstimateRequest
  if (!request) return NO_REQUEST
  return { FeesEstimateResult: await estimate(ask, { ...asked, request }) }
}

const getMyFeesEstimateForSKU = operation({
  ...ofOne,
  id: 'getMyFeesEstimateForSKU',
  path: '/products/fees/v0/listings/{SellerSKU}/feesEstimate',
  answer: (ask) => estimateOf(ask, { idType: 'SellerSKU', id: ask.path.SellerSKU }),
})

const getMyFeesEstimateForASIN = operation({
  ...ofOne,
  id: 'getMyFeesEstimateForASIN',
  path: '/products/fees/v0/items/{Asin}/feesEstimate',
  answer: (ask) => estimateOf(ask, { idType: 'ASIN', id: ask.path.Asin }),
})

const ID_TYPES = ['ASIN', 'SellerSKU'] as const

const getMyFeesEstimates = operation({
  ...usual,
  id: 'getMyFeesEstimates',
  path: '/products/fees/v0/feesEstimate',
  ...{ rate: 0.5, burst: 1 },
  body: bodyFor<FeesEstimateByIdRequest[]>()(
    Type.Array(
      Type.Object({
        FeesEstimateRequest: Type.Optional(Request),
        IdType: Type.Unsafe<(typeof ID_TYPES)[number]>({ type: 'string', enum: [...ID_TYPES] }),
        IdValue: Type.String({ minLength: 1, maxLength: 100 }),
      }),
      { minItems: 1, maxItems: 20 },
    ),
  ),
  envelope: 'bare',
  answer: async (ask): Promise<Failure | FeesEstimateResult[]> => {
    const asked = ask.body.flatMap(({ IdType: idType, IdValue: id, FeesEstimateRequest }) =>
      FeesEstimateRequest ? { idType, id, request: FeesEstimateRequest } : [],
    )
    if (asked.length < ask.body.length) return NO_REQUEST
    return Promise.all(asked.map((one) => estimate(ask, one)))
  },
})

export const FEES: readonly Operation[] = [
  getMyFeesEstimateForSKU,
  getMyFeesEstimateForASIN,
  getMyFeesEstimates,
]
