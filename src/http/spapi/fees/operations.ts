import type { FeesEstimateResult } from '@sp-api-sdk/product-fees-api-v0'
import { Type } from 'typebox'
import { type Operation, operation } from '../operation.ts'
import { estimate, Request } from './estimate.ts'

const DIFFERS = 'The one fee is the referral fee, for fulfilment by the seller.'

const One = Type.Object({ FeesEstimateRequest: Request })

const getMyFeesEstimateForSKU = operation({
  id: 'getMyFeesEstimateForSKU',
  model: 'productFeesV0',
  method: 'POST',
  path: '/products/fees/v0/listings/{SellerSKU}/feesEstimate',
  ...{ rate: 1, burst: 2 },
  access: { as: 'seller', scope: 'pricing' },
  query: {},
  body: One,
  ...{ success: 200, envelope: 'payload' },
  differs: DIFFERS,
  answer: async (ask) => {
    const asked = { idType: 'SellerSKU', id: ask.path.SellerSKU } as const
    const request = ask.body.FeesEstimateRequest
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
  ...{ success: 200, envelope: 'payload' },
  differs: DIFFERS,
  answer: async (ask) => {
    const asked = { idType: 'ASIN', id: ask.path.Asin } as const
    const request = ask.body.FeesEstimateRequest
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
  body: Type.Array(
    Type.Object({
      FeesEstimateRequest: Request,
      IdType: Type.Unsafe<(typeof ID_TYPES)[number]>({ type: 'string', enum: [...ID_TYPES] }),
      IdValue: Type.String({ minLength: 1, maxLength: 100 }),
    }),
    { minItems: 1, maxItems: 20 },
  ),
  ...{ success: 200, envelope: 'bare' },
  differs: DIFFERS,
  answer: (ask): Promise<FeesEstimateResult[]> =>
    Promise.all(
      ask.body.map(({ IdType: idType, IdValue: id, FeesEstimateRequest: request }) =>
        estimate(ask, { idType, id, request }),
      ),
    ),
})

export const FEES: readonly Operation[] = [
  getMyFeesEstimateForSKU,
  getMyFeesEstimateForASIN,
  getMyFeesEstimates,
]
