import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Message } from '../../src/rules/policy/policy.ts'
import { PRESETS } from '../../src/rules/policy/presets.ts'
import type { TermsChange } from '../../src/rules/policy/terms.ts'
import { DAY, after as momentAfter } from '../../src/rules/time/instant.ts'
import { advanceClock } from '../../src/usecases/clock/advance.ts'
import { putListing } from '../../src/usecases/listings/change.ts'
import { listNotices } from '../../src/usecases/notices/notices.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { announcePolicy } from '../../src/usecases/policy/announce.ts'
import { beginPolicy } from '../../src/usecases/policy/begin.ts'
import { previewPolicy } from '../../src/usecases/policy/preview.ts'
import { listPolicies } from '../../src/usecases/policy/timeline.ts'
import { registerProvider } from '../../src/usecases/sellers/register-provider.ts'
import { asin, furnish } from '../catalog/kit.ts'
import { as, done, sandboxEngine, sell } from '../jobs/kit.ts'
import { testDatabase } from '../kit/database.ts'

const db = await testDatabase()
const engine = sandboxEngine(db)
const otherDb = await testDatabase()
const other = sandboxEngine(otherDb)
const thirdDb = await testDatabase()
const third = sandboxEngine(thirdDb)
afterAll(() => Promise.all([engine, other, third].map((one) => one.close())))

const now = () => engine.clock.now()
const announcing = (terms: TermsChange, effectiveFrom = momentAfter(now(), DAY), name = 'change') =>
  announcePolicy(engine, as(engine), { name, effectiveFrom, terms })

const saying = (message: Message) => {
  const ask = { name: 'change', effectiveFrom: momentAfter(now(), DAY), message }
  return announcePolicy(engine, as(engine), { ...ask, terms: { rounding: 'floor' } })
}

beforeAll(async () => {
  await furnish(engine, ['tea', 'solo'])
  await registerBuyers(engine, [{ reference: 'hanako' }])
  const provider = { reference: 'sync', name: '在庫シンク', supportsPoints: true }
  await done(registerProvider(engine, as(engine), provider))
})

test('a marketplace begins with a preset of its choice, once', async () => {
  expect((await listPolicies(other)).map(({ policy }) => policy.name)).toEqual(['seed-2020'])
  expect(await beginPolicy(other, 'seed-2020-before')).toMatchObject({ version: 1 })
  expect(await beginPolicy(other, 'seed-2020-before')).toMatchObject({ version: 1 })
  expect(await beginPolicy(other, 'seed-2020')).toMatchObject({ refused: 'policy_begun' })
  const [first] = await listPolicies(other)
  expect(first).toMatchObject({
    state: 'current',
    policy: { name: 'seed-2020-before', effectiveFrom: 0, terms: PRESETS['seed-2020-before'] },
  })
  // Commands of a running engine follow it, though it had seen no policy before.
  await registerBuyers(third, [{ reference: 'b' }])
  await grantPoints(third, as(third), { buyer: 'b', points: 0, reason: 'refused' })
  await beginPolicy(third, 'seed-2020-before')
  await sell(third, 'b', 'o', { pointsPerUnit: 15 as never, price: 150 as never })
  const { rows } = await thirdDb.pool.query('select fee_charged from order_line')
  // 15 % of 135 yen are 20.25, below the minimum of 30.
  expect(rows).toEqual([{ fee_charged: 30 }])
})

test('a change is checked completely, and against the timeline', async () => {
  const refusals = [
    [announcing({ expiry: { months: 0 } }), 'policy_field_invalid'],
    [announcing({ gold: 1 } as TermsChange), 'policy_field_unknown'],
    [announcing({}), 'policy_unchanged'],
    [announcing({ rounding: 'floor' }, momentAfter(now(), -1)), 'policy_in_the_past'],
    [announcing({ rounding: 'floor' }, undefined, ''), 'text_out_of_range'],
    [saying({ ja: '改定します。', en: '' }), 'text_out_of_range'],
    [saying({ ja: '改定します。\u0000', en: 'It changes.' }), 'text_out_of_range'],
    [
      announcePolicy(engine, as(engine), {
        name: 'x',
        preset: 'seed-1999' as never,
        effectiveFrom: now(),
      }),
      'value_unknown',
    ],
  ] as const
  for (const [answer, refused] of refusals) expect(await answer).toMatchObject({ refused })
  expect(await listPolicies(engine)).toHaveLength(1)
})

