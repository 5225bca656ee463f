import type { App } from '../kit/app-type.ts'
import { PROBLEM_ENTRIES, problemTitle } from '../kit/problem-table.ts'
import type { TabledRoute } from '../kit/route-table.ts'

/** The parts of an OpenAPI document that are worked with here. */
export interface OpenApi {
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly security?: readonly object[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { description: string; content?: Content }>>
  /** Who may, and what an app's token needs. */
  readonly 'x-access': { readonly roles: 'anyone' | readonly string[]; readonly scope?: string }
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema: object
}

export interface Media {
  readonly schema: object
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

type Content = Readonly<Record<string, Media>>

/** The examples of a body or an answer. */
export const examplesOf = ({ example, examples = {} }: Media): unknown[] => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples).map(({ value }) => value),
]

export const INFO = {
  title: 'Tamaru',
  version: '1',
  description:
    'A marketplace with a seller-funded points programme. Money is whole yen, times are ISO 8601 with +09:00. Every write needs an Idempotency-Key: the same key with the same content is answered the same again and does nothing twice. Unknown and mistyped fields are refused.',
}

const KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'Your name for this very request: 1 to 200 visible ASCII characters',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$', examples: ['order-7-shipment-1'] },
}
const MATCH: Parameter = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag of what was seen: the change is refused if it is another by now',
  schema: { type: 'string', examples: ['"7"'] },
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'request'],
  properties: {
    type: { type: 'string', description: 'Where the code is explained' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'A sentence, in the language asked for' },
    code: { type: 'string', enum: PROBLEM_ENTRIES.map(({ code }) => code) },
    request: { type: 'string', description: 'Names the request in the server’s log' },
    errors: {
      type: 'array',
      description: 'With the code validation: the fields that do not fit',
      items: {
        type: 'object',
        required: ['in', 'field', 'rule', 'message'],
        properties: {
          in: { type: 'string' },
          field: { type: 'string', examples: ['/lines/0/quantity'] },
          rule: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
  additionalProperties: { description: 'Facts of the sentence' },
  examples: [
    {
      type: '/docs#balance_too_low',
      title: 'Does not fit the present state',
      status: 409,
      detail: 'The buyer has 120 points available.',
      code: 'balance_too_low',
      available: 120,
      request: '3f2a9c01-7',
    },
  ],
}

/** The OpenAPI 3.1 document of an application, made of the schemas that it validates with. */
export function openApiOf(app: App, routes: readonly TabledRoute[]): OpenApi {
  const made = app.swagger() as unknown as OpenApi
  const described = routes.filter(({ schema }) => !(schema as { hide?: boolean }).hide)
  const paths: Record<string, Record<string, Operation>> = {}
  for (const route of described) {
    const path = route.url.replace(/:(\w+)/g, '{$1}')
    const method = route.method.toLowerCase()
    const operation = made.paths[path]?.[method]
    if (!operation) continue
    paths[path] = { ...paths[path], [method]: completed(route, path, operation) }
  }
  const schemas = { ...made.components?.schemas, Problem: PROBLEM }
  return { ...made, info: INFO, paths, components: { ...made.components, schemas } }
}

function completed(route: TabledRoute, path: string, operation: Operation): Operation {
  const { access } = route
  const keyed = access.write === true && access.keyless !== true
  const versioned = keyed && path.includes('/listings/{sku}')
  const parameters = [
    ...(operation.parameters ?? []),
    ...(keyed ? [KEY] : []),
    ...(versioned ? [MATCH] : []),
  ]
  return {
    ...operation,
    operationId: operationId(route.method, path),
    ...(parameters.length === 0 ? {} : { parameters }),
    security: access.to === 'anyone' ? [] : [{ token: [] }, { session: [] }],
    responses: { ...operation.responses, ...problems(route) },
    'x-access': { roles: access.to, ...(access.scope ? { scope: access.scope } : {}) },
  }
}

/** `POST /v1/orders/{order}/shipments` is `post_orders_order_shipments`. */
const operationId = (method: string, path: string): string =>
  [method.toLowerCase(), ...path.split(/\W+/).filter((word) => word && word !== 'v1')].join('_')

function problems({ url, access, schema }: TabledRoute) {
  const changes = access.write || schema.body !== undefined
  const statuses = [
    400,
    ...(access.to === 'anyone' ? [] : [401, 403]),
    ...(url.includes(':') ? [404] : []),
    ...(changes ? [409, 422] : []),
    ...(schema.body === undefined ? [] : [413, 415]),
    ...[429, 500, 503],
  ]
  const content = {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  }
  return Object.fromEntries(
    statuses.map((status) => [status, { description: problemTitle(status, 'en'), content }]),
  )
}

export const SECURITY = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'An app’s token, made with POST /v1/tokens',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-tamaru',
    description: 'A person’s session, made with POST /v1/session',
  },
} as const
