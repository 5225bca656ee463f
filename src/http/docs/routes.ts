import { readable } from '../kit/access.ts'
import type { App } from '../kit/app-type.ts'
import { pagePolicy } from '../kit/headers.ts'
import { type Language, languageOf } from '../kit/language.ts'
import { PROBLEM_ENTRIES } from '../kit/problem-table.ts'
import type { TabledRoute } from '../kit/route-table.ts'
import { type OpenApi, openApiOf } from './openapi.ts'
import { docsPage } from './page.ts'
import { STYLE } from './style.ts'

const POLICY = pagePolicy({ 'style-src': "'self'" })
const config = readable('anyone')
const schema = { hide: true }

/** The reference: for machines, and for people without a single script. */
export function docsRoutes(app: App, routes: readonly TabledRoute[]): void {
  let document: OpenApi | undefined
  const described = () => {
    document ??= openApiOf(app, routes)
    return document
  }
  const pages = new Map<Language, string>()

  app.get('/openapi.json', { config, schema }, (_, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(described()),
  )

  app.get('/docs', { config, schema }, (request, reply) => {
    const language = languageOf(request)
    const page = pages.get(language) ?? docsPage(described(), PROBLEM_ENTRIES, language)
    pages.set(language, page)
    return reply
      .header('content-security-policy', POLICY)
      .header('vary', 'accept-language')
      .type('text/html; charset=utf-8')
      .send(page)
  })

  app.get('/docs.css', { config, schema }, (_, reply) =>
    reply.header('cache-control', 'public, max-age=300').type('text/css').send(STYLE),
  )
}
