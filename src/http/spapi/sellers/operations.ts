import { readSeller, type Seller } from '../../../usecases/sellers/account.ts'
import { marketplaceOf } from '../marketplaces.ts'
import { type Ask, type Operation, operation } from '../operation.ts'

interface Participation {
  readonly marketplace: {
    readonly id: string
    readonly name: string
    readonly countryCode: string
    readonly defaultCurrencyCode: string
    readonly defaultLanguageCode: string
    readonly domainName: string
  }
  readonly participation: {
    readonly isParticipating: boolean
    readonly hasSuspendedListings: boolean
  }
  readonly storeName: string
}

/** The one marketplace that a seller sells on here. */
const participationOf = ({ marketplace: id, name, facts }: Seller): Participation => {
  const known = marketplaceOf(id)
  return {
    marketplace: {
      id,
      name: known?.name ?? id,
      countryCode: known?.countryCode ?? 'JP',
      defaultCurrencyCode: known?.currency ?? 'JPY',
      defaultLanguageCode: known?.language ?? 'ja_JP',
      domainName: known?.domain ?? '',
    },
    participation: {
      isParticipating: true,
      hasSuspendedListings: facts.standing === 'suspended',
    },
    storeName: name,
  }
}

const getMarketplaceParticipations = operation({
  id: 'getMarketplaceParticipations',
  model: 'sellers',
  method: 'GET',
  path: '/sellers/v1/marketplaceParticipations',
  ...{ rate: 0.016, burst: 15 },
  access: { as: 'seller', scope: null },
  query: {},
  ...{ success: 200, envelope: 'payload' },
  differs: 'A seller is in one marketplace, so there is one participation.',
  answer: async (ask): Promise<readonly Participation[]> => [participationOf(await accountOf(ask))],
})

async function accountOf({ engine, seller }: Pick<Ask, 'engine' | 'seller'>): Promise<Seller> {
  const account = await readSeller(engine.pool, seller.reference)
  if (!account) throw new TypeError('a token of a seller that is not there')
  return account
}

interface Account {
  readonly marketplaceParticipationList: readonly Participation[]
  readonly businessType: 'SOLE_PROPRIETORSHIP'
  readonly sellingPlan: 'PROFESSIONAL' | 'INDIVIDUAL'
}

const getAccount = operation({
  id: 'getAccount',
  model: 'sellers',
  method: 'GET',
  path: '/sellers/v1/account',
  ...{ rate: 0.016, burst: 15 },
  access: { as: 'seller', scope: null },
  query: {},
  ...{ success: 200, envelope: 'payload' },
  differs: 'The kind of business is not known, so it is always `SOLE_PROPRIETORSHIP`; no address.',
  answer: async (ask): Promise<Account> => {
    const account = await accountOf(ask)
    return {
      marketplaceParticipationList: [participationOf(account)],
      businessType: 'SOLE_PROPRIETORSHIP',
      sellingPlan: account.facts.plan === 'professional' ? 'PROFESSIONAL' : 'INDIVIDUAL',
    }
  },
})

export const SELLERS: readonly Operation[] = [getMarketplaceParticipations, getAccount]
