import type {
  ListingsItemPutRequest,
  ListingsItemSubmissionResponse,
} from '@sp-api-sdk/listings-items-api-2021-08-01'
import { Type } from 'typebox'
import { readAttributes, whole } from '../../../usecases/listings/attributes.ts'
import { bodyFor } from '../body.ts'
import type { Failure } from '../failure.ts'
import { operation } from '../operation.ts'
import { required, text, texts, word, words } from '../parameters.ts'
import { askOf } from './attributes.ts'
import { issue, languageOfLocale } from './issues.ts'
import { notOwn } from './own.ts'
import { MODES, SUBMITTED, submit } from './submit.ts'

const REQUIREMENTS = ['LISTING', 'LISTING_PRODUCT_ONLY', 'LISTING_OFFER_ONLY'] as const

export const putListingsItem = operation({
  id: 'putListingsItem',
  model: 'listingsItems_2021-08-01',
  method: 'PUT',
  path: '/listings/2021-08-01/items/{sellerId}/{sku}',
  ...{ rate: 5, burst: 10 },
  access: { as: 'seller', scope: 'listings' },
  query: {
    marketplaceIds: required(texts(1)),
    includedData: words(SUBMITTED),
    mode: word(MODES),
    issueLocale: text(),
  },
  body: bodyFor<ListingsItemPutRequest>()(
    Type.Object({
      productType: Type.String({ minLength: 1, maxLength: 200 }),
      requirements: Type.Optional(
        Type.Unsafe<(typeof REQUIREMENTS)[number]>({ type: 'string', enum: [...REQUIREMENTS] }),
      ),
      attributes: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
  ...{ success: 200, envelope: 'bare' },
  differs:
    'It is done at once. Products are the operator’s: a listing names one with `merchant_suggested_asin`, and `LISTING_PRODUCT_ONLY` is invalid. Left out, points are none, and stock is not counted.',
  answer: async (ask): Promise<Failure | ListingsItemSubmissionResponse> => {
    const { seller, path, query, body } = ask
    const no = notOwn(seller, path.sellerId, query.marketplaceIds)
    if (no) return no
    const read = askOf(readAttributes(body.attributes))
    const offers = body.requirements !== 'LISTING_PRODUCT_ONLY'
    return submit(ask, {
      sku: path.sku,
      read: !offers ? PRODUCT_ONLY : read.ask ? { ...read, ask: whole(read.ask) } : read,
      creates: true,
      ...{ mode: query.mode, includedData: query.includedData },
      language: languageOfLocale(query.issueLocale),
    })
  },
})

const PRODUCT_ONLY = {
  issues: [
    issue(
      'ERROR',
      'PRODUCT_ONLY',
      'Products are the operator’s; a listing needs an offer.',
      'requirements',
    ),
  ],
}
