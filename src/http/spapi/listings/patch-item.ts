import type {
  ListingsItemPatchRequest,
  ListingsItemSubmissionResponse,
} from '@sp-api-sdk/listings-items-api-2021-08-01'
import { Type } from 'typebox'
import { readPatches } from '../../../usecases/listings/attributes.ts'
import { bodyFor } from '../body.ts'
import type { Failure } from '../failure.ts'
import { operation } from '../operation.ts'
import { required, text, texts, word, words } from '../parameters.ts'
import { askOf } from './attributes.ts'
import { languageOfLocale } from './issues.ts'
import { notOwn } from './own.ts'
import { MODES, SUBMITTED, submit } from './submit.ts'

const OPS = ['add', 'replace', 'merge', 'delete'] as const

export const patchListingsItem = operation({
  id: 'patchListingsItem',
  model: 'listingsItems_2021-08-01',
  method: 'PATCH',
  path: '/listings/2021-08-01/items/{sellerId}/{sku}',
  ...{ rate: 5, burst: 5 },
  access: { as: 'seller', scope: 'listings' },
  query: {
    marketplaceIds: required(texts()),
    includedData: words(SUBMITTED),
    mode: word(MODES),
    issueLocale: text(),
  },
  body: bodyFor<ListingsItemPatchRequest>()(
    Type.Object({
      productType: Type.String({ minLength: 1, maxLength: 200 }),
      patches: Type.Array(
        Type.Object({
          op: Type.Unsafe<(typeof OPS)[number]>({ type: 'string', enum: [...OPS] }),
          path: Type.String({ minLength: 1, maxLength: 500 }),
          value: Type.Optional(Type.Unknown()),
        }),
        { minItems: 1, maxItems: 100 },
      ),
    }),
  ),
  ...{ success: 200, envelope: 'bare' },
  differs:
    'It is done at once. `purchasable_offer` may have `points` (`points_number` or `percent`; 0 removes them) and `shipping`. A price without points resets them where the policy says so, with an issue `POINTS_RESET`. Deleting `purchasable_offer` takes the offer off sale.',
  answer: async (ask): Promise<Failure | ListingsItemSubmissionResponse> => {
    const { seller, path, query, body } = ask
    const no = notOwn(seller, path.sellerId, query.marketplaceIds)
    if (no) return no
    return submit(ask, {
      sku: path.sku,
      read: askOf(readPatches(body.patches)),
      creates: false,
      ...{ mode: query.mode, includedData: query.includedData },
      language: languageOfLocale(query.issueLocale),
    })
  },
})
