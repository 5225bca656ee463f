import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../../clock/clock.ts'
import { openLocks } from '../../database/locks.ts'
import { Problem } from '../../database/problems.ts'
import { newSecret } from '../../ids/ids.ts'
import { refuse } from '../../rules/refusal.ts'
import type { Engine } from '../../usecases/engine.ts'
import { deliverDue, type Give } from '../../usecases/notifications/deliver.ts'
import { type Listener, openListener } from '../../usecases/notifications/listener.ts'
import { type Outside, PATIENCE } from '../../usecases/notifications/outside.ts'
import { type Attempt, send } from '../../usecases/notifications/send.ts'
import {
  isNotificationType,
  NOTIFICATION_TYPES,
  type NotificationType,
} from '../../usecases/notifications/types.ts'
import { Refused } from '../failures.ts'
import { type Session, withEngine } from '../session.ts'
import type { Terminal } from '../terminal.ts'

export interface ListenOptions {
  readonly forwardTo?: string
  readonly seller?: string
  readonly types?: string
  readonly count?: string
}

const TEXT = {
  ready: { en: 'Listening (Ctrl-C ends it) for', ja: '待機中（Ctrl-Cで終了）:' },
  secret: { en: 'Forwarded notifications are signed with', ja: '転送する通知の署名シークレット:' },
}

/** Between two looks, ms. */
const PAUSE = 200

/** Whoever starts the command says where to: any address will do. */
const OUTSIDE: Outside = {
  ...{ aws: null, reach: 'anywhere', patience: PATIENCE },
  machineNow: () => systemClock.now(),
}

/**
 * `listen`: subscribes for as long as it runs, prints each notification and posts it to a program,
 * as a destination would get it: signed, in order, again after a while when it fails.
 */
export const listen = (terminal: Terminal, options: ListenOptions): Promise<void> => {
  const { forwardTo, count } = options
  const url = forwardTo === undefined ? null : URL.parse(forwardTo)
  if (forwardTo !== undefined && !/^https?:$/.test(url?.protocol ?? '')) {
    throw new Problem('usage-invalid', `--forward-to "${forwardTo}" is no http address`)
  }
  const most = count === undefined ? Number.POSITIVE_INFINITY : Number(count)
  if (!(most >= 1)) throw new Problem('usage-invalid', `--count "${count}" is no number from 1 on`)
  const types = options.types?.split(',').map(known)
  return withEngine(terminal, async (session) => {
    const locks = openLocks(session.access.url)
    try {
      const seller = await sellerOf(session.engine, options.seller)
      const listener = await openListener(session.engine, locks, { seller, types })
      if (listener.refused !== undefined) throw new Refused(listener)
      try {
        await hear(terminal, session, listener, url, most)
      } finally {
        await listener.close()
      }
    } finally {
      await locks.close()
    }
  })
}

function known(type: string): NotificationType {
  if (isNotificationType(type)) return type
  const all = Object.keys(NOTIFICATION_TYPES).join(', ')
  throw new Problem('usage-invalid', `"${type}" is none of ${all}`)
}

async function sellerOf({ directory }: Engine, reference: string | undefined) {
  if (reference === undefined) return null
  const id = await directory.seller(reference)
  if (id === undefined) throw new Refused(refuse('seller_not_found'), reference)
  return id
}

async function hear(
  terminal: Terminal,
  { engine }: Session,
  { destination, types }: Listener,
  url: URL | null,
  most: number,
): Promise<void> {
  const { language } = terminal
  const secret = `whsec_${newSecret()}`
  terminal.say(`${TEXT.ready[language]} ${types.join(', ')}`)
  if (url) terminal.say(`${TEXT.secret[language]} ${secret}`)
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  let seen = 0
  const give: Give = async (_, { notification, type, thread, body }) => {
    // What is beyond the count is nobody's any more.
    if (seen >= most) return UNHEARD
    seen += 1
    const parcel = { notification, type, thread, body }
    const attempt = url
      ? await send(OUTSIDE, { kind: 'webhook', url: url.href }, secret, parcel)
      : HEARD
    const answer = url ? attempt.answer : null
    // Of its thread, the part behind the subscription: which product, order, feed.
    const about = thread.slice(thread.indexOf(' ') + 1)
    terminal.print({ notification, type, about, answer, body: JSON.parse(body) }, () =>
      [type, about, url ? `→ ${answer}` : body].join(' '),
    )
    return attempt
  }
  while (seen < most && !stopping.signal.aborted) {
    await deliverDue(engine, destination, give)
    if (seen < most) await sleep(PAUSE, undefined, stopping).catch(() => {})
  }
}

const HEARD: Attempt = { delivered: true, answer: 'heard', down: false }
const UNHEARD: Attempt = { delivered: false, answer: 'not heard', down: true }
