import { Type } from 'typebox'
import { SandboxClock } from '../../clock/sandbox.ts'
import { readable } from '../kit/access.ts'
import type { App } from '../kit/app-type.ts'
import type { HttpDeps } from '../kit/deps.ts'
import { Shape, shownTime, When } from '../kit/schemas.ts'

/** What every page tells, whoever looks at it. */
export function timeRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/time',
    {
      config: readable('anyone'),
      schema: {
        tags: ['Clock'],
        summary: 'What time it is here, and whether this is a sandbox',
        response: { 200: Shape({ now: When, sandbox: Type.Boolean() }) },
      },
    },
    async () => ({
      now: shownTime(engine.clock.now()),
      sandbox: engine.clock instanceof SandboxClock,
    }),
  )
}
