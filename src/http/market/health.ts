import { readable } from '../kit/access.ts'
import type { App } from '../kit/app-type.ts'
import type { HttpDeps } from '../kit/deps.ts'
import { Shape, Word } from '../kit/schemas.ts'

/** For whoever watches over the process. */
export function healthRoutes(app: App, { engine }: HttpDeps): void {
  const tags = ['Server']
  const response = { 200: Shape({ status: Word(['ok']) }) }
  const config = readable('anyone')

  app.get(
    '/health/live',
    { config, schema: { tags, summary: 'Whether the process answers', response } },
    async () => ({ status: 'ok' as const }),
  )

  app.get(
    '/health/ready',
    { config, schema: { tags, summary: 'Whether the database answers, too', response } },
    async () => {
      await engine.pool.query('select 1')
      return { status: 'ok' as const }
    },
  )
}
