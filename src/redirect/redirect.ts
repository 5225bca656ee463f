import http from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import { urlToHttpOptions } from 'node:url'

/** Where sellers' programs think they are going: the API of each region, and its tokens. */
const HOSTS = /^((sandbox\.)?sellingpartnerapi-(na|eu|fe)|api)\.amazon\.com$/

type Options = https.RequestOptions & { readonly protocol?: string | null }
type Callback = (response: http.IncomingMessage) => void

/**
 * Sends this process's requests for the Selling Partner API to another server, whichever client
 * makes them: `request` and `get` of http and https, and `fetch`. All others go where they went.
 * Throws for an address that is none.
 */
export function redirectTo(address: string): void {
  const target = new URL(address)
  if (target.protocol !== 'http:' && target.protocol !== 'https:') {
    throw new TypeError(`${address} is not an http address`)
  }
  const there = target.protocol === 'http:' ? http.request : https.request
  // Links to documents that the server gives out are for the host that was asked: http, too.
  for (const module of [http, https]) redirectModule(module, there, target)
  // Those who imported a name of the modules have the new one, too.
  syncBuiltinESMExports()
  redirectFetch(target)
}

function redirectModule(
  module: typeof http | typeof https,
  there: typeof http.request,
  target: URL,
): void {
  const before = module.request
  const request = (...args: readonly unknown[]): http.ClientRequest => {
    const { options, callback } = argumentsOf(args)
    if (!HOSTS.test(hostOf(options))) return Reflect.apply(before, module, args)
    return there(moved(options, target), callback)
  }
  const get = (...args: readonly unknown[]): http.ClientRequest => {
    const made = request(...args)
    made.end()
    return made
  }
  Object.assign(module, { request, get })
}

/** `(url, options?, callback?)` or `(options, callback?)`, as one. */
function argumentsOf(args: readonly unknown[]) {
  const [first, ...rest] = args
  const callback = args.find((arg): arg is Callback => typeof arg === 'function')
  const named = typeof first === 'string' ? new URL(first) : first
  const own = named instanceof URL ? urlToHttpOptions(named) : (named as Options)
  const more = named instanceof URL && typeof rest[0] === 'object' ? (rest[0] as Options) : {}
  return { options: { ...own, ...more } as Options, callback }
}

const hostOf = ({ hostname, host }: Options): string =>
  String(hostname ?? host ?? '')
    .replace(/:\d+$/, '')
    .toLowerCase()

/**
 * The same request of the other server. Its agent was for the first one; its Host stays, so that
 * links in the answer lead through here again, whatever a client makes of their protocol and port.
 */
function moved(options: Options, target: URL): http.RequestOptions {
  const { agent: _agent, host: _host, servername: _name, headers = {}, path, ...rest } = options
  return {
    ...rest,
    protocol: target.protocol,
    hostname: target.hostname,
    port: target.port,
    path: `${target.pathname.replace(/\/$/, '')}${path ?? '/'}`,
    headers: { ...namedHeaders(headers), host: hostOf(options) },
  }
}

/** Headers by name, without a Host. */
function namedHeaders(headers: NonNullable<Options['headers']>): http.OutgoingHttpHeaders {
  const entries = Array.isArray(headers)
    ? Array.from({ length: headers.length / 2 }, (_, n) => [headers[2 * n], headers[2 * n + 1]])
    : Object.entries(headers)
  return Object.fromEntries(entries.filter(([name]) => String(name).toLowerCase() !== 'host'))
}

function redirectFetch(target: URL): void {
  const before = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const asked = new URL(input instanceof Request ? input.url : String(input))
    if (!HOSTS.test(asked.hostname)) return before(input, init)
    const base = target.pathname.replace(/\/$/, '')
    const url = new URL(`${base}${asked.pathname}${asked.search}`, target)
    return before(input instanceof Request ? new Request(url, input) : url, init)
  }
}
