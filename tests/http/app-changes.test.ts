import { expect, test } from 'vitest'
import { isRefusal } from '../../src/rules/refusal.ts'
import { changeListing } from '../../src/usecases/listings/change.ts'
import { putListings } from '../../src/usecases/listings/put.ts'
import { registerProvider } from '../../src/usecases/sellers/register-provider.ts'
import { call, newKey, testWorld, UNLIMITED } from './kit.ts'

const { app, engine, tokens } = await testWorld({ limits: UNLIMITED })
const token = tokens.teaHouse
const fresh = () => ({ caller: 'test', key: newKey() })
const ten = { by: 'percentage', bps: 1_000 } as const
const SKUS = Array.from({ length: 7 }, (_, n) => `APP-${n}`)
const listings = SKUS.map((sku) => ({ sku, asin: 'B07TEA0001', price: 1_000, points: ten }))

for (const reference of ['price-tool', 'stock-tool']) {
  const name = `The ${reference}`
  await registerProvider(engine, fresh(), { reference, name, supportsPoints: false })
}
const by = (reference: string) => ({ seller: 'tea-house', source: 'app', by: reference }) as const
const own = { seller: 'tea-house', source: 'manual' } as const
await putListings(engine, fresh(), { ...by('stock-tool'), listings })
for (const [n, sku] of SKUS.entries()) {
  const done = await changeListing(engine, fresh(), { ...by('price-tool'), sku, price: 1_100 + n })
  if (isRefusal(done)) throw new Error(done.refused)
}
await changeListing(engine, fresh(), { ...own, sku: 'APP-0', price: 1_500, points: ten })

interface Answer {
  readonly items: readonly { readonly sku: string; readonly by: string; readonly at: string }[]
  readonly next: string | null
}

async function changes(query: Record<string, string> = {}, who = token, seller = 'tea-house') {
  const path = `/v1/sellers/${seller}/app-changes?${new URLSearchParams(query)}`
  return call(app, 'GET', path, undefined, { token: who })
}

test('what each app changed, from what to what, newest first', async () => {
  const { body } = await changes()
  const [newest] = body.items
  expect(newest).toMatchObject({
    ...{ sku: 'APP-6', by: 'price-tool', appName: 'The price-tool', source: 'app' },
    ...{ reason: 'points_reset', version: 2, versionNow: 2 },
    ...{ before: { price: 1_000, points: ten }, after: { price: 1_106 } },
    resetNow: { by: 'price-tool' },
  })
  // What a person did since is none of an app's, and has set the points again.
  expect(body.items.map(({ sku }: { sku: string }) => sku)).toEqual([...SKUS.toReversed(), ...SKUS])
  const first = body.items.find(({ sku }: { sku: string }) => sku === 'APP-0')
  expect(first).toMatchObject({ version: 2, versionNow: 3, resetNow: null })
})

test('page by page, also in the middle of what was changed together, by app and by resets', async () => {
  const paged = async (query: Record<string, string>) => {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const asked: Record<string, string> = { ...query, ...(cursor ? { cursor } : {}) }
      const { items, next }: Answer = (await changes(asked)).body
      seen.push(...items.map(({ sku, by: who }) => `${who} ${sku}`))
      cursor = next
    }
    return seen
  }
  const made = SKUS.map((sku) => `stock-tool ${sku}`)
  const priced = SKUS.toReversed().map((sku) => `price-tool ${sku}`)
  for (const limit of ['1', '3', '200']) {
    expect(await paged({ limit })).toEqual([...priced, ...made])
    expect(await paged({ limit, app: 'stock-tool' })).toEqual(made)
    expect(await paged({ limit, resets: 'true' })).toEqual(priced)
  }
  expect(await paged({ app: 'nobody' })).toEqual([])
  expect((await changes({ cursor: 'nonsense' })).body.code).toBe('cursor_invalid')
})

test('a seller’s own alone', async () => {
  expect((await changes({}, tokens.bookHouse)).status).toBe(403)
  expect((await changes({}, tokens.bookHouse, 'book-house')).body.items).toEqual([])
})
