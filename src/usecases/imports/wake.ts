import type { Sql } from '../../database/connect.ts'

/** Notified when there is something to do for an uploaded file. */
export const IMPORTS_CHANNEL = 'tamaru_imports'

/** Has somebody look for uploaded files that wait, once the transaction is through. */
export const wakeImports = (sql: Sql) => sql.query(`select pg_notify('${IMPORTS_CHANNEL}', '')`)
