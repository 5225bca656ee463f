import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import { expect } from 'vitest'
import type { HttpSettings } from '../../src/http/kit/settings.ts'
import type { Operation } from '../../src/http/spapi/operation.ts'
import { OPERATIONS } from '../../src/http/spapi/table.ts'
import { issueRefreshToken } from '../../src/usecases/apps/consent.ts'
import { issueCredentials } from '../../src/usecases/apps/credentials.ts'
import type { Engine } from '../../src/usecases/engine.ts'
import { authoriseProvider } from '../../src/usecases/sellers/authorise-provider.ts'
import { SCOPES, type Scope } from '../../src/usecases/sellers/providers.ts'
import { registerProvider } from '../../src/usecases/sellers/register-provider.ts'
import { done, newKey, testWorld, UNLIMITED, type World } from '../http/kit.ts'
import { START } from '../kit/engine.ts'

export const JAPAN = 'A1VC38T7YXB528'

/** Amazon's Swagger models, where they lie beside the checkout. */
const MODELS = path.resolve(import.meta.dirname, '../../../shared/reference/sp-api-models')
export const HAS_MODELS = existsSync(MODELS)
if (!HAS_MODELS) console.log(`answers are not held to Amazon's models: there is no ${MODELS}`)

type Json = { readonly [name: string]: Json } & { [name: string]: never }

/** A model as it is, parsed. Call only where `HAS_MODELS`. */
export const modelOf = (name: string) =>
  JSON.parse(readFileSync(path.join(MODELS, `${name}.json`), 'utf8')) as SwaggerModel

export interface SwaggerModel {
  readonly paths: Readonly<Record<string, Readonly<Record<string, SwaggerOperation>>>>
  readonly definitions: Readonly<Record<string, object>>
  readonly parameters?: Readonly<Record<string, SwaggerParameter>>
}

export interface SwaggerParameter {
  readonly $ref?: string
  readonly name: string
  readonly in: 'query' | 'path' | 'body' | 'header'
  readonly required?: boolean
  readonly type?: string
  readonly enum?: readonly string[]
  readonly maxItems?: number
  readonly schema?: { readonly $ref?: string }
  readonly items?: { readonly enum?: readonly string[] }
}

export interface SwaggerOperation {
  readonly operationId: string
  /** In prose, with a table of rate and burst. */
  readonly description?: string
  readonly parameters?: readonly SwaggerParameter[]
  readonly responses: Readonly<Record<string, { readonly schema?: { readonly $ref?: string } }>>
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true })
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
for (const format of [
  'date',
  'uri',
  'double',
  'float',
  'decimal',
  'int32',
  'int64',
  'bigdecimal',
]) {
  ajv.addFormat(format, true)
}
const loaded = new Map<string, SwaggerModel>()

/** Closes an object that lists its properties, so that a field with a wrong name is found. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  if ('allOf' in schema) return schema
  const entries = Object.entries(schema as Json)
    .filter(([name]) => !['example', 'x-amzn-api-sandbox', 'discriminator'].includes(name))
    .map(([name, value]) => [name, closed(value)] as const)
  const copy = Object.fromEntries(entries) as Record<string, unknown>
  const open = 'additionalProperties' in copy
  const isObject = copy.type === 'object' && typeof copy.properties === 'object'
  return isObject && !open ? { ...copy, additionalProperties: false } : copy
}

function loadedModel(name: string): SwaggerModel {
  const known = loaded.get(name)
  if (known) return known
  const model = modelOf(name)
  // A definition that others are put together from lists only its own part of their fields.
  const parts = new Set<string>()
  JSON.stringify(model.definitions, (key, value) => {
    if (key === 'allOf')
      for (const { $ref } of value) parts.add(String($ref).split('/').pop() ?? '')
    return value
  })
  const definitions = Object.fromEntries(
    Object.entries(model.definitions).map(([part, schema]) => [
      part,
      parts.has(part) ? schema : closed(schema),
    ]),
  ) as SwaggerModel['definitions']
  ajv.addSchema({ $id: name, definitions })
  loaded.set(name, model)
  return model
}

/** Amazon's description of an operation; undefined where the model has no such operation. */
export function swaggerOf({ model, path: at, method }: Operation): SwaggerOperation | undefined {
  return loadedModel(model).paths[at]?.[method.toLowerCase()]
}

const compiled = new Map<string, ValidateFunction>()

/** What is held to a model: the body of a request, or that of an answer by its status. */
type Part = 'request' | number

function schemaOf(operation: Operation, part: Part): string | undefined {
  const swagger = swaggerOf(operation)
  if (!swagger) throw new Error(`${operation.model} has no ${operation.method} ${operation.path}`)
  if (part === 'request') {
    return swagger.parameters?.find((one) => one.in === 'body')?.schema?.$ref
  }
  const response = swagger.responses[part]
  if (!response) throw new Error(`${operation.id} never answers ${part}`)
  return response.schema?.$ref
}