test('an announcement is done once for its key, and told to sellers and apps', async () => {
  const intent = as(engine)
  const effectiveFrom = momentAfter(now(), DAY)
  const message = {
    ja: '期限が短くなります。\nご確認ください。',
    en: 'Points lapse sooner.\nPlease check.',
  }
  const words = { name: '秋の改定', nameEn: 'Autumn', message }
  const ask = { ...words, effectiveFrom, terms: { expiry: { months: 6 } } }
  const announced = await done(announcePolicy(engine, intent, ask))
  expect(announced).toMatchObject({ ...words, version: 2, announcedAt: now(), effectiveFrom })
  expect(await announcePolicy(engine, intent, ask)).toMatchObject({
    outcome: announced,
    replayed: true,
  })
  const late = announcing({ rounding: 'floor' }, effectiveFrom)
  expect(await late).toMatchObject({ refused: 'policy_before_announced', facts: { version: 2 } })
  expect(await listPolicies(engine)).toMatchObject([
    { state: 'current', policy: { version: 1, terms: PRESETS['seed-2020'] }, changes: [] },
    {
      state: 'announced',
      policy: words,
      changes: [{ field: 'expiry.months', before: 12, after: 6 }],
    },
  ])
  await relayAll(engine)
  const read = async (audience: 'seller' | 'provider', reference: string, language: 'ja' | 'en') =>
    done(listNotices(engine, { recipient: { audience, reference }, language }))
  const effective = '2020-06-02 00:00 JST'
  expect((await read('seller', 'tea', 'en')).notices).toMatchObject([
    {
      kind: 'policy.announced',
      title: 'The rules of the points programme will change',
      text: `“Autumn” (version 2) takes effect on ${effective}.\n${message.en}`,
    },
  ])
  await done(advanceClock(engine, { to: effectiveFrom }))
  const { notices, unread } = await read('provider', 'sync', 'ja')
  expect(unread).toBe(2)
  expect(notices.map(({ text }) => text)).toEqual([
    '「秋の改定」（バージョン2）が2020年6月2日 00:00から適用されています。',
    `「秋の改定」（バージョン2）が2020年6月2日 00:00から適用されます。\n${message.ja}`,
  ])
  expect((await read('seller', 'solo', 'ja')).notices).toHaveLength(2)
  expect((await listPolicies(engine)).map(({ state }) => state)).toEqual(['past', 'current'])
})

test('of announcements that race, one gets each version', async () => {
  const asks = Array.from({ length: 8 }, (_, n) =>
    announcing({ agreementVersion: 10 + n }, momentAfter(now(), (n + 1) * DAY)),
  )
  const answers = await Promise.all(asks)
  const versions = answers.flatMap((answer) => ('outcome' in answer ? answer.outcome.version : []))
  expect(versions.length).toBeGreaterThan(0)
  expect(new Set(versions).size).toBe(versions.length)
  const policies = (await listPolicies(engine)).map(({ policy }) => policy)
  expect(policies.map(({ version }) => version)).toEqual(policies.map((_, index) => index + 1))
  const effective = policies.map(({ effectiveFrom }) => effectiveFrom)
  expect(effective).toEqual(effective.toSorted((a, b) => a - b))
  await done(advanceClock(engine, { by: 10 * DAY }))
  await done(announcing({ agreementVersion: 1 }, now()))
})

test('a preview decides what was sold and is offered by both rules', async () => {
  const listing = { seller: 'tea', source: 'manual' as const, sku: 'TEA', asin: asin(1) }
  const percentage = { by: 'percentage' as const, bps: 1_050 }
  await done(
    putListing(engine, as(engine), { ...listing, price: 950, shipping: 100, points: percentage }),
  )
  const { rows } = await db.pool.query<{ id: number }>(
    `select id from seller where reference = 'tea'`,
  )
  // Half-even: 10.5 % of 950 yen are 99.75, so 100 points.
  const points = 100 as never
  const terms = { sku: 'TEA', price: 950 as never, shipping: 100 as never, pointsPerUnit: points }
  await sell(engine, 'hanako', 'o-1', terms, rows[0]?.id)
  await relayAll(engine)
  const preview = await done(
    previewPolicy(engine, {
      terms: {
        rounding: 'floor',
        landedPrice: 'with-shipping',
        fees: { standard: { rateBps: 1_000, minimum: 0 } },
        offering: { maximumBps: 1_000 },
      },
    }),
  )
  // Fee before: 15 % of 950 + 100 − 100 = 142.5, half-even 142.
  // After: 10 % of 951 = 95.1, floor 95.
  const before = { points: 100, fee: 142, landed: 950, proceeds: 808 }
  const after = { points: 99, fee: 95, landed: 1_050, proceeds: 856 }
  expect(preview.orders).toMatchObject({ count: 1, changed: 1, before, after })
  expect(preview.orders.lines).toMatchObject([{ order: 'o-1', line: 1, before, after }])
  expect(preview.listings).toMatchObject({ count: 1, changed: 1, before, after })
  expect(preview.listings.listings).toMatchObject([
    { seller: 'tea', sku: 'TEA', refused: 'points_ratio_out_of_range' },
  ])
  expect(preview.changes.map(({ field }) => field)).toContain('fees.standard.rateBps')
  // The preview has announced nothing, and refuses what could not be announced.
  const current = (await listPolicies(engine)).at(-1)?.policy
  expect(current?.terms.rounding).toBe('half-even')
  expect(await previewPolicy(engine, {})).toMatchObject({ refused: 'policy_unchanged' })
  expect(await previewPolicy(engine, { sample: 0, terms: { rounding: 'ceil' } })).toMatchObject({
    refused: 'page_size_out_of_range',
  })
})

test('a preview says which sellers lose their points', async () => {
  const preview = await done(previewPolicy(engine, { terms: { plans: ['individual'] } }))
  expect(preview.orders).toMatchObject({ before: { points: 100 }, after: { points: 0, fee: 158 } })
  expect(preview.listings.listings).toMatchObject([{ refused: 'plan_without_points' }])
  const elsewhere = await done(previewPolicy(engine, { terms: { marketplaces: ['ELSEWHERE'] } }))
  expect(elsewhere.listings.listings).toMatchObject([{ refused: 'marketplace_without_points' }])
})
