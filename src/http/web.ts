import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { App } from './kit/app-type.ts'
import { pagePolicy } from './kit/headers.ts'

/** The built pages; the same place seen from src and from dist. */
const WEB = fileURLToPath(new URL('../../dist/web', import.meta.url))

const STORE = ['search', 'products/*', 'cart', 'checkout', 'orders', 'orders/*', 'points', 'login']

/** The pages' own routes live in the browser: any of their addresses is answered by the page. */
const PAGES = {
  'index.html': ['/', ...STORE.map((address) => `/${address}`)],
  'seller.html': ['/seller', '/seller/*'],
  'operator.html': ['/operator', '/operator/*'],
}

const CONSENT = '/apps/authorize/consent'

/** Nobody is asked who they are, nothing is counted: every visitor gets the same files. */
const config = { access: { to: 'anyone', file: true } } as const

/**
 * Serves the pages from their built files. Without a build there is nothing to serve and
 * the API works alone. Hashed assets may be kept for ever, pages must be asked for each time.
 *
 * A page runs nothing but its own files and reaches nothing but its own server; pictures of
 * products come from there, too, and from the hosts in `images`.
 */
export async function serveWeb(app: App, images: readonly string[], folder = WEB): Promise<void> {
  if (!existsSync(path.join(folder, 'index.html'))) return
  const policy = pagePolicy({
    'script-src': "'self'",
    'style-src': "'self'",
    'font-src': "'self'",
    'connect-src': "'self'",
    'img-src': ["'self'", ...images].join(' '),
    'require-trusted-types-for': "'script'",
  })
  await app.register(fastifyStatic, { root: folder, serve: false, preCompressed: true })
  app.get('/assets/*', { config }, (request, reply) =>
    reply.sendFile(`assets/${(request.params as { '*': string })['*']}`, {
      immutable: true,
      maxAge: '365d',
    }),
  )
  app.get('/icon.svg', { config }, (_, reply) => reply.sendFile('icon.svg', { maxAge: '1d' }))
  // Where a tool's website sends sellers; Amazon's address, with a question of its own.
  app.get(CONSENT, { config }, (request, reply) => {
    const asked = new URL(request.url, 'http://localhost').search
    return reply.redirect(`/seller/consent${asked}`, 302)
  })
  for (const [page, addresses] of Object.entries(PAGES)) {
    for (const address of addresses) {
      app.get(address, { config }, (_, reply) =>
        reply.header('content-security-policy', policy).sendFile(page, { maxAge: 0 }),
      )
    }
  }
}
