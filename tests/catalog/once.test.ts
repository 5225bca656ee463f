import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeListing, putListing } from '../../src/usecases/listings/change.ts'
import { listingHistory } from '../../src/usecases/listings/history.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { accepted, asin, found, fresh, furnish } from './kit.ts'

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const ten = { by: 'percentage', bps: 1_000 } as const
const cup = { seller: 'aoi', source: 'manual', sku: 'cup', points: ten } as const

beforeAll(async () => {
  await furnish(engine, ['aoi'])
  accepted(await putListing(engine, fresh(), { ...cup, asin: asin(1), price: 1_000 }))
})

const versions = async () =>
  found(await listingHistory(engine, { seller: 'aoi', sku: 'cup' })).length

describe('one key', () => {
  test('asked fifty times at once, is done once and answered alike', async () => {
    const before = await versions()
    const ask = { ...cup, price: 900 }
    const intent = fresh()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => changeListing(engine, intent, ask)),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(accepted(answer)))).size).toBe(1)
    expect(answers.filter((one) => 'replayed' in one && !one.replayed)).toHaveLength(1)
    expect(await versions()).toBe(before + 1)
  })

  test('answers what it answered, whatever happened since', async () => {
    const intent = fresh()
    const first = await changeListing(engine, intent, { ...cup, price: 800 })
    accepted(await changeListing(engine, fresh(), { ...cup, price: 700 }))
    expect(await changeListing(engine, intent, { ...cup, price: 800 })).toEqual({
      ...first,
      replayed: true,
    })
  })

  test('for something else is refused, also by another use case', async () => {
    const intent = fresh()
    accepted(await changeListing(engine, intent, { ...cup, price: 600 }))
    for (const answer of [
      await changeListing(engine, intent, { ...cup, price: 601 }),
      await putListing(engine, intent, { ...cup, price: 600 }),
    ]) {
      expect(answer).toMatchObject({ refused: 'key_reused' })
    }
  })

  test('belongs to its caller', async () => {
    const { key } = fresh()
    accepted(await changeListing(engine, { caller: 'one', key }, { ...cup, price: 500 }))
    accepted(await changeListing(engine, { caller: 'two', key }, { ...cup, price: 501 }))
  })

  test('whose request was refused is free for a better one', async () => {
    const intent = fresh()
    const refused = await changeListing(engine, intent, { ...cup, price: 0 })
    expect(refused).toMatchObject({ refused: 'amount_out_of_range' })
    accepted(await changeListing(engine, intent, { ...cup, price: 400 }))
  })
})

describe('the application can not rewrite', () => {
  test.each([
    'update listing_history set price = 1',
    'delete from listing_history',
    'truncate listing_history',
    `update seller_history set caller = 'nobody'`,
    'delete from seller_history',
    `update request set answer = '{}'`,
    'delete from request',
    'delete from listing',
    'delete from product',
  ])('%s', async (statement) => {
    await expect(db.pool.query(statement)).rejects.toThrow(/permission denied/)
  })

  test.each(['update listing_history set price = 1', 'delete from seller_history'])(
    'and its owner only by taking the guard away: %s',
    async (statement) => {
      await expect(db.owner.query(statement)).rejects.toThrow('append-only')
    },
  )
})
