import { describe, expect, test } from 'vitest'
import type { TabledRoute } from '../../src/http/kit/route-table.ts'
import { call } from '../http/kit.ts'
import {
  bodyOf,
  bodySchemaOf,
  type Place,
  pathOf,
  placesOf,
  type Schema,
  stored,
  withValue,
} from './requests.ts'
import { markedWorld } from './world.ts'

/** S2 and S3: fields that only the server may set, and values that nobody should send. */

const world = await markedWorld()
const { app, db, log, own, routes } = world

const bodied = routes
  .filter((route) => bodySchemaOf(route) !== undefined)
  .map((route) => ({ name: `${route.method} ${route.url}`, route }))

/** As whoever may use the route. */
const send = (route: TabledRoute, body: unknown) => {
  const { to } = route.access
  const role = to === 'anyone' || to.includes('operator') ? 'operator' : (to[0] as 'seller')
  return call(app, route.method as 'POST', pathOf(route), body, { token: own[role] })
}

/** What the server decides; a route that takes one of them takes it by its own schema. */
const SERVER_OWNED = [
  ...['id', 'version', 'status', 'state', 'createdAt', 'placedAt', 'recordedAt', 'at', 'caller'],
  ...['policyVersion', 'total', 'cash', 'fee', 'feeCharged', 'granted', 'captured', 'released'],
  ...['redeemed', 'principal', 'shippingCharged', 'pointsPerUnit', 'available', 'held', 'role'],
  ...[
    'scopes',
    'approved',
    'decidedBy',
    'askedFor',
    'secret',
    'digest',
    'fingerprint',
    'seller_id',
  ],
]

/** Every object inside a body that a schema describes. */
function objectsOf(schema: Schema, at: Place = []): (readonly [Place, Schema])[] {
  const inside = placesOf(schema, at).filter(([, field]) => field.properties)
  return schema.properties ? [[at, schema], ...inside] : inside
}

describe.each(bodied)('$name', ({ route }) => {
  const schema = bodySchemaOf(route) as Schema
  const body = bodyOf(route)

  test('refuses fields that it does not know, at every depth', async () => {
    const before = await stored(db)
    for (const [place, object] of objectsOf(schema)) {
      for (const field of SERVER_OWNED) {
        if (object.properties?.[field]) continue
        const { status } = await send(route, withValue(body, [...place, field], 1))
        expect({ field: [...place, field].join('/'), status }).toMatchObject({ status: 400 })
      }
    }
    expect(await stored(db)).toEqual(before)
  })

  test('refuses hostile values in every field, and nothing is written', async () => {
    const before = await stored(db)
    for (const [place, ways] of placesWithWays(schema)) {
      const field = { oneOf: ways }
      for (const [label, value] of HOSTILE) {
        const asked = withRaw(withValue(body, place, MARKER), value)
        const { status } = await send(route, asked)
        const about = { field: place.join('/'), label, status, log: log.at(-1) }
        if (status >= 500) expect(about).toEqual('no bug')
        if (accepts(field, value)) continue
        if (status < 400) expect(about).toEqual('a refusal')
      }
    }
    const after = await stored(db)
    // Values that fit are no attack; where there were none, nothing may have changed.
    const fits = placesOf(schema).some(([, field]) => HOSTILE.some(([, v]) => accepts(field, v)))
    if (!fits) expect(after).toEqual(before)
  })
})

/** The places of a body; where one of several shapes may stand, a field has several schemas. */
const placesWithWays = (schema: Schema): (readonly [Place, Schema[]])[] =>
  [...Map.groupBy(placesOf(schema), ([place]) => place.join('/')).values()].map((same) => [
    (same[0] as (typeof same)[number])[0],
    same.map(([, field]) => field),
  ])

const MARKER = '\u0001here\u0001'

const HOSTILE = [
  ['a negative number', '-1'],
  ['zero', '0'],
  ['a fraction', '0.5'],
  ['more than a number', '1e309'],
  ['an inexact number', '9007199254740993'],
  ['a number as text', '"1"'],
  ['nothing', 'null'],
  ['a full-width digit', '"１"'],
  ['a list', '[]'],
  ['a list of lists', '[[1]]'],
  ['an object', '{}'],
  ['a truth', 'true'],
  ['a control character', '"\\u0000"'],
  ['half a character', '"\\ud800"'],
  ['a formula', '"=1+1"'],
  ['a megabyte', `"${'x'.repeat(1_100_000)}"`],
] as const

/** The body as text, with the marked place replaced by JSON that a literal could not hold. */
const withRaw = (body: unknown, json: string): string =>
  JSON.stringify(body).replace(JSON.stringify(MARKER), () => json)

/** Whether a value fits the schema of its field, found out without the server's validator. */
function accepts(schema: Schema, json: string): boolean {
  const ways = schema.oneOf ?? schema.anyOf
  if (ways) return ways.some((way) => accepts(way, json))
  if (schema.type === undefined) return true
  const value: unknown = JSON.parse(json)
  if (schema.enum) return schema.enum.includes(value)
  return [schema.type].flat().some((type) => fits(type, schema, value))
}

function fits(type: string, schema: Schema, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer': {
      const { minimum = 0, maximum = 0 } = schema
      return Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= maximum
    }
    case 'string':
      return (
        typeof value === 'string' &&
        !/[\0\ud800]/.test(value) &&
        value.length >= (schema.minLength ?? 0) &&
        value.length <= (schema.maxLength ?? 0) &&
        schema.format === undefined
      )
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    default:
      return Array.isArray(value)
  }
}
