import type { Reach } from '../../net/addresses.ts'

/** How the HTTP surface is set up. Times in ms unless named otherwise. */
export interface HttpSettings {
  /** A sandbox may log in over plain HTTP on this machine, and may advance its clock. */
  readonly mode: 'sandbox' | 'production'
  /** Whether browsers reach the server by https, directly or through a proxy. */
  readonly https: boolean
  /**
   * Pages that may write with a session, such as `https://market.example`; own pages always may.
   */
  readonly origins: readonly string[]
  /** Hosts that pages show pictures of products from, such as `https://img.market.example`. */
  readonly images: readonly string[]
  /** Addresses of proxies whose forwarding headers are believed; none by default. */
  readonly trustProxy: readonly string[]
  /** Points that one operator may give or take of a buyer within a day without a second one. */
  readonly approvalLimit: number
  readonly limits: RateLimits
  readonly uploads: UploadLimits
  /**
   * Whether operations of sellers' tools are throttled as documented; only a sandbox may lift it.
   */
  readonly toolRates: 'documented' | 'unlimited'
  /** Where webhooks may lead; a sandbox may allow its own machine. */
  readonly reach: Reach
}

/** How large an uploaded file may be. */
export interface UploadLimits {
  /** As sent, and as unpacked. */
  readonly bytes: number
  readonly rows: number
}

/** Requests in one minute, all sessions and tokens of a party together. */
export interface RateLimits {
  /** Of one address, without or with an unknown login. */
  readonly address: number
  readonly buyer: number
  readonly seller: number
  /** Of one operator's person or app. */
  readonly operator: number
  /** Attempts of one address to log in. */
  readonly loginOfAddress: number
  /** Attempts to log in as the same person. */
  readonly loginOfPerson: number
}

export const DEFAULT_LIMITS: RateLimits = {
  address: 600,
  buyer: 600,
  seller: 6_000,
  operator: 6_000_000,
  loginOfAddress: 60,
  loginOfPerson: 10,
}

export const DEFAULT_UPLOADS: UploadLimits = { bytes: 128 * 1_048_576, rows: 1_000_000 }

export const DEFAULT_SETTINGS: HttpSettings = {
  mode: 'production',
  https: true,
  origins: [],
  images: [],
  trustProxy: [],
  approvalLimit: 10_000,
  reach: 'public',
  limits: DEFAULT_LIMITS,
  uploads: DEFAULT_UPLOADS,
  toolRates: 'documented',
}

/** Settings with defaults. Throws for a production that would send sessions in the clear. */
export function settingsOf(some: Partial<HttpSettings>): HttpSettings {
  const settings = { ...DEFAULT_SETTINGS, ...some }
  if (settings.mode === 'production' && !settings.https) {
    throw new TypeError('production needs https: a session in the clear can be stolen')
  }
  if (settings.mode === 'production' && settings.toolRates !== 'documented') {
    throw new TypeError('production throttles tools as documented')
  }
  return settings
}
