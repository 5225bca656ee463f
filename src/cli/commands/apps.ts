import { systemClock } from '../../clock/clock.ts'
import { newKey } from '../../ids/ids.ts'
import { refuse } from '../../rules/refusal.ts'
import { formatTokyo } from '../../rules/time/instant.ts'
import { issueRefreshToken } from '../../usecases/apps/consent.ts'
import { issueCredentials } from '../../usecases/apps/credentials.ts'
import type { Engine } from '../../usecases/engine.ts'
import { readSeller } from '../../usecases/sellers/account.ts'
import { authoriseProvider } from '../../usecases/sellers/authorise-provider.ts'
import { SCOPES, type Scope } from '../../usecases/sellers/providers.ts'
import { registerProvider } from '../../usecases/sellers/register-provider.ts'
import { unknownWord } from '../../usecases/text.ts'
import { accepted, Refused } from '../failures.ts'
import { withEngine } from '../session.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

const TEXT = {
  app: { en: 'App', ja: 'アプリ' },
  applicationId: { en: 'Application id', ja: 'アプリケーションID' },
  oldSecretUntil: { en: 'Old secret good until', ja: '旧シークレットの有効期限' },
  clientId: { en: 'Client id', ja: 'クライアントID' },
  clientSecret: { en: 'Client secret', ja: 'クライアントシークレット' },
  refreshToken: { en: 'Refresh token', ja: 'リフレッシュトークン' },
  sellerId: { en: 'Seller id', ja: '出品者ID' },
  marketplaceId: { en: 'Marketplace id', ja: 'マーケットプレイスID' },
  scopes: { en: 'Scopes', ja: '許可された範囲' },
  supportsPoints: { en: 'Supports points', ja: 'ポイント対応' },
  yes: { en: 'yes', ja: 'はい' },
  no: { en: 'no', ja: 'いいえ' },
  once: {
    en: 'Secrets and tokens are shown this once. docs/sp-api.md says how each client uses them.',
    ja: 'シークレットとトークンは今回のみ表示されます。使い方はdocs/sp-api.mdをご覧ください。',
  },
}

export interface AppOptions {
  readonly seller: string
  readonly scopes?: string
}

export interface CreateAppOptions extends AppOptions {
  readonly name?: string
  readonly redirectUri?: readonly string[]
  /** False with `--no-points`. */
  readonly points: boolean
}

interface Shown {
  readonly app: string
  readonly applicationId?: string
  readonly clientId?: string | null
  readonly clientSecret?: string | null
  readonly oldSecretUntil?: string
  readonly refreshToken?: string | null
  readonly sellerId?: string
  readonly marketplaceId?: string
  readonly scopes?: readonly Scope[]
  readonly supportsPoints?: boolean
}

const intent = () => ({ caller: 'cli', key: newKey() })

/** `apps create APP --seller …`: an app with credentials, and a seller's consent, ready to use. */
export const createApp = (
  terminal: Terminal,
  app: string,
  options: CreateAppOptions,
): Promise<void> =>
  withEngine(terminal, async ({ engine }) => {
    const { name = app, points: supportsPoints } = options
    const { marketplace } = await sellerOf(engine, options.seller)
    // Before anything is made: half an app would keep its name from a second try.
    requireScopes(options)
    const { redirectUri: redirectUris = [] } = options
    const provider = { reference: app, name, supportsPoints, redirectUris }
    const registered = accepted(await registerProvider(engine, intent(), provider), app)
    const { applicationId } = registered.outcome
    const { clientId, clientSecret } = await credentialsOf(engine, app)
    const consent = await consented(engine, app, options)
    show(terminal, {
      ...{ app, applicationId, clientId, clientSecret, ...consent },
      ...{ sellerId: options.seller, marketplaceId: marketplace, supportsPoints },
    })
  })

/** `apps rotate APP`: another client secret; the one before is good for a week more. */
export const rotateSecret = (terminal: Terminal, app: string): Promise<void> =>
  withEngine(terminal, async ({ engine }) => {
    const { clientId, clientSecret, oldSecretUntil } = await credentialsOf(engine, app)
    show(terminal, {
      ...{ app, clientId, clientSecret },
      ...(oldSecretUntil === null ? {} : { oldSecretUntil: formatTokyo(oldSecretUntil) }),
    })
  })

async function credentialsOf(engine: Engine, provider: string) {
  const now = systemClock.now()
  const made = accepted(await issueCredentials(engine, intent(), { provider }, now), provider)
  return made.outcome
}

/** `apps authorise APP --seller …`: another seller's consent for an app that is there. */
export const authoriseApp = (terminal: Terminal, app: string, options: AppOptions): Promise<void> =>
  withEngine(terminal, async ({ engine }) => {
    const { marketplace } = await sellerOf(engine, options.seller)
    const consent = await consented(engine, app, options)
    show(terminal, {
      app,
      ...consent,
      ...{ sellerId: options.seller, marketplaceId: marketplace },
    })
  })

async function sellerOf(engine: Engine, reference: string) {
  const seller = await readSeller(engine.pool, reference)
  if (!seller) throw new Refused(refuse('seller_not_found'), reference)
  return seller
}

const scopesOf = ({ scopes }: AppOptions) =>
  scopes === undefined ? SCOPES : (scopes.split(',') as Scope[])

function requireScopes(options: AppOptions): void {
  for (const scope of scopesOf(options)) {
    const unknown = unknownWord('scopes', scope, SCOPES)
    if (unknown) throw new Refused(unknown)
  }
}

async function consented(engine: Engine, provider: string, options: AppOptions) {
  const { seller } = options
  const ask = { seller, provider, scopes: scopesOf(options) }
  const authorised = accepted(await authoriseProvider(engine, intent(), ask), provider)
  const consent = accepted(await issueRefreshToken(engine, intent(), { seller, provider }))
  return { refreshToken: consent.outcome.refreshToken, scopes: authorised.outcome.scopes }
}

function show(terminal: Terminal, shown: Shown): void {
  const say = (text: keyof typeof TEXT) => TEXT[text][terminal.language]
  const names = ['app', 'applicationId', 'clientId', 'clientSecret', 'oldSecretUntil'] as const
  const given = ['refreshToken', 'sellerId', 'marketplaceId', 'scopes', 'supportsPoints'] as const
  terminal.print(shown, () => {
    const rows = [...names, ...given] as const
    const told = rows.filter((name) => shown[name] !== undefined)
    return table(told.map((name) => [say(name), textOf(shown[name], say)] as const))
  })
  terminal.say(say('once'))
}

function textOf(value: Shown[keyof Shown], say: (text: 'yes' | 'no') => string): string {
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no')
  return typeof value === 'string' ? value : (value ?? []).join(', ')
}
