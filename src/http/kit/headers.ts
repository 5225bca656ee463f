import type { App } from './app-type.ts'
import type { HttpSettings } from './settings.ts'

const NOTHING = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

/** A page's policy: what it loads, by directive, besides nothing. */
export const pagePolicy = (directives: Readonly<Record<string, string>>): string =>
  Object.entries({ ...NOTHING, ...directives })
    .map(([name, value]) => `${name} ${value}`)
    .join(';')

/**
 * Answers are data: nothing in them may run, be framed, be sniffed as something else or be read by
 * another site. The list is written out, because to compute it for each answer costs more than all
 * else that is done for an answer here: docs/decisions/http-overhead.md.
 */
const HEADERS = {
  'content-security-policy': pagePolicy({}),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

export function securityHeaders(app: App, { https }: HttpSettings): void {
  const transport = https
    ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
    : {}
  const headers = { ...HEADERS, ...transport }
  app.addHook('onRequest', (_, reply, done) => {
    reply.headers(headers)
    done()
  })
}
