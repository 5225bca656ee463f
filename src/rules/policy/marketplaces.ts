import { JAPAN } from './presets.ts'

/**
 * The marketplaces whose ids sellers' tools have built in †, each with its country by ISO 3166.
 * A seller may be of another one, which has an id and no country.
 */
export const MARKETPLACE_COUNTRIES: Readonly<Record<string, string>> = {
  [JAPAN]: 'JP',
  ATVPDKIKX0DER: 'US',
  A2EUQ1WTGCTBG2: 'CA',
  A1AM78C64UM0Y8: 'MX',
  A2Q3Y263D00KWC: 'BR',
  A1F83G8C2ARO7P: 'GB',
  A1PA6795UKMFR9: 'DE',
  A13V1IB3VIYZZH: 'FR',
  APJ6JRA9NG5V4: 'IT',
  A1RKKUPIHCS9HS: 'ES',
  A39IBJ37TRP1C6: 'AU',
  A19VAU5U5O7RUS: 'SG',
  A21TJRUUN4KGV: 'IN',
}
