import type { Door } from '../kit/access.ts'
import type { App } from '../kit/app-type.ts'
import { TOOL } from './admit.ts'
import type { Trouble } from './trouble.ts'

const ANSWERS = ['200', '429', '500', '503'] as const

/**
 * Addresses that take whatever is sent to them, in a sandbox: destinations of notifications that
 * work, that fail, and one that never answers.
 */
export function sinkRoutes(app: App, door: Door, trouble: Trouble): void {
  if (door.settings.mode !== 'sandbox') return
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_, payload, done) => {
    payload.resume()
    payload.on('end', () => done(null))
    payload.on('error', done)
  })
  app.post<{ Params: { answer: string } }>(
    '/sandbox/sinks/:answer',
    { config: TOOL },
    async (request, reply) => {
      await door.limiters.address(request)
      const { answer } = request.params
      if (answer === 'never') return trouble.hold(request, reply)
      const known = ANSWERS.find((one) => one === answer)
      return reply.code(known ? Number(known) : 404).send()
    },
  )
}
