import { away } from './away.ts'
import { loggedInAgain } from './ended.ts'
import { currentLanguage, type Language } from './language.ts'

/** What the server answered instead: its own sentence, in the reader's language, and a code. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  /** The language of the sentence. */
  readonly language: Language
  /** Everything else the answer carried, such as the present values of a stale page. */
  readonly facts: Readonly<Record<string, unknown>>

  constructor(status: number, body: Readonly<Record<string, unknown>>, language: Language) {
    const { detail, title, code, ...facts } = body
    super(String(detail ?? title ?? status))
    this.status = status
    this.code = String(code ?? 'unknown')
    this.language = language
    this.facts = facts
  }
}

/** The server could not be reached at all; nothing was done, or nobody knows: ask again. */
export class Unreachable extends Error {}

/** Whether nobody answers who could: it may be asked again, with the same key. */
export const isAway = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof Problem && error.status === 503)

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  /** A file as the body, instead of JSON. */
  readonly file?: Blob
  /** Needed for every write: the same intent, tried again, carries the same key. */
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/**
 * Asks the server. Rejects with a `Problem` when it says no, and with `Unreachable` when nobody
 * answers. When the session has ended it waits for the person to log in again, and goes on.
 */
export async function api<T>(path: string, ask: Ask = {}): Promise<T> {
  const response = await send(path, ask)
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
}

/** The raw answer, for downloads. Rejects like `api`. */
export async function send(path: string, ask: Ask = {}): Promise<Response> {
  for (;;) {
    const language = currentLanguage()
    const response = await attempt(path, ask, language)
    if (response.ok) {
      away.set(false)
      return response
    }
    const problem = await problemOf(response, language)
    away.set(isAway(problem))
    if (problem.code !== 'unauthenticated' || !(await loggedInAgain())) throw problem
  }
}

/**
 * What a refused answer says. Who speaks no JSON is not our server: a proxy before an empty place.
 */
async function problemOf(response: Response, language: Language): Promise<Problem> {
  const body = await response.json().catch(() => null)
  if (body === null && response.status >= 500) {
    away.set(true)
    throw new Unreachable(String(response.status))
  }
  return new Problem(response.status, body ?? {}, language)
}

async function attempt(path: string, ask: Ask, language: Language): Promise<Response> {
  const address = new URL(path, location.origin)
  for (const [name, value] of Object.entries(ask.query ?? {})) {
    if (value !== undefined && value !== '') address.searchParams.set(name, String(value))
  }
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': language,
    ...ask.headers,
  }
  if (ask.body !== undefined) headers['content-type'] = 'application/json'
  else if (ask.file) headers['content-type'] = 'application/octet-stream'
  if (ask.key) headers['idempotency-key'] = ask.key
  try {
    return await fetch(address, {
      method: ask.method ?? 'GET',
      headers,
      credentials: 'same-origin',
      ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
      ...(ask.file ? { body: ask.file } : {}),
      ...(ask.signal ? { signal: ask.signal } : {}),
    })
  } catch (error) {
    if (ask.signal?.aborted) throw error
    away.set(true)
    throw new Unreachable('unreachable', { cause: error })
  }
}
