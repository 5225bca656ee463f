import { shared } from './shared.ts'

/** Whether the server, or its database, was last seen not to answer. */
export const away = shared(false)
