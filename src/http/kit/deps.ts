import type { Engine } from '../../usecases/engine.ts'
import type { Door } from './access.ts'

/** What routes work with. */
export interface HttpDeps {
  readonly engine: Engine
  readonly door: Door
}
