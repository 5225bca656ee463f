import { describe, expect, test } from 'vitest'
import { DAY, instantOf, MINUTE } from '../../src/rules/time/instant.ts'
import { call as asked } from '../http/kit.ts'
import { callOperation, postLwa, toolWorld } from './kit.ts'

const world = await toolWorld()
const { app, machine, tokens } = world
const operator = { token: tokens.operator }
const seller = { token: tokens.teaHouse }
const call = async (...ask: Parameters<typeof asked>) => {
  const { status, body } = await asked(...ask)
  return { status, json: body }
}
const BACK = 'https://tool.example/connected?tenant=7'

/** A tool as its makers register it. */
async function tool(reference: string, redirectUris: readonly string[] = [BACK]) {
  const ask = { reference, name: reference, supportsPoints: true, redirectUris }
  const made = await call(app, 'POST', '/v1/providers', ask, operator)
  expect(made.status).toBe(201)
  const credentials = await call(
    app,
    'POST',
    `/v1/providers/${reference}/credentials`,
    undefined,
    operator,
  )
  const { clientId, clientSecret } = credentials.json
  return {
    applicationId: made.json.applicationId as string,
    client: { client_id: clientId as string, client_secret: clientSecret as string },
  }
}

const consents = (body: object) =>
  call(app, 'POST', '/v1/sellers/tea-house/consents', { scopes: ['orders'], ...body }, seller)

/** Where the seller goes back to, and with what. */
async function consent(applicationId: string, more: object = {}) {
  const { status, json } = await consents({ applicationId, ...more })
  expect(status).toBe(201)
  return new URL(json.redirect)
}

const change = (client: object, code: string | null, more: object = {}) =>
  postLwa(world, { grant_type: 'authorization_code', ...client, code, ...more })

describe('a seller that a tool’s website sends here', () => {
  test('goes back with a code, which the tool changes for a refresh token', async () => {
    const { applicationId, client } = await tool('web-tool')
    const url = await consent(applicationId, { state: 'あ&b' })
    expect(`${url.origin}${url.pathname}`).toBe('https://tool.example/connected')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ tenant: '7', spapi_oauth_code: expect.stringMatching(/^\S{20,}$/) },
      ...{ state: 'あ&b', selling_partner_id: 'tea-house' },
    })
    const code = url.searchParams.get('spapi_oauth_code')
    const { status, json } = await change(client, code, { redirect_uri: BACK })
    expect(status).toBe(200)
    expect(json).toEqual({
      access_token: expect.stringMatching(/^Atza\|/),
      refresh_token: expect.stringMatching(/^Atzr\|/),
      ...{ token_type: 'bearer', expires_in: 3_600 },
    })
    const orders = {
      token: json.access_token as string,
      query: { MarketplaceIds: 'A1VC38T7YXB528' },
    }
    const created = { ...orders.query, CreatedAfter: '2020-01-01T00:00:00Z' }
    expect((await callOperation(world, 'getOrders', { ...orders, query: created })).status).toBe(
      200,
    )
    // Only what the seller chose.
    const pricing = await callOperation(world, 'getFeaturedOfferExpectedPriceBatch', {
      ...{ token: json.access_token, body: { requests: [] } },
    })
    expect(pricing.status).toBe(403)
    const refreshed = await postLwa(world, {
      ...{ ...client, grant_type: 'refresh_token', refresh_token: json.refresh_token },
    })
    expect(refreshed.status).toBe(200)
  })

  test('finds Amazon’s own address for it, whatever the tool appends', async () => {
    const { headers, statusCode } = await app.inject({
      url: '/apps/authorize/consent?application_id=amzn1.sp.solution.x&state=a%26b&version=beta',
    })
    expect([statusCode, headers.location]).toEqual([
      302,
      '/seller/consent?application_id=amzn1.sp.solution.x&state=a%26b&version=beta',
    ])
  })
})

