import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PRESETS } from '../../src/rules/policy/presets.ts'
import { changeListing, putListing } from '../../src/usecases/listings/change.ts'
import { putListings } from '../../src/usecases/listings/put.ts'
import { findListing, searchListings } from '../../src/usecases/listings/search.ts'
import { acceptAgreement } from '../../src/usecases/sellers/accept-agreement.ts'
import { authoriseProvider } from '../../src/usecases/sellers/authorise-provider.ts'
import { connectedProviders, scopesOf } from '../../src/usecases/sellers/providers.ts'
import { registerSeller, registerSellers } from '../../src/usecases/sellers/register.ts'
import { registerProvider } from '../../src/usecases/sellers/register-provider.ts'
import { revokeProvider } from '../../src/usecases/sellers/revoke-provider.ts'
import { sellerHistory } from '../../src/usecases/sellers/seller-history.ts'
import {
  previewDefaultPoints,
  setDefaultPoints,
} from '../../src/usecases/sellers/set-default-points.ts'
import { setPlan } from '../../src/usecases/sellers/set-plan.ts'
import { setStanding } from '../../src/usecases/sellers/set-standing.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { accepted, asin, found, fresh, furnish } from './kit.ts'
import { govern } from './policies.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const ten = { by: 'percentage', bps: 1_000 } as const
const points = { seller: 'new', source: 'manual', sku: 's', points: ten } as const

beforeAll(async () => {
  await govern(db.pool, PRESETS['points-central-2021'])
  await furnish(engine, ['aoi'])
})

test('an account is opened once, and known ones stay when many are', async () => {
  const seller = { reference: 'new', name: '新しい店', plan: 'professional' } as const
  accepted(await registerSeller(engine, fresh(), seller))
  expect(await registerSeller(engine, fresh(), seller)).toMatchObject({ refused: 'seller_exists' })
  const many = [
    { ...seller, name: 'another' },
    { ...seller, reference: 'newer' },
  ]
  expect(await registerSellers(engine, 'test', many)).toEqual({ registered: 1 })
  const { rows } = await db.pool.query(`select name from seller where reference = 'new'`)
  expect(rows).toEqual([{ name: '新しい店' }])
  const gold = { ...seller, plan: 'gold' as 'individual' }
  expect(await registerSeller(engine, fresh(), gold)).toMatchObject({ refused: 'value_unknown' })
})

test('no points before the agreement, and each consent is recorded', async () => {
  const ask = { ...points, asin: asin(1), price: 1_000 }
  expect(await putListing(engine, fresh(), ask)).toMatchObject({
    refused: 'agreement_not_accepted',
  })
  const agreement = { seller: 'new', version: 1, by: '佐藤' }
  expect(await acceptAgreement(engine, fresh(), { ...agreement, version: 2 })).toMatchObject({
    refused: 'agreement_version_unknown',
  })
  accepted(await acceptAgreement(engine, fresh(), agreement))
  expect(accepted(await putListing(engine, fresh(), ask)).effectivePoints).toBe(100)
  const [newest] = found(await sellerHistory(engine, { seller: 'new' }))
  expect(newest).toMatchObject({
    ...{ what: 'agreement_accepted', by: 'test', at: engine.clock.now() },
    facts: { version: 1, acceptedBy: '佐藤' },
  })
})

test('a plan or standing that may not offer points takes them out of force, not away', async () => {
  const effective = async () => {
    const { effectivePoints, points: setting } = found(await findListing(engine, points))
    return [effectivePoints, setting]
  }
  const standing = { seller: 'new', standing: 'at_risk', reason: '苦情' } as const
  expect(accepted(await setStanding(engine, fresh(), standing))).toMatchObject({ before: 'good' })
  expect(await effective()).toEqual([0, ten])
  const offered = { ...points, points: { by: 'percentage', bps: 500 } } as const
  expect(await changeListing(engine, fresh(), offered)).toMatchObject({
    refused: 'standing_not_good',
  })
  accepted(await setStanding(engine, fresh(), { ...standing, standing: 'good' }))
  expect(await effective()).toEqual([100, ten])
  const individual = { seller: 'new', plan: 'individual' } as const
  expect(accepted(await setPlan(engine, fresh(), individual))).toMatchObject({
    before: 'professional',
  })
})

