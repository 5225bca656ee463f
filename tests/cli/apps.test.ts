import { expect, test } from 'vitest'
import { accessToken, callOperation, toolWorld } from '../spapi/kit.ts'
import { inProcess } from './tamaru.ts'

const world = await toolWorld()
const { db } = world
const ENV = { DATABASE_URL: db.url, TAMARU_MIGRATION_URL: db.ownerUrl }

const run = async (...args: string[]) => {
  const ended = await inProcess([...args, '--json'], ENV)
  const said = ended.stdout || ended.stderr
  return { code: ended.code, said: JSON.parse(said) }
}

test('apps create prints credentials that work at once', async () => {
  const { code, said } = await run('apps', 'create', 'my-tool', '--seller', 'tea-house')
  expect(code).toBe(0)
  expect(said).toEqual({
    app: 'my-tool',
    applicationId: expect.stringMatching(/^amzn1\.sp\.solution\.[\da-f-]{36}$/),
    clientId: expect.stringMatching(/^amzn1\.application-oa2-client\.[\da-f]{32}$/),
    clientSecret: expect.stringMatching(/^amzn1\.oa2-cs\.v1\./),
    refreshToken: expect.stringMatching(/^Atzr\|/),
    scopes: ['listings', 'pricing', 'orders', 'finances', 'reports', 'notifications'],
    ...{ sellerId: 'tea-house', marketplaceId: 'A1VC38T7YXB528', supportsPoints: true },
  })
  const token = await accessToken(world, { ...said, provider: 'my-tool', seller: 'tea-house' })
  const answer = await callOperation(world, 'getMarketplaceParticipations', { token })
  expect(answer.json.payload[0].storeName).toBe('茶の家')
})

test('apps authorise adds a seller, within scopes; another secret is not needed', async () => {
  const first = await run('apps', 'create', 'two-shops', '--seller', 'tea-house', '--no-points')
  expect(first.said.supportsPoints).toBe(false)
  const args = ['two-shops', '--seller', 'book-house', '--scopes', 'pricing,orders']
  const { said } = await run('apps', 'authorise', ...args)
  expect(said).toMatchObject({ sellerId: 'book-house', scopes: ['pricing', 'orders'] })
  const { clientId, clientSecret } = first.said
  const { refreshToken } = said
  const token = await accessToken(world, {
    ...{ provider: 'two-shops', seller: 'book-house' },
    ...{ clientId, clientSecret, refreshToken },
  })
  const query = { MarketplaceId: said.marketplaceId, ItemType: 'Sku', Skus: 'BOOK' }
  const allowed = await callOperation(world, 'getPricing', { token, query })
  expect(allowed.json.payload[0].status).toBe('Success')
  const refused = await callOperation(world, 'getListingsItem', {
    ...{ token, path: { sellerId: 'book-house', sku: 'BOOK' } },
    query: { marketplaceIds: said.marketplaceId },
  })
  expect(refused.status).toBe(403)
})

test.each([
  ['a seller that is not there', ['create', 'x', '--seller', 'nobody'], 'seller_not_found'],
  ['an app that is there', ['create', 'two-shops', '--seller', 'tea-house'], 'provider_exists'],
  [
    'an unknown scope',
    ['create', 'y', '--seller', 'tea-house', '--scopes', 'all'],
    'value_unknown',
  ],
  ['an app that is not there', ['authorise', 'z', '--seller', 'tea-house'], 'provider_not_found'],
  ['a rotation for nobody', ['rotate', 'z'], 'provider_not_found'],
  [
    'a redirect over http',
    ['create', 'y', '--seller', 'tea-house', '--redirect-uri', 'http://tool.example/'],
    'redirect_uri_invalid',
  ],
])('%s is refused', async (_, args, problem) => {
  const { code, said } = await run('apps', ...args)
  expect({ failed: code !== 0, problem: said.problem }).toEqual({ failed: true, problem })
})

test('apps rotate replaces the secret, and the old one works on for seven days', async () => {
  const redirect = ['--redirect-uri', 'https://tool.example/back', 'http://localhost:4000/back']
  const first = await run('apps', 'create', 'turning', '--seller', 'tea-house', ...redirect)
  const { said } = await run('apps', 'rotate', 'turning')
  expect(said).toEqual({
    ...{ app: 'turning', clientId: first.said.clientId },
    ...{ clientSecret: expect.stringMatching(/^amzn1\.oa2-cs\.v1\./) },
    oldSecretUntil: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+\+09:00$/),
  })
  const { refreshToken } = first.said
  for (const { clientSecret } of [first.said, said]) {
    const token = await accessToken(world, {
      ...{ provider: 'turning', seller: 'tea-house', refreshToken },
      ...{ clientId: said.clientId, clientSecret },
    })
    const answer = await callOperation(world, 'getMarketplaceParticipations', { token })
    expect(answer.status).toBe(200)
  }
})

test('a refusal makes no app', async () => {
  await run('apps', 'create', 'y', '--seller', 'tea-house', '--scopes', 'all')
  expect((await run('apps', 'create', 'y', '--seller', 'tea-house')).code).toBe(0)
})

test('people are told in their language, once', async () => {
  const args = ['apps', 'create', 'ja-tool', '--seller', 'tea-house', '--lang', 'ja']
  const { stdout, stderr } = await inProcess(args, ENV)
  expect(stdout).toMatch(/リフレッシュトークン +Atzr\|/)
  expect(stdout).toMatch(/ポイント対応 +はい/)
  expect(stderr).toContain('今回のみ')
})