describe('a code', () => {
  test('is good once, for five minutes, for the tool it was given to, and for its address', async () => {
    const { applicationId, client } = await tool('code-tool', [BACK, 'http://localhost:4000/back'])
    const other = await tool('thief')
    const fresh = async (more: object = {}) =>
      (await consent(applicationId, more)).searchParams.get('spapi_oauth_code')
    const refused = async (answer: ReturnType<typeof change>) => {
      const { status, json } = await answer
      return [status, json.error, json.error_description]
    }
    const no = [400, 'invalid_grant', 'The request has an invalid grant parameter : code']
    const code = await fresh()
    expect(await refused(change(other.client, code))).toEqual(no)
    expect(await refused(change(client, code, { redirect_uri: 'https://evil.example' }))).toEqual(
      no,
    )
    expect((await change(client, code)).status).toBe(200)
    expect(await refused(change(client, code))).toEqual(no)
    expect(await refused(change(client, 'made-up'))).toEqual(no)
    expect((await change(client, null)).json.error).toBe('invalid_request')

    const late = await fresh({ redirectUri: 'http://localhost:4000/back' })
    machine.set(instantOf(machine.now() + 5 * MINUTE))
    expect(await refused(change(client, late))).toEqual(no)
    const revoked = await fresh()
    const at = '/v1/sellers/tea-house/providers/code-tool'
    expect((await call(app, 'DELETE', at, undefined, seller)).status).toBe(200)
    await call(app, 'PUT', at, { scopes: ['orders'] }, seller)
    expect(await refused(change(client, revoked))).toEqual(no)
  })

  test('goes nowhere that the tool has not registered, and nowhere dangerous can be', async () => {
    const { applicationId } = await tool('strict-tool')
    const elsewhere = await consents({ applicationId, redirectUri: 'https://evil.example/' })
    expect([elsewhere.status, elsewhere.json.code]).toEqual([422, 'redirect_uri_not_registered'])
    const none = await consents({ applicationId: (await tool('mute-tool', [])).applicationId })
    expect(none.json.code).toBe('redirect_uri_not_registered')
    expect((await consents({ applicationId: 'amzn1.sp.solution.no' })).status).toBe(404)
    for (const uri of [
      ...['javascript:alert(1)', 'http://tool.example/', 'https://a:b@tool.example/'],
      ...['https://tool.example/#here', 'tool.example', 'data:text/html,x'],
    ]) {
      const path = '/v1/providers/strict-tool/redirect-uris'
      const set = await call(app, 'PUT', path, { redirectUris: [uri] }, operator)
      expect([uri, set.json.code]).toEqual([uri, 'redirect_uri_invalid'])
    }
  })

  test('is shown once: the same consent repeated says that it was given', async () => {
    const { applicationId } = await tool('twice-tool')
    const body = { applicationId, scopes: ['orders'] }
    const ask = { ...seller, key: 'the-same' }
    const first = await call(app, 'POST', '/v1/sellers/tea-house/consents', body, ask)
    const again = await call(app, 'POST', '/v1/sellers/tea-house/consents', body, ask)
    expect(first.json.redirect).toContain('spapi_oauth_code')
    expect(again.json).toEqual({ provider: 'twice-tool', redirect: null })
  })
})

test('a rotated secret: the old one is good for seven days, the one before it no more', async () => {
  const { client } = await tool('rotating-tool')
  const rotate = async () =>
    (await call(app, 'POST', '/v1/providers/rotating-tool/credentials', undefined, operator)).json
  const works = async (client_secret: string) => {
    const scope = 'sellingpartnerapi::notifications'
    const ask = { ...client, client_secret, grant_type: 'client_credentials', scope }
    return (await postLwa(world, ask)).status === 200
  }
  const first = client.client_secret
  const rotatedAt = machine.now()
  const second = await rotate()
  expect(second).toMatchObject({ clientId: client.client_id })
  expect(Date.parse(second.oldSecretUntil)).toBe(rotatedAt + 7 * DAY)
  expect([await works(first), await works(second.clientSecret)]).toEqual([true, true])
  machine.set(instantOf(rotatedAt + 7 * DAY - 1))
  expect(await works(first)).toBe(true)
  machine.set(instantOf(rotatedAt + 7 * DAY))
  expect([await works(first), await works(second.clientSecret)]).toEqual([false, true])
  const third = await rotate()
  const all = [first, second.clientSecret, third.clientSecret]
  expect(await Promise.all(all.map(works))).toEqual([false, true, true])
})
