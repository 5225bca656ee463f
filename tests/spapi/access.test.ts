import { describe, expect, test } from 'vitest'
import { OPERATIONS } from '../../src/http/spapi/table.ts'
import { HOUR, instantOf } from '../../src/rules/time/instant.ts'
import { call } from '../http/kit.ts'
import { START } from '../kit/engine.ts'
import {
  accessToken,
  appFor,
  callOperation,
  HAS_MODELS,
  JAPAN,
  postLwa,
  swaggerOf,
  toolWorld,
} from './kit.ts'

const world = await toolWorld()
const { app, engine, machine, credentials, tokens } = world
const secrets = {
  client_id: credentials.clientId,
  client_secret: credentials.clientSecret,
}
const asSeller = {
  ...secrets,
  grant_type: 'refresh_token',
  refresh_token: credentials.refreshToken,
}

const unauthorized = (details: string) => ({
  errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.', details }],
})

describe('tokens', () => {
  test('are given for JSON and for a form with a raw | in it', async () => {
    const json = await postLwa(world, asSeller)
    expect(json.status).toBe(200)
    expect(json.json).toEqual({
      ...{
        access_token: expect.stringMatching(/^Atza\|/),
        refresh_token: credentials.refreshToken,
      },
      ...{ token_type: 'bearer', expires_in: 3_600 },
    })
    const form = Object.entries(asSeller).map(([name, value]) => `${name}=${value}`)
    const { statusCode } = await app.inject({
      ...{ method: 'POST', url: '/auth/o2/token', payload: form.join('&') },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(statusCode).toBe(200)
  })

  test.each<[string, object, number, string]>([
    ['a wrong secret', { ...asSeller, client_secret: 'no' }, 401, 'invalid_client'],
    ['an unknown client', { ...asSeller, client_id: 'no' }, 401, 'invalid_client'],
    ['an unknown refresh token', { ...asSeller, refresh_token: 'Atzr|no' }, 400, 'invalid_grant'],
    ['no refresh token', { ...secrets, grant_type: 'refresh_token' }, 400, 'invalid_request'],
    ['no grant type', secrets, 400, 'invalid_request'],
    ['a field that is no text', { ...asSeller, client_id: { $ne: '' } }, 400, 'invalid_request'],
    ['another grant', { ...asSeller, grant_type: 'password' }, 400, 'unsupported_grant_type'],
    [
      'an unknown scope',
      { ...secrets, grant_type: 'client_credentials', scope: 'profile' },
      400,
      'invalid_scope',
    ],
  ])('are not given for %s', async (_, body, status, error) => {
    const answer = await postLwa(world, body)
    expect({ status: answer.status, error: answer.json.error }).toEqual({ status, error })
  })

  test('are not given for the refresh token of another app', async () => {
    const other = await appFor(engine, 'tea-house', { provider: 'other-tool' })
    const stolen = { ...asSeller, refresh_token: other.refreshToken }
    expect((await postLwa(world, stolen)).json.error).toBe('invalid_grant')
  })

  test('expire after an hour, and are then said to have expired', async () => {
    const token = await accessToken(world, credentials)
    const ask = () => callOperation(world, 'getMarketplaceParticipations', { token })
    machine.set(instantOf(START + HOUR - 1))
    expect((await ask()).status).toBe(200)
    machine.set(instantOf(START + HOUR))
    const { status, json } = await ask()
    expect(status).toBe(403)
    expect(json).toEqual(unauthorized('The access token you provided has expired.'))
  })

  test('end at once when the seller ends the authorisation, and do not come back with it', async () => {
    const lost = await appFor(engine, 'tea-house', { provider: 'lost-tool' })
    const token = await accessToken(world, lost)
    const ask = () => callOperation(world, 'getMarketplaceParticipations', { token })
    expect((await ask()).status).toBe(200)
    const at = '/v1/sellers/tea-house/providers/lost-tool'
    const seller = { token: tokens.teaHouse }
    expect((await call(app, 'DELETE', at, undefined, seller)).status).toBe(200)
    expect((await ask()).status).toBe(403)
    await call(app, 'PUT', at, { scopes: ['pricing'] }, seller)
    expect((await ask()).status).toBe(403)
    const again = { ...asSeller, client_id: lost.clientId, client_secret: lost.clientSecret }
    const answer = await postLwa(world, { ...again, refresh_token: lost.refreshToken })
    expect(answer.json.error).toBe('invalid_grant')
  })
})

describe('every operation', () => {
  const grantless = async () =>
    (
      await postLwa(world, {
        ...{ ...secrets, grant_type: 'client_credentials' },
        scope: 'sellingpartnerapi::notifications',
      })
    ).json.access_token as string
  const asked = (id: string, path: string, token?: string) => {
    const method = OPERATIONS.find((one) => one.id === id && one.path === path)?.method ?? 'GET'
    const url = path.replace(/\{\w+\}/g, 'x')
    const headers = token === undefined ? {} : { 'x-amz-access-token': token }
    return app.inject({ method, url, headers, ...(method === 'GET' ? {} : { payload: {} }) })
  }

  test.each(OPERATIONS)('$model $id is closed without its token', async (operation) => {
    const { id, path, access, rate } = operation
    const none = await asked(id, path)
    expect(none.statusCode).toBe(403)
    expect(none.json()).toEqual(unauthorized('Access token is missing in the request header.'))
    expect(none.headers['x-amzn-requestid']).toMatch(/^[\da-f-]{36}$/)
    expect(none.headers['x-amzn-ratelimit-limit']).toBe(String(rate))
    const wrong = await asked(id, path, 'Atza|wrong')
    expect(wrong.json()).toEqual(
      unauthorized('The access token you provided is revoked, malformed or invalid.'),
    )
    const own = await asked(id, path, tokens.teaHouse)
    expect(own.statusCode).toBe(403)
    const other = access.as === 'seller' ? await grantless() : await accessToken(world, credentials)
    expect((await asked(id, path, other)).statusCode).toBe(403)
    if (access.as === 'app' || access.scope === null) return
    const scopes = [access.scope === 'reports' ? 'pricing' : 'reports'] as const
    const poor = await appFor(engine, 'book-house', { provider: 'poor-tool', scopes })
    expect((await asked(id, path, await accessToken(world, poor))).statusCode).toBe(403)
  })

  test.each(OPERATIONS)('$model $id has Amazon’s name, path, rate and parameters', (operation) => {
    if (!HAS_MODELS) return
    const swagger = swaggerOf(operation)
    expect(swagger?.operationId).toBe(operation.id)
    const [, rate, burst] = /\| ([\d.]+) \| (\d+) \|/.exec(swagger?.description ?? '') ?? []
    expect([operation.rate, operation.burst]).toEqual([Number(rate), Number(burst)])
    const { parameters = [] } = swagger ?? {}
    const names = parameters.filter((one) => one.in === 'query').map(({ name }) => name)
    expect(Object.keys(operation.query).toSorted()).toEqual(names.toSorted())
    for (const { name, required = false, type, maxItems } of parameters) {
      const parameter = operation.query[name]
      if (!parameter) continue
      expect({ name, required: parameter.required }).toEqual({ name, required })
      expect({ name, list: parameter.list }).toEqual({ name, list: type === 'array' })
      expect({ name, items: parameter.items }).toEqual({ name, items: maxItems })
    }
  })
})

describe('a restricted data token', () => {
  const order = '/orders/v0/orders/250-0000000-0000000'
  const restricted = async (...restrictedResources: readonly object[]) => {
    const token = await accessToken(world, credentials)
    return callOperation(world, 'createRestrictedDataToken', {
      token,
      body: { restrictedResources },
    })
  }

  test('is good for what it names, and for nothing else', async () => {
    const { json } = await restricted(
      { method: 'GET', path: '/orders/v0/orders/{orderId}/address' },
      { method: 'GET', path: `${order}/buyerInfo` },
    )
    expect(json.expiresIn).toBe(3_600)
    const ask = async (url: string) => {
      const headers = { 'x-amz-access-token': json.restrictedDataToken }
      return (await app.inject({ method: 'GET', url, headers })).statusCode
    }
    expect(await ask(`${order}/address`)).toBe(404)
    expect(await ask(`${order}/buyerInfo`)).toBe(404)
    expect(await ask(`${order}1/buyerInfo`)).toBe(403)
    expect(await ask(`${order}/orderItems`)).toBe(403)
    expect(await ask('/sellers/v1/account')).toBe(403)
    const again = await callOperation(world, 'createRestrictedDataToken', {
      ...{ token: json.restrictedDataToken, modelled: false },
      body: { restrictedResources: [{ method: 'GET', path: `${order}/address` }] },
    })
    expect(again.status).toBe(403)
  })

  test('is needed where an answer is nothing but personal data', async () => {
    const headers = { 'x-amz-access-token': await accessToken(world, credentials) }
    const { statusCode } = await app.inject({ method: 'GET', url: `${order}/address`, headers })
    expect(statusCode).toBe(403)
  })

  test.each([
    ['an operation without personal data', { method: 'GET', path: '/sellers/v1/account' }],
    ['another method', { method: 'PUT', path: `${order}/address` }],
    ['no address', { method: 'GET', path: 'x' }],
    ['an unknown element', { method: 'GET', path: order, dataElements: ['age'] }],
    ['no resource', undefined],
  ])('is not given for %s', async (_, resource) => {
    const { status, json } = await restricted(...(resource ? [resource] : []))
    expect(status).toBe(400)
    expect(json.errors[0].code).toBe('InvalidInput')
  })
})

test('what is no operation is answered as Amazon does', async () => {
  for (const url of [
    '/sellers/v1/nothing',
    '/tokens/2021-03-01/a/b',
    '/fba/inventory/v1/summaries',
  ]) {
    const headers = { 'x-amz-access-token': world.token }
    const answer = await app.inject({ method: 'GET', url, headers })
    expect({ url, status: answer.statusCode }).toEqual({ url, status: 403 })
    expect(answer.json().errors[0].code).toBe('MissingAuthenticationToken')
    expect(answer.headers['x-amzn-requestid']).toBeDefined()
    // As clients send it that name a type for a body that they do not have.
    const empty = { ...headers, 'content-type': 'application/json' }
    const deleted = await app.inject({ method: 'DELETE', url, headers: empty })
    expect([deleted.statusCode, deleted.json()]).toEqual([403, answer.json()])
  }
})

test('a seller’s marketplace is named', async () => {
  const token = await accessToken(world, credentials)
  const { status, json } = await callOperation(world, 'getMarketplaceParticipations', { token })
  expect(status).toBe(200)
  const [{ marketplace, storeName }] = json.payload
  expect(marketplace).toMatchObject({ id: JAPAN, countryCode: 'JP', defaultCurrencyCode: 'JPY' })
  expect(storeName).toBe('茶の家')
  const account = await callOperation(world, 'getAccount', { token })
  expect(account.json.payload.marketplaceParticipationList).toEqual(json.payload)
})

test('a body that can not be read is answered in Amazon’s form', async () => {
  const token = await accessToken(world, credentials)
  const ask = (payload: string, type = 'application/json') =>
    app.inject({
      ...{ method: 'POST', url: '/tokens/2021-03-01/restrictedDataToken', payload },
      headers: { 'x-amz-access-token': token, 'content-type': type },
    })
  for (const payload of ['{', '[]', '{"restrictedResources":[]}', '']) {
    const answer = await ask(payload)
    expect({ payload, status: answer.statusCode }).toEqual({ payload, status: 400 })
    expect(answer.json().errors[0].code).toBe('InvalidInput')
  }
  expect((await ask('<a/>', 'application/xml')).statusCode).toBe(415)
  expect((await ask(`"${'x'.repeat(1_100_000)}"`)).statusCode).toBe(413)
})
