import { Type } from 'typebox'
import { STATE_MAX } from '../../../usecases/apps/consent-by-code.ts'
import type { Seller } from '../../../usecases/sellers/account.ts'
import { SCOPES } from '../../../usecases/sellers/providers.ts'
import { REDIRECTS_MAX } from '../../../usecases/sellers/redirect-uris.ts'
import { PLANS } from '../../../usecases/sellers/register.ts'
import { STANDINGS } from '../../../usecases/sellers/set-standing.ts'
import { NameOf } from '../../kit/names.ts'
import {
  Bps,
  Count,
  Nullable,
  Reason,
  Reference,
  Shape,
  shownTime,
  shownTimeOrNull,
  Text,
  When,
  Word,
} from '../../kit/schemas.ts'

export const SellerParams = Shape({ seller: Reference('tea-house') })
export const ProviderParams = Shape({
  seller: Reference('tea-house'),
  provider: Reference('price-tool'),
})

export const SellerAnswer = Shape({
  seller: Type.String({ examples: ['tea-house'] }),
  name: Type.String({ examples: ['茶の家'] }),
  plan: Word(PLANS),
  standing: Word(STANDINGS),
  marketplace: Type.String({ examples: ['A1VC38T7YXB528'] }),
  agreementVersion: Nullable(Count),
  agreedAt: Nullable(When),
  agreedBy: Nullable(Type.String()),
  defaultPointsBps: Nullable(Bps),
  createdAt: When,
})

export const sellerShown = (seller: Seller) => ({
  seller: seller.reference,
  name: seller.name,
  plan: seller.facts.plan,
  standing: seller.facts.standing,
  marketplace: seller.marketplace,
  agreementVersion: seller.facts.agreementVersion,
  agreedAt: shownTimeOrNull(seller.agreedAt),
  agreedBy: seller.agreedBy,
  defaultPointsBps: seller.facts.defaultBps,
  createdAt: shownTime(seller.createdAt),
})

export const NewSeller = Shape(
  {
    reference: Reference('tea-house'),
    name: Text(200),
    plan: Word(PLANS),
    marketplace: Type.Optional(Text(64)),
  },
  { examples: [{ reference: 'tea-house', name: '茶の家', plan: 'professional' }] },
)

export const PlanAsk = Shape({ plan: Word(PLANS) }, { examples: [{ plan: 'individual' }] })
export const PlanAnswer = Shape({ plan: Word(PLANS), before: Word(PLANS) })

export const StandingAsk = Shape(
  { standing: Word(STANDINGS), reason: Reason },
  { examples: [{ standing: 'at_risk', reason: 'Late shipments' }] },
)
export const StandingAnswer = Shape({ standing: Word(STANDINGS), before: Word(STANDINGS) })

export const AgreementAsk = Shape(
  { version: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
  { examples: [{ version: 1 }] },
)
export const AgreementAnswer = Shape({ version: Count })

export const DefaultPointsAsk = Shape({ bps: Bps }, { examples: [{ bps: 500 }] })
export const DefaultPointsAnswer = Shape({ before: Nullable(Bps), after: Nullable(Bps) })
export const DefaultPointsPreview = Shape({
  before: Nullable(Bps),
  after: Nullable(Bps),
  changed: Count,
  same: Count,
  own: Count,
})

export const Happening = Shape({
  n: Count,
  what: Type.String({ examples: ['plan_changed'] }),
  by: Type.String(),
  byName: NameOf,
  provider: Nullable(Type.String({ description: 'The app that it is about' })),
  providerName: NameOf,
  at: When,
  facts: Type.Unsafe<object>({ type: 'object', additionalProperties: true }),
})

const RedirectUris = Type.Array(Text(2_000), { maxItems: REDIRECTS_MAX, uniqueItems: true })
const ApplicationId = Type.String({ examples: ['amzn1.sp.solution.…'] })
export const ProviderAsk = Shape(
  {
    reference: Reference('price-tool'),
    name: Text(200),
    supportsPoints: Type.Boolean(),
    redirectUris: Type.Optional(RedirectUris),
  },
  { examples: [{ reference: 'price-tool', name: 'Price Tool', supportsPoints: true }] },
)
export const ProviderAnswer = Shape({
  reference: Type.String(),
  name: Type.String(),
  supportsPoints: Type.Boolean(),
})
export const ProviderMade = Shape({ provider: Type.String(), applicationId: ApplicationId })
export const RedirectsAsk = Shape(
  { redirectUris: RedirectUris },
  { examples: [{ redirectUris: [] }] },
)
export const RedirectsAnswer = Shape({ applicationId: ApplicationId })
export const ApplicationAnswer = Shape({
  reference: Type.String(),
  name: Type.String(),
  supportsPoints: Type.Boolean(),
  applicationId: ApplicationId,
  redirectUris: Type.Array(Type.String()),
})
const ScopeList = Type.Array(Word(SCOPES), {
  minItems: 1,
  maxItems: SCOPES.length,
  uniqueItems: true,
})
export const AuthorisationAsk = Shape(
  { scopes: ScopeList },
  { examples: [{ scopes: ['listings', 'pricing'] }] },
)
export const AuthorisationAnswer = Shape({ provider: Type.String(), scopes: ScopeList })
export const ConnectedProvider = Shape({
  reference: Type.String(),
  name: Type.String(),
  supportsPoints: Type.Boolean(),
  scopes: Type.Array(Type.String()),
  authorisedAt: When,
  revokedAt: Nullable(When),
  pointsReset: Count,
})
export const CredentialsAnswer = Shape({
  provider: Type.String(),
  clientId: Type.String({ examples: ['amzn1.application-oa2-client.…'] }),
  clientSecret: Nullable(
    Type.String({ description: 'Shown this once: null when the request is repeated' }),
  ),
  oldSecretUntil: Nullable(When),
})
export const CodeConsentAsk = Shape(
  {
    applicationId: Text(100),
    scopes: ScopeList,
    redirectUri: Type.Optional(Text(2_000)),
    state: Type.Optional(Text(STATE_MAX)),
  },
  { examples: [{ applicationId: 'amzn1.sp.solution.…', scopes: ['listings'], state: 'x1' }] },
)
export const CodeConsentAnswer = Shape({
  provider: Type.String(),
  redirect: Nullable(
    Type.String({ description: 'With a code, shown this once: null when the request is repeated' }),
  ),
})
export const ConsentAnswer = Shape({
  seller: Type.String(),
  provider: Type.String(),
  refreshToken: Nullable(
    Type.String({ description: 'Shown this once: null when the request is repeated' }),
  ),
})