function validatorOf(operation: Operation, part: Part): ValidateFunction | undefined {
  const name = `${operation.model} ${operation.id} ${part}`
  const known = compiled.get(name)
  if (known) return known
  const $ref = schemaOf(operation, part)
  if ($ref === undefined) return undefined
  const validate = ajv.compile({ $ref: `${operation.model}${$ref}` })
  compiled.set(name, validate)
  return validate
}

/** Holds a body to Amazon's model of it: status, every field, its type, and no others. */
export function expectModelled(operation: Operation, part: Part, body: unknown): void {
  if (!HAS_MODELS) return
  const validate = validatorOf(operation, part)
  if (!validate) return
  const fits = validate(body)
  const problems = (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  )
  expect(fits ? [] : problems, `${operation.id} ${JSON.stringify(body).slice(0, 2_000)}`).toEqual(
    [],
  )
}

/** Credentials of an app with a seller's consent. */
export interface AppCredentials {
  readonly provider: string
  readonly clientId: string
  readonly clientSecret: string
  readonly refreshToken: string
  readonly seller: string
}

/** An app with the consent of a seller, for everything unless told otherwise. */
export async function appFor(
  engine: Engine,
  seller: string,
  { provider = 'tool', scopes = SCOPES as readonly Scope[], supportsPoints = true } = {},
): Promise<AppCredentials> {
  const as = () => ({ caller: 'test', key: newKey() })
  const made = { reference: provider, name: provider, supportsPoints }
  const registered = await registerProvider(engine, as(), made)
  if (registered.refused !== undefined && registered.refused !== 'provider_exists') {
    throw new Error(registered.refused)
  }
  await done(authoriseProvider(engine, as(), { seller, provider, scopes }))
  const { clientId, clientSecret } = await done(issueCredentials(engine, as(), { provider }, START))
  const { refreshToken } = await done(issueRefreshToken(engine, as(), { seller, provider }))
  return {
    ...{ provider, seller, clientId },
    ...{ clientSecret: String(clientSecret), refreshToken: String(refreshToken) },
  }
}

export interface ToolWorld extends World {
  /** The app of tea-house, and what it is asked with. */
  readonly credentials: AppCredentials
  readonly token: string
}

/** The world of two sellers, with an app that tea-house has let do everything. */
export async function toolWorld(settings: Partial<HttpSettings> = {}): Promise<ToolWorld> {
  const world = await testWorld({
    ...{ mode: 'sandbox', https: false, limits: UNLIMITED, toolRates: 'unlimited' },
    ...settings,
  })
  const credentials = await appFor(world.engine, 'tea-house')
  const token = await accessToken(world, credentials)
  return { ...world, credentials, token }
}

/** An access token, as a program gets it. */
export async function accessToken(world: World, credentials: AppCredentials): Promise<string> {
  const { clientId, clientSecret, refreshToken } = credentials
  const { json } = await postLwa(world, {
    ...{ grant_type: 'refresh_token', refresh_token: refreshToken },
    ...{ client_id: clientId, client_secret: clientSecret },
  })
  return json.access_token
}

export async function postLwa({ app }: World, body: object) {
  const answer = await app.inject({ method: 'POST', url: '/auth/o2/token', payload: body })
  return { status: answer.statusCode, json: answer.json() }
}

interface OperationCall {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly token?: string
  /** Whether the answer is held to Amazon's model; true unless told otherwise. */
  readonly modelled?: boolean
}

/** Calls an operation as a program does; holds the answer, and what it accepts, to Amazon's model. */
export async function callOperation(world: ToolWorld, id: string, call: OperationCall = {}) {
  const [name = '', version] = id.split('@')
  const operation = OPERATIONS.find(
    (one) => one.id === name && (version === undefined || one.path.includes(version)),
  )
  if (!operation) throw new Error(`there is no operation ${id}`)
  const at = operation.path.replace(/\{(\w+)\}/g, (_, part: string) =>
    encodeURIComponent(call.path?.[part] ?? `no ${part}`),
  )
  const query = new URLSearchParams(call.query).toString()
  const answer = await world.app.inject({
    method: operation.method,
    url: query === '' ? at : `${at}?${query}`,
    headers: { 'x-amz-access-token': call.token ?? world.token },
    ...(call.body === undefined ? {} : { payload: call.body as object }),
  })
  const { statusCode: status, headers } = answer
  const json = answer.body === '' ? undefined : answer.json()
  if (call.modelled !== false) {
    expectModelled(operation, status, json)
    if (status < 300 && call.body !== undefined) expectModelled(operation, 'request', call.body)
  }
  return { status, headers, json }
}
