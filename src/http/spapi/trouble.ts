import type { Duplex } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AppCaller } from '../../usecases/apps/caller.ts'
import type { Engine } from '../../usecases/engine.ts'
import { takeFailure } from '../../usecases/sandbox/failures.ts'
import { readSwitches } from '../../usecases/sandbox/switches.ts'
import type { Door } from '../kit/access.ts'
import type { App } from '../kit/app-type.ts'
import { type Failure, INTERNAL, QUOTA_EXCEEDED, UNAVAILABLE } from './failure.ts'

const ANSWERS = { 429: QUOTA_EXCEEDED, 500: INTERNAL, 503: UNAVAILABLE } as const

/** What a sandbox was told to do to the calls of sellers' tools. A production asks for nothing. */
export class Trouble {
  readonly #engine: Engine
  readonly #sandbox: boolean
  readonly #silent = new Set<Duplex>()

  constructor(app: App, engine: Engine, door: Door) {
    this.#engine = engine
    this.#sandbox = door.settings.mode === 'sandbox'
    app.addHook('preClose', (done) => {
      for (const socket of this.#silent) socket.destroy()
      done()
    })
  }

  /** Whether tools are throttled at the documented rates. */
  async throttles(): Promise<boolean> {
    return !this.#sandbox || (await readSwitches(this.#engine.pool)).throttling
  }

  /** What a call is to be answered instead of being done; undefined when it is to be done. */
  async befall(
    request: FastifyRequest,
    reply: FastifyReply,
    operation: string,
    caller: AppCaller,
  ): Promise<Failure | 'never' | undefined> {
    if (!this.#sandbox) return undefined
    const answer = await takeFailure(this.#engine.pool, operation, caller.seller?.id ?? null)
    if (answer === null) return undefined
    if (answer !== 'never') return ANSWERS[answer]
    this.hold(request, reply)
    return 'never'
  }

  /** Leaves a request open and unanswered, until its sender or the server has enough. */
  hold(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { socket } = request.raw
    this.#silent.add(socket)
    socket.on('close', () => this.#silent.delete(socket))
    return reply.hijack()
  }
}
