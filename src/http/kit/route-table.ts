import type { FastifySchema } from 'fastify'
import type { Access } from './access.ts'
import type { App } from './app-type.ts'

/** A route as it was registered: what documentation and the tests of every route go by. */
export interface TabledRoute {
  readonly method: string
  readonly url: string
  readonly access: Access
  readonly schema: FastifySchema
}

/**
 * Collects the routes as they are registered. Each says who may use it and describes its answers;
 * one that forgets does not start. A query that is not described takes `lang` alone.
 */
export function tableRoutes(app: App): readonly TabledRoute[] {
  const routes: TabledRoute[] = []
  app.addHook('onRoute', (route) => {
    const { url, config } = route
    const method = String(route.method)
    if (config?.access === undefined) throw new TypeError(`${method} ${url}: who may use it?`)
    const schema = withLanguage(route.schema ?? {})
    route.schema = schema
    if (method !== 'HEAD') routes.push({ method, url, access: config.access, schema })
  })
  return routes
}

const LANGUAGE = { type: 'string', enum: ['en', 'ja'], description: 'Language of sentences' }

/** Every answer can have sentences, so every query takes `lang`, and nothing unknown. */
function withLanguage(schema: FastifySchema): FastifySchema {
  const query = (schema.querystring ?? {}) as { properties?: object; required?: string[] }
  return {
    ...schema,
    querystring: {
      type: 'object',
      ...query,
      properties: { ...query.properties, lang: LANGUAGE },
      additionalProperties: false,
    },
  }
}
