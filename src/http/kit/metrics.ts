import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { readable } from './access.ts'
import type { App } from './app-type.ts'
import type { HttpDeps } from './deps.ts'

/** Counts and times requests by route, never by who or what they name. */
export function metrics(app: App, { engine }: HttpDeps): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'tamaru_' })
  const registers = [registry]
  const seconds = new Histogram({
    name: 'tamaru_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  })
  const problems = new Counter({
    name: 'tamaru_http_problems_total',
    help: 'Answers that are a problem, by code',
    labelNames: ['code'] as const,
    registers,
  })
  new Gauge({
    name: 'tamaru_commands_waiting',
    help: 'Buyer commands waiting or in flight',
    registers,
    collect() {
      this.set(engine.lanes.depth)
    },
  })

  app.addHook('onResponse', (request, reply, done) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
    }
    seconds.observe(labels, reply.elapsedTime / 1_000)
    if (reply.problem) problems.inc({ code: reply.problem })
    done()
  })

  app.get(
    '/metrics',
    {
      config: readable(['operator'], 'programme'),
      schema: {
        tags: ['Server'],
        summary: 'Metrics, as Prometheus reads them',
        produces: ['text/plain'],
      },
    },
    async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  )
}
