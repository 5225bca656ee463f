import type { RequestLog } from '../../../usecases/apps/request-log.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { accountRoutes, consentRoutes } from './account-routes.ts'
import { appChangeRoutes } from './app-change-routes.ts'
import { providerRoutes } from './provider-routes.ts'
import { requestRoutes } from './request-routes.ts'
import { returnRoutes } from './return-routes.ts'

export function sellerRoutes(app: App, deps: HttpDeps, log: RequestLog): void {
  accountRoutes(app, deps)
  consentRoutes(app, deps)
  providerRoutes(app, deps)
  requestRoutes(app, deps, log)
  appChangeRoutes(app, deps)
  returnRoutes(app, deps)
}
