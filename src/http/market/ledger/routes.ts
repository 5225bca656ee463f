import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { balanceRoutes } from './balance-routes.ts'
import { explorerRoutes } from './explorer-routes.ts'
import { reportRoutes } from './report-routes.ts'
import { runRoutes } from './run-routes.ts'

export function ledgerRoutes(app: App, deps: HttpDeps): void {
  balanceRoutes(app, deps)
  explorerRoutes(app, deps)
  reportRoutes(app, deps)
  runRoutes(app, deps)
}
