import type { Static, TSchema } from 'typebox'

/**
 * A body's schema that lets pass whatever a client's type of the body allows: it does not compile
 * when it asks for more. `bodyFor<PutRequest>()(Type.Object(…))`.
 */
export const bodyFor =
  <Sent>() =>
  <Schema extends TSchema>(schema: Sent extends Static<Schema> ? Schema : never): Schema =>
    schema

/** What clients' types let any method be named in, of which the requests of a batch take GET. */
export type Getting<Request extends { readonly method: string }> = Omit<Request, 'method'> & {
  readonly method: 'GET'
}