describe('the account default', () => {
  beforeAll(async () => {
    const listing = (sku: string, price: number) => ({ sku, asin: asin(1), price })
    const listings = [
      listing('follows-1000', 1_000),
      listing('follows-5', 5),
      { ...listing('own', 1_000), points: ten },
      { ...listing('none', 1_000), points: { by: 'none' } as const },
    ]
    accepted(await putListings(engine, fresh(), { seller: 'aoi', source: 'manual', listings }))
  })

  test('says how many offers would change before it is applied, and then they do', async () => {
    const ask = { seller: 'aoi', bps: 300 }
    expect(await previewDefaultPoints(engine, ask)).toEqual({
      ...{ before: null, after: 300, changed: 1, same: 1, own: 2 },
    })
    expect(await previewDefaultPoints(engine, { ...ask, bps: 1_000 })).toMatchObject({
      ...{ changed: 1, same: 1 }, // 0.5 points of 5 yen round to 0
    })
    expect(accepted(await setDefaultPoints(engine, fresh(), ask))).toEqual({
      before: null,
      after: 300,
    })
    const { listings } = found(await searchListings(engine, { seller: 'aoi' }))
    expect(listings.map((one) => [one.sku, one.effectivePoints, one.pointsFrom])).toEqual([
      ['follows-1000', 30, 'account_default'],
      ['follows-5', 0, 'account_default'],
      ['none', 0, 'none'],
      ['own', 100, 'sku'],
    ])
    expect(await previewDefaultPoints(engine, { ...ask, bps: 0 })).toMatchObject({
      ...{ before: 300, after: null, changed: 1, same: 1 },
    })
  })

  test.each([
    [5_100, 'points_ratio_out_of_range'],
    [50, 'points_ratio_out_of_range'],
    [250, 'points_ratio_step'],
  ])('of %i hundredths of a percent is refused', async (bps, refused) => {
    for (const answer of [
      await previewDefaultPoints(engine, { seller: 'aoi', bps }),
      await setDefaultPoints(engine, fresh(), { seller: 'aoi', bps }),
    ]) {
      expect(answer).toMatchObject({ refused })
    }
  })
})

describe('service providers', () => {
  test('act within their scopes until they are revoked', async () => {
    const provider = { reference: 'repricer', name: 'Repricer', supportsPoints: false }
    accepted(await registerProvider(engine, fresh(), provider))
    expect(await registerProvider(engine, fresh(), provider)).toMatchObject({
      refused: 'provider_exists',
    })
    const ask = { seller: 'aoi', provider: 'repricer' }
    const scopes = ['pricing', 'listings'] as const
    accepted(await authoriseProvider(engine, fresh(), { ...ask, scopes }))
    expect(await scopesOf(engine, 'aoi', 'repricer')).toEqual(['listings', 'pricing'])
    expect(await scopesOf(engine, 'new', 'repricer')).toEqual([])
    accepted(await revokeProvider(engine, fresh(), ask))
    expect(await scopesOf(engine, 'aoi', 'repricer')).toEqual([])
    expect(await revokeProvider(engine, fresh(), ask)).toMatchObject({
      refused: 'provider_not_authorised',
    })
    accepted(await authoriseProvider(engine, fresh(), { ...ask, scopes: ['pricing'] }))
    expect(await scopesOf(engine, 'aoi', 'repricer')).toEqual(['pricing'])
  })

  test('the seller sees whether each supports points, and which one reset some', async () => {
    const reset = { seller: 'aoi', source: 'automated', by: 'repricer', sku: 'own' } as const
    // Under this policy prices and points are decoupled: nothing is reset.
    expect(accepted(await changeListing(engine, fresh(), { ...reset, price: 900 }))).toMatchObject({
      points: ten,
    })
    await db.owner.query(
      `update listing set points_reset_at = now(), points_reset_by = 'repricer' where sku = 'none'`,
    )
    expect(await connectedProviders(engine, 'aoi')).toMatchObject([
      { reference: 'repricer', supportsPoints: false, scopes: ['pricing'], pointsReset: 1 },
    ])
  })

  test.each([
    [{ scopes: [] }, 'value_unknown'],
    [{ scopes: ['everything'] }, 'value_unknown'],
    [{ seller: 'nobody' }, 'seller_not_found'],
    [{ provider: 'nothing' }, 'provider_not_found'],
  ])('%j is refused', async (change, refused) => {
    const ask = { seller: 'aoi', provider: 'repricer', scopes: ['pricing'], ...change }
    const answer = await authoriseProvider(
      engine,
      fresh(),
      ask as Parameters<typeof authoriseProvider>[2],
    )
    expect(answer).toMatchObject({ refused })
  })
})
