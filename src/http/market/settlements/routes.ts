import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { payoutRoutes } from './payout-routes.ts'
import { settlementRoutes } from './run-routes.ts'
import { statementRoutes } from './statement-routes.ts'

export function moneyRoutes(app: App, deps: HttpDeps): void {
  statementRoutes(app, deps)
  settlementRoutes(app, deps)
  payoutRoutes(app, deps)
}
