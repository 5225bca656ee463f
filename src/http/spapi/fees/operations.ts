import type {
  FeesEstimateByIdRequest,
  FeesEstimateResult,
  GetMyFeesEstimateRequest,
} from '@sp-api-sdk/product-fees-api-v0'
import { Type } from 'typebox'
import { bodyFor } from '../body.ts'
import { type Failure, invalidInput } from '../failure.ts'
import { type Operation, operation } from '../operation.ts'
import { estimate, Request } from './estimate.ts'

const NO_REQUEST = invalidInput("'FeesEstimateRequest' is required.")

const DIFFERS = 'The one fee is the referral fee, for fulfilment by the seller.'

const One = bodyFor<GetMyFeesEstimateRequest>()(
  Type.Object({ FeesEstimateRequest: Type.Optional(Request) }),
)

const getMyFeesEstimateForSKU = operation({
  id: 'getMyFeesEstimateForSKU',
  model: 'productFeesV0',
  method: 'POST',
  path: '/products/fees/v0/listings/{SellerSKU}/feesEstimate',
  ...{ rate: 1, burst: 2 },
  access: { as: 'seller', scope: 'pricing' },
  query: {},
  body: One,
  reads: true,
  ...{ success: 200, envelope: 'payload' },
  differs: DIFFERS,
  answer: async (ask) => {
    const asked = { idType: 'SellerSKU', id: ask.path.SellerSKU } as const
    const request = ask.body.FeesEstimateRequest
    if (!request) return NO_REQUEST
    return { FeesEstimateResult: await estimate(ask, { ...asked, request }) }
  },
})

const getMyFeesEstimateForASIN = operation({
  id: 'getMyFeesEstimateForASIN',
  model: 'productFeesV0',
  method: 'POST',
  path: '/products/fees/v0/items/{Asin}/feesEstimate',
  ...{ rate: 1, burst: 2 },
  access: { as: 'seller', scope: 'pricing' },
  query: {},
  body: One,
  reads: true,
  ...{ success: 200, envelope: 'payload' },
  differs: DIFFERS,
  answer: async (ask) => {
    const asked = { idType: 'ASIN', id: ask.path.Asin } as const
    const request = ask.body.FeesEstimateRequest
    if (!request) return NO_REQUEST
    return { FeesEstimateResult: await estimate(ask, { ...asked, request }) }
  },
})

const ID_TYPES = ['ASIN', 'SellerSKU'] as const

const getMyFeesEstimates = operation({
  id: 'getMyFeesEstimates',
  model: 'productFeesV0',
  method: 'POST',
  path: '/products/fees/v0/feesEstimate',
  ...{ rate: 0.5, burst: 1 },
  access: { as: 'seller', scope: 'pricing' },
  query: {},
  reads: true,
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
  ...{ success: 200, envelope: 'bare' },
  differs: DIFFERS,
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
