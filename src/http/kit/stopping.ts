import type { App } from './app-type.ts'
import { Rejected } from './problem.ts'

/**
 * Lets what is under way be answered and turns away what comes after, on connections that are open
 * already; each is closed with its answer, or they would keep the server from ending.
 */
export function stopGracefully(app: App): void {
  let stopping = false
  app.addHook('preClose', (done) => {
    stopping = true
    done()
  })
  app.addHook('onRequest', (_, _reply, done) => {
    done(stopping ? new Rejected('stopping') : undefined)
  })
  app.addHook('onSend', (_, reply, payload, done) => {
    if (stopping) reply.header('connection', 'close')
    done(null, payload)
  })
}
