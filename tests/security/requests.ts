import type { TabledRoute } from '../../src/http/kit/route-table.ts'
import type { TestDatabase } from '../kit/database.ts'

/** The parts of JSON Schema that requests are described with. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: unknown
  readonly items?: Schema
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly format?: string
  readonly pattern?: string
  readonly examples?: readonly unknown[]
}

/** What the paths of the tests name: things of `tea-house` and `hanako`, all of them there. */
export const PARAMS: Readonly<Record<string, string>> = {
  seller: 'tea-house',
  buyer: 'MARK-BUYER',
  sku: 'TEA',
  order: 'MARK-ORDER',
  line: '1',
  asin: 'B07TEA0001',
  person: '1',
  token: '1',
  approval: '1',
  provider: 'price-tool',
  application: 'amzn1.sp.solution.price-tool',
  period: '0',
  run: '1',
  entry: '1-1',
  date: '2020-03-31',
  import: '1',
  change: '2',
  claim: '1',
  letter: '1',
  name: 'stock.tsv',
  view: 'Sold out',
  destination: '3f2b8c1e-8a55-4a5e-9d5c-0f3c1f1f8f10',
  subscription: '3f2b8c1e-8a55-4a5e-9d5c-0f3c1f1f8f11',
  delivery: '1',
}

/** A route's address, with what its query has to name. */
export function pathOf({ url, schema }: TabledRoute): string {
  const path = url.replace(/:(\w+)/g, (_, name: string) => {
    const value = PARAMS[name]
    if (value === undefined) throw new Error(`no value for the parameter ${name}`)
    return value
  })
  const query = schema.querystring as Schema & { readonly required?: readonly string[] }
  const named = (query.required ?? []).map((name) => {
    const value = PARAMS[name] ?? query.properties?.[name]?.enum?.[0]
    return `${name}=${encodeURIComponent(String(value))}`
  })
  return named.length === 0 ? path : `${path}?${named.join('&')}`
}

export const bodySchemaOf = ({ schema }: TabledRoute): Schema | undefined =>
  schema.body as Schema | undefined

/** A well-formed body that names the same things; undefined for a route without one. */
export function bodyOf(route: TabledRoute): unknown {
  const example = bodySchemaOf(route)?.examples?.[0]
  if (example === undefined) return undefined
  return JSON.parse(
    JSON.stringify(example).replaceAll('TEA-200G', 'TEA').replaceAll('"hanako"', '"MARK-BUYER"'),
  )
}

/** Everything stored, in one word, except the logs, which grow with every attempt. */
export async function stored({ owner }: TestDatabase): Promise<Readonly<Record<string, string>>> {
  const tables = await owner.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'
      and tablename not in ('operator_action', 'app_request') order by 1`,
  )
  const parts = tables.rows.map(
    ({ name }) => `select '${name}' as name,
      (select md5(coalesce(string_agg(t::text, chr(10) order by t::text), ''))
       from ${name} t) as sum`,
  )
  const { rows } = await owner.query<{ name: string; sum: string }>(parts.join(' union all '))
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]))
}

/** A place in a body: the names and numbers that lead to it. */
export type Place = readonly (string | number)[]

/** Every place of a body that a schema describes, with its schema: optional ones too. */
export function placesOf(schema: Schema, at: Place = []): (readonly [Place, Schema])[] {
  const ways = schema.oneOf ?? []
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    placesOf(field, [...at, name]),
  )
  const items = schema.items ? placesOf(schema.items, [...at, 0]) : []
  const here = at.length === 0 ? [] : [[at, schema] as const]
  return [...here, ...ways.flatMap((way) => placesOf(way, at)), ...fields, ...items]
}

/** A copy of a body with another value at a place; objects and lists on the way are made. */
export function withValue(body: unknown, place: Place, value: unknown): unknown {
  const [first, ...rest] = place
  if (first === undefined) return value
  if (typeof first === 'number') {
    const list = Array.isArray(body) ? [...body] : []
    list[first] = withValue(list[first], rest, value)
    return list
  }
  const object = typeof body === 'object' && body !== null ? body : {}
  return { ...object, [first]: withValue((object as never)[first], rest, value) }
}
