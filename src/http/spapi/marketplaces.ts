import { MARKETPLACE_COUNTRIES } from '../../rules/policy/marketplaces.ts'
import { type Failure, invalidInput, unauthorized } from './failure.ts'

/** A marketplace as sellers' tools know it. */
export interface Marketplace {
  readonly id: string
  readonly name: string
  readonly countryCode: string
  readonly currency: string
  readonly language: string
  readonly domain: string
}

/** What goes with a country: currency, language, and where its shop is. */
const OF_COUNTRY: Readonly<Record<string, readonly [string, string, string]>> = {
  JP: ['JPY', 'ja_JP', 'co.jp'],
  US: ['USD', 'en_US', 'com'],
  CA: ['CAD', 'en_CA', 'ca'],
  MX: ['MXN', 'es_MX', 'com.mx'],
  BR: ['BRL', 'pt_BR', 'com.br'],
  GB: ['GBP', 'en_GB', 'co.uk'],
  DE: ['EUR', 'de_DE', 'de'],
  FR: ['EUR', 'fr_FR', 'fr'],
  IT: ['EUR', 'it_IT', 'it'],
  ES: ['EUR', 'es_ES', 'es'],
  AU: ['AUD', 'en_AU', 'com.au'],
  SG: ['SGD', 'en_SG', 'sg'],
  IN: ['INR', 'en_IN', 'in'],
}

function marketplace(id: string, countryCode: string): Marketplace {
  const [currency, language, domain] = OF_COUNTRY[countryCode] as readonly [string, string, string]
  return {
    ...{ id, countryCode, currency, language },
    ...{ name: `Amazon.${domain}`, domain: `www.amazon.${domain}` },
  }
}

/** The ids that tools have built in. Points are Japan's alone, by the policy's terms. */
const MARKETPLACES: ReadonlyMap<string, Marketplace> = new Map(
  Object.entries(MARKETPLACE_COUNTRIES).map(([id, country]) => [id, marketplace(id, country)]),
)

/** A marketplace by its id; undefined for an id that is none. */
export const marketplaceOf = (id: string): Marketplace | undefined => MARKETPLACES.get(id)

/** What files and answers call a marketplace. */
export const marketplaceName = (id: string): string => marketplaceOf(id)?.name ?? id

/** Why some ids are no marketplaces, for what is asked of several; undefined: they all are. */
export function noMarketplace(ids: readonly string[]): Failure | undefined {
  const wrong = ids.find((id) => !marketplaceOf(id))
  return wrong === undefined
    ? undefined
    : invalidInput(`'${wrong.slice(0, 100)}' is not a marketplace.`)
}

/**
 * Why a seller may not be asked about a marketplace: it is none, or not the seller's. Undefined:
 * it may.
 */
export function wrongMarketplace(
  seller: { readonly marketplace: string },
  ids: readonly string[],
): Failure | undefined {
  for (const id of ids) {
    if (id === seller.marketplace) continue
    return noMarketplace([id]) ?? unauthorized(`The seller does not sell on marketplace ${id}.`)
  }
  return undefined
}
