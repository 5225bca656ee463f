import type { ListingsItemSubmissionResponse } from '@sp-api-sdk/listings-items-api-2021-08-01'
import type { Failure } from '../failure.ts'
import { operation } from '../operation.ts'
import { required, text, texts } from '../parameters.ts'
import { languageOfLocale } from './issues.ts'
import { notOwn } from './own.ts'
import { submit } from './submit.ts'

export const deleteListingsItem = operation({
  id: 'deleteListingsItem',
  model: 'listingsItems_2021-08-01',
  method: 'DELETE',
  path: '/listings/2021-08-01/items/{sellerId}/{sku}',
  ...{ rate: 5, burst: 5 },
  access: { as: 'seller', scope: 'listings' },
  query: { marketplaceIds: required(texts(1)), issueLocale: text() },
  ...{ success: 200, envelope: 'bare' },
  differs:
    'The offer goes off sale at once; the listing stays, inactive, because its history does. A price puts it on sale again.',
  answer: async (ask): Promise<Failure | ListingsItemSubmissionResponse> => {
    const { seller, path, query } = ask
    const no = notOwn(seller, path.sellerId, query.marketplaceIds)
    if (no) return no
    return submit(ask, {
      sku: path.sku,
      read: { ask: { status: 'inactive' }, issues: [] },
      creates: false,
      ...{ mode: undefined, includedData: undefined },
      language: languageOfLocale(query.issueLocale),
    })
  },
})
