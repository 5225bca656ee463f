import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { historyRoutes } from './history-routes.ts'
import { lifeRoutes } from './life-routes.ts'
import { placeRoutes } from './place-routes.ts'
import { refundRoutes } from './refund-routes.ts'
import { reversalRoutes } from './reversal-routes.ts'

export function orderRoutes(app: App, deps: HttpDeps): void {
  placeRoutes(app, deps)
  lifeRoutes(app, deps)
  refundRoutes(app, deps)
  historyRoutes(app, deps)
  reversalRoutes(app, deps)
}
