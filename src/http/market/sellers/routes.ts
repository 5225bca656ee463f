import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { accountRoutes, consentRoutes } from './account-routes.ts'
import { providerRoutes } from './provider-routes.ts'

export function sellerRoutes(app: App, deps: HttpDeps): void {
  accountRoutes(app, deps)
  consentRoutes(app, deps)
  providerRoutes(app, deps)
}
