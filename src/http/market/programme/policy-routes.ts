import { Type } from 'typebox'
import { PRESETS, type PresetName } from '../../../rules/policy/presets.ts'
import type { TermsChange } from '../../../rules/policy/terms.ts'
import { announcePolicy } from '../../../usecases/policy/announce.ts'
import { previewPolicy } from '../../../usecases/policy/preview.ts'
import { listPolicies } from '../../../usecases/policy/timeline.ts'
import { readable, writable } from '../../kit/access.ts'
import { answer, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import {
  AnyObject,
  Count,
  Lines,
  Moment,
  momentOf,
  Nullable,
  Shape,
  SignedYen,
  shownTime,
  Text,
  When,
  Word,
} from '../../kit/schemas.ts'

const tags = ['Programme']
const PRESET_NAMES = Object.keys(PRESETS) as PresetName[]

const TermsFields = {
  preset: Type.Optional(Word(PRESET_NAMES)),
  terms: Type.Optional(
    Type.Unsafe<TermsChange>({
      type: 'object',
      maxProperties: 50,
      description: 'Only the fields that change, by the names that GET /v1/policies shows',
      examples: [{ expiry: { months: 6 } }],
    }),
  ),
}

const AnnouncementAsk = Shape(
  {
    name: Text(200),
    nameEn: Type.Optional(Text(200)),
    message: Type.Optional(
      Shape(
        { ja: Lines(2_000), en: Lines(2_000) },
        { description: 'Said to sellers with the announcement; lines may be broken' },
      ),
    ),
    effectiveFrom: Moment,
    ...TermsFields,
  },
  {
    examples: [
      {
        name: 'Six months',
        effectiveFrom: '2030-01-01T00:00:00+09:00',
        terms: { expiry: { months: 6 } },
      },
    ],
  },
)
const PreviewAsk = Shape(
  {
    ...TermsFields,
    sample: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_000, examples: [200] })),
  },
  { examples: [{ preset: 'points-central-2021' }] },
)

const Change = Shape({ field: Type.String(), before: Type.Unknown(), after: Type.Unknown() })
const PolicyFields = {
  version: Count,
  name: Type.String({ examples: ['seed-2020'] }),
  nameEn: Type.Optional(Type.String()),
  message: Type.Optional(Shape({ ja: Type.String(), en: Type.String() })),
  announcedAt: When,
  effectiveFrom: When,
  terms: AnyObject,
}
const PoliciesAnswer = Shape({
  items: Type.Array(
    Shape({
      ...PolicyFields,
      state: Word(['past', 'current', 'announced']),
      changes: Type.Array(Change),
    }),
  ),
})

const Figures = Shape({ points: Count, fee: SignedYen, landed: SignedYen, proceeds: SignedYen })
const Compared = { before: Figures, after: Figures }
const Total = { count: Count, changed: Count, ...Compared }
const PreviewAnswer = Shape({
  changes: Type.Array(Change),
  orders: Shape({
    ...Total,
    lines: Type.Array(
      Shape({
        order: Type.String(),
        line: Count,
        sku: Type.String(),
        quantity: Count,
        price: Count,
        shipping: Count,
        ...Compared,
      }),
    ),
  }),
  listings: Shape({
    ...Total,
    listings: Type.Array(
      Shape({
        seller: Type.String(),
        sku: Type.String(),
        price: Count,
        shipping: Count,
        refused: Nullable(Type.String()),
        ...Compared,
      }),
    ),
  }),
})

/** The programme's rules on their timeline. */
export function policyRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/policies',
    {
      config: readable(['buyer', 'seller', 'operator']),
      schema: {
        tags,
        summary: 'Every version of the rules, past, current and announced',
        response: { 200: PoliciesAnswer },
      },
    },
    async () => ({
      items: (await listPolicies(engine)).map(({ policy, state, changes }) => ({
        ...policy,
        announcedAt: shownTime(policy.announcedAt),
        effectiveFrom: shownTime(policy.effectiveFrom),
        state,
        changes: [...changes],
      })),
    }),
  )

  app.post(
    '/v1/policies',
    {
      config: writable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'Announce a new version of the rules',
        description: 'The newest version with some fields changed, or a preset. Sellers are told.',
        body: AnnouncementAsk,
        response: { 201: Shape(PolicyFields) },
      },
    },
    async (request, reply) => {
      const effectiveFrom = momentOf(request.body.effectiveFrom, '/effectiveFrom')
      const ask = { ...request.body, effectiveFrom }
      const announced = await announcePolicy(engine, intentOf(request), ask)
      return answer(request, reply, 201, announced, (policy) => ({
        ...policy,
        announcedAt: shownTime(policy.announcedAt),
        effectiveFrom: shownTime(policy.effectiveFrom),
      }))
    },
  )

  app.post(
    '/v1/policy-previews',
    {
      config: readable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'What a change of the rules would mean for recent orders and listings',
        body: PreviewAsk,
        response: { 200: PreviewAnswer },
      },
    },
    async (request, reply) => show(request, reply, await previewPolicy(engine, request.body)),
  )
}
