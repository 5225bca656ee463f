import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../../clock/clock.ts'
import { Problem } from '../../database/problems.ts'
import { newSecret } from '../../ids/ids.ts'
import { NoAnswer, post } from '../../net/post.ts'
import { formatTokyo } from '../../rules/time/instant.ts'
import type { Engine } from '../../usecases/engine.ts'
import { type ListedEvent, listEvents, type Viewer } from '../../usecases/notices/list-events.ts'
import { SIGNATURE_HEADER, signatureOf } from '../../usecases/notifications/signature.ts'
import { Refused } from '../failures.ts'
import { withEngine } from '../session.ts'
import type { Terminal } from '../terminal.ts'

export interface ListenOptions {
  readonly forwardTo?: string
  readonly seller?: string
  readonly types?: string
  readonly count?: string
}

const TEXT = {
  ready: { en: 'Listening; Ctrl-C ends it', ja: '待機中（Ctrl-Cで終了）' },
  secret: { en: 'Forwarded events are signed with', ja: '転送するイベントの署名シークレット:' },
}

/** Between two looks at the log, ms; and how long a program may take to answer. */
const PAUSE = 200
const PATIENCE = 10_000

/**
 * `listen`: prints what happens from now on, as operators see it or one seller, and forwards each
 * event to a program, signed as webhooks are, one after the other.
 */
export const listen = (terminal: Terminal, options: ListenOptions): Promise<void> => {
  const { forwardTo, seller, types, count } = options
  const url = forwardTo === undefined ? null : URL.parse(forwardTo)
  if (forwardTo !== undefined && !/^https?:$/.test(url?.protocol ?? '')) {
    throw new Problem('usage-invalid', `--forward-to "${forwardTo}" is no http address`)
  }
  const most = count === undefined ? Number.POSITIVE_INFINITY : Number(count)
  if (!(most >= 1)) throw new Problem('usage-invalid', `--count "${count}" is no number from 1 on`)
  return withEngine(terminal, async ({ engine }) => {
    const viewer: Viewer = seller === undefined ? { as: 'operator' } : { as: 'seller', seller }
    const secret = `whsec_${newSecret()}`
    const { language } = terminal
    terminal.say(TEXT.ready[language])
    if (url) terminal.say(`${TEXT.secret[language]} ${secret}`)
    const stopping = new AbortController()
    const stop = () => stopping.abort()
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    let after = await newest(engine)
    for (let seen = 0; seen < most && !stopping.signal.aborted; ) {
      const wanted = types === undefined ? {} : { types: types.split(',') }
      const page = await listEvents(engine, { viewer, after, ...wanted })
      if (page.refused !== undefined) throw new Refused(page)
      for (const event of page.events.slice(0, most - seen)) {
        const answer = url ? await forward(url, secret, event) : null
        show(terminal, event, answer)
        seen += 1
      }
      after = page.next
      if (seen < most) await sleep(PAUSE, undefined, stopping).catch(() => {})
    }
  })
}

async function newest({ pool }: Engine): Promise<number> {
  const { rows } = await pool.query<{ id: number }>('select coalesce(max(id), 0) as id from event')
  return rows[0]?.id ?? 0
}

function show(terminal: Terminal, event: ListedEvent, answer: string | null): void {
  const { id, type, at, order, facts } = event
  terminal.print({ ...event, at: formatTokyo(at), answer }, () => {
    const about = order ?? JSON.stringify(facts).slice(0, 100)
    return [formatTokyo(at), `#${id}`, type, about, answer ? `→ ${answer}` : ''].join(' ').trim()
  })
}

/** Posts an event; what the program answers, or why it did not. */
async function forward(url: URL, secret: string, event: ListedEvent): Promise<string> {
  const shown = { ...event, at: formatTokyo(event.at), recordedAt: formatTokyo(event.recordedAt) }
  const body = JSON.stringify(shown)
  const headers = {
    'content-type': 'application/json',
    'tamaru-event-id': String(event.id),
    [SIGNATURE_HEADER]: signatureOf(secret, body, systemClock.now()),
  }
  try {
    return String((await post({ url, headers, body, patience: PATIENCE })).status)
  } catch (error) {
    if (error instanceof NoAnswer) return error.reason
    throw error
  }
}
