import { Type } from 'typebox'
import type { Seller } from '../../../usecases/sellers/account.ts'
import { SCOPES } from '../../../usecases/sellers/providers.ts'
import { PLANS } from '../../../usecases/sellers/register.ts'
import { STANDINGS } from '../../../usecases/sellers/set-standing.ts'
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
  at: When,
  facts: Type.Unsafe<object>({ type: 'object', additionalProperties: true }),
})

export const ProviderAsk = Shape(
  { reference: Reference('price-tool'), name: Text(200), supportsPoints: Type.Boolean() },
  { examples: [{ reference: 'price-tool', name: 'Price Tool', supportsPoints: true }] },
)
export const ProviderAnswer = Shape({
  reference: Type.String(),
  name: Type.String(),
  supportsPoints: Type.Boolean(),
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
})
export const ConsentAnswer = Shape({
  seller: Type.String(),
  provider: Type.String(),
  refreshToken: Nullable(
    Type.String({ description: 'Shown this once: null when the request is repeated' }),
  ),
})
