import { createServer } from 'node:net'
import pino from 'pino'
import { Problem, problemOf } from '../database/problems.ts'
import { buildApp } from '../http/app.ts'
import type { HttpSettings } from '../http/kit/settings.ts'
import { startWorkers } from '../jobs/workers.ts'
import { DEFAULT_RETENTION, type Retention } from '../usecases/notices/forget.ts'
import { outsideOf } from './outside.ts'
import type { Session } from './session.ts'

export interface Place {
  readonly host: string
  readonly port: number
}

/** Serves HTTP and runs the jobs on a session, until it is stopped. */
export interface Server {
  readonly url: string
  /** Lets requests and jobs under way end, takes no new ones. */
  stop(): Promise<void>
}

/** Throws `port-in-use` early, before a database is started for nothing. */
export async function requireFreePort({ host, port }: Place): Promise<void> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(port, host, resolve)
  })
  await new Promise((resolve) => probe.close(resolve))
}

/** `TAMARU_KEEP_EVENTS` and its like, in days. */
function retentionOf(env: NodeJS.ProcessEnv): Retention {
  const days = (name: string, otherwise: number): number => {
    const text = env[name]
    if (text === undefined) return otherwise
    if (/^\d{1,5}$/.test(text)) return Number(text)
    throw new Problem('usage-invalid', `${name} is "${text}"; set it to a number of days`)
  }
  return {
    events: days('TAMARU_KEEP_EVENTS', DEFAULT_RETENTION.events),
    notices: days('TAMARU_KEEP_NOTICES', DEFAULT_RETENTION.notices),
    uploads: days('TAMARU_KEEP_UPLOADS', DEFAULT_RETENTION.uploads),
  }
}

export async function serve(
  session: Session,
  place: Place,
  env: NodeJS.ProcessEnv,
): Promise<Server> {
  const { engine, listener, access, mode } = session
  const retention = retentionOf(env)
  const level = env.TAMARU_LOG ?? (mode === 'production' ? 'info' : 'error')
  const logger = pino({ level }, pino.destination({ fd: 2, sync: true }))
  const listed = (text: string | undefined) => text?.split(',').filter(Boolean) ?? []
  const outside = outsideOf(env, mode)
  const app = await buildApp({
    engine,
    listener,
    logger,
    settings: {
      mode,
      https: mode === 'production',
      origins: listed(env.TAMARU_ORIGINS),
      images: listed(env.TAMARU_IMAGES),
      trustProxy: listed(env.TAMARU_TRUST_PROXY),
      toolRates: toolRatesOf(env, mode),
      reach: outside.reach,
    },
  })
  // A database that is away for a moment is no event for each of the workers' errors.
  const onError = (error: unknown) => {
    const problem = problemOf(error)
    if (problem) logger.warn({ problem: problem.code }, problem.message)
    else logger.error(error)
  }
  const more = { retention, outside }
  const workers = await startWorkers(engine, access.url, listener, onError, more)
  const stop = async () => {
    await app.close()
    await workers.stop()
    await engine.lanes.idle()
  }
  try {
    return { url: await app.listen(place), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** `TAMARU_TOOL_RATES`: a sandbox may let sellers' tools ask as often as they like. */
function toolRatesOf(
  { TAMARU_TOOL_RATES: rates = 'documented' }: NodeJS.ProcessEnv,
  mode: HttpSettings['mode'],
): HttpSettings['toolRates'] {
  if (rates === 'documented' || (rates === 'unlimited' && mode === 'sandbox')) return rates
  const allowed = mode === 'sandbox' ? 'documented or unlimited' : 'documented'
  throw new Problem('usage-invalid', `TAMARU_TOOL_RATES is "${rates}"; set it to ${allowed}`)
}
