import { lookup as resolve } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { mayReach, type Reach } from './addresses.ts'

export interface PostAsk {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly reach: Reach
  /** From the first packet to the last byte that is read; ms. */
  readonly patience: number
}

export interface PostAnswer {
  readonly status: number
  /** The beginning of the body. */
  readonly body: string
}

/** Nothing answered: `reason` says why in a word. */
export class NoAnswer extends Error {
  readonly reason: 'address_not_allowed' | 'timeout' | 'no_connection'

  constructor(reason: NoAnswer['reason']) {
    super(reason)
    this.reason = reason
  }
}

const BODY_MAX = 4_096
const AGENT = { keepAlive: true, maxSockets: 16, scheduling: 'fifo' } as const

/** Connections by where they may lead: none that was checked less strictly is used again. */
const AGENTS = new Map<Reach, { readonly http: http.Agent; readonly https: https.Agent }>()

function agentFor(reach: Reach, secure: boolean): http.Agent {
  const agents = AGENTS.get(reach) ?? {
    http: new http.Agent(AGENT),
    https: new https.Agent(AGENT),
  }
  AGENTS.set(reach, agents)
  return secure ? agents.https : agents.http
}

/**
 * Posts a body and reads the beginning of the answer. Redirects are not followed. The address is
 * judged after the name was resolved and for the very connection that is made, so a name that
 * leads somewhere else the second time gains nothing. Throws `NoAnswer`.
 */
export function post(ask: PostAsk): Promise<PostAnswer> {
  const { url, reach, body } = ask
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !mayReach(host, reach)) {
    return Promise.reject(new NoAnswer('address_not_allowed'))
  }
  const secure = url.protocol === 'https:'
  const options: https.RequestOptions = {
    method: 'POST',
    headers: { ...ask.headers, 'content-length': String(Buffer.byteLength(body)) },
    agent: agentFor(reach, secure),
    signal: AbortSignal.timeout(ask.patience),
    lookup: guarded(reach),
  }
  return new Promise((fulfil, reject) => {
    const request = (secure ? https : http).request(url, options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        if (text.length < BODY_MAX) text += part.slice(0, BODY_MAX - text.length)
        // Whoever sends more than anybody reads is not listened to any longer.
        else response.destroy()
      })
      const answered = () => fulfil({ status: response.statusCode ?? 0, body: text })
      response.on('close', answered)
      response.on('error', answered)
    })
    request.on('error', (error) => reject(noAnswer(error)))
    request.end(body)
  })
}

const guarded =
  (reach: Reach): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 4)
      const closed = addresses.find(({ address }) => !mayReach(address, reach))
      const first = addresses[0]
      if (closed || !first) return callback(new NoAnswer('address_not_allowed'), '', 4)
      if (options.all) return callback(null, addresses)
      callback(null, first.address, first.family)
    })

function noAnswer(error: Error): NoAnswer {
  if (error instanceof NoAnswer) return error
  const timeout = error.name === 'TimeoutError' || error.name === 'AbortError'
  return new NoAnswer(timeout ? 'timeout' : 'no_connection')
}
