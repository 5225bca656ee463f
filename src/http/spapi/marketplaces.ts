import { JAPAN } from '../../rules/policy/presets.ts'
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

const marketplace = (
  id: string,
  countryCode: string,
  currency: string,
  language: string,
  domain: string,
): Marketplace => ({
  ...{ id, countryCode, currency, language },
  ...{ name: `Amazon.${domain}`, domain: `www.amazon.${domain}` },
})

/** The ids that tools have built in. Points are Japan's alone, by the policy's terms. */
const MARKETPLACES: ReadonlyMap<string, Marketplace> = new Map(
  [
    marketplace(JAPAN, 'JP', 'JPY', 'ja_JP', 'co.jp'),
    marketplace('ATVPDKIKX0DER', 'US', 'USD', 'en_US', 'com'),
    marketplace('A2EUQ1WTGCTBG2', 'CA', 'CAD', 'en_CA', 'ca'),
    marketplace('A1AM78C64UM0Y8', 'MX', 'MXN', 'es_MX', 'com.mx'),
    marketplace('A2Q3Y263D00KWC', 'BR', 'BRL', 'pt_BR', 'com.br'),
    marketplace('A1F83G8C2ARO7P', 'GB', 'GBP', 'en_GB', 'co.uk'),
    marketplace('A1PA6795UKMFR9', 'DE', 'EUR', 'de_DE', 'de'),
    marketplace('A13V1IB3VIYZZH', 'FR', 'EUR', 'fr_FR', 'fr'),
    marketplace('APJ6JRA9NG5V4', 'IT', 'EUR', 'it_IT', 'it'),
    marketplace('A1RKKUPIHCS9HS', 'ES', 'EUR', 'es_ES', 'es'),
    marketplace('A39IBJ37TRP1C6', 'AU', 'AUD', 'en_AU', 'com.au'),
    marketplace('A19VAU5U5O7RUS', 'SG', 'SGD', 'en_SG', 'sg'),
    marketplace('A21TJRUUN4KGV', 'IN', 'INR', 'en_IN', 'in'),
  ].map((one) => [one.id, one]),
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
