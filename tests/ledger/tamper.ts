import { afterAll } from 'vitest'
import { connect, transaction } from '../../src/database/connect.ts'
import type { TestDatabase } from '../kit/database.ts'

export type Row = Readonly<Record<string, unknown>>

/** What no honest role can do: change rows behind the ledger's back, and put them back. */
export interface Tamperer {
  /** One row that fits, by its `sql` condition: the first in key order. */
  find(table: string, condition: string): Promise<Row>
  /** Runs statements with triggers off, then `work`, then restores the tables. */
  during<T>(tables: readonly string[], statements: string[], work: () => Promise<T>): Promise<T>
}

/** The administrator with triggers off and every check constraint of the tables dropped. */
export async function tamperer(db: TestDatabase): Promise<Tamperer> {
  const address = new URL(db.adminUrl)
  address.pathname = db.name
  const pool = connect(address.href, { name: 'tamperer', max: 1 })
  afterAll(() => pool.end())
  const checks = await pool.query<{ table: string; name: string }>(
    `select conrelid::regclass::text as table, conname as name from pg_constraint
      where contype = 'c' and connamespace = 'public'::regnamespace and conrelid <> 0`,
  )
  for (const { table, name } of checks.rows) {
    await pool.query(`alter table ${table} drop constraint "${name}"`)
  }
  const secretly = (statements: readonly string[]) =>
    transaction(pool, async (sql) => {
      await sql.query('set local session_replication_role = replica')
      for (const statement of statements) await sql.query(statement)
    })
  return {
    async find(table, condition) {
      const { rows } = await pool.query(
        `select *, ctid::text from ${table} where ${condition} order by 1, 2 limit 1`,
      )
      if (!rows[0]) throw new Error(`no row of ${table} where ${condition}`)
      return rows[0]
    },
    async during(tables, statements, work) {
      const copies = tables.map((table) => `create table copy_of_${table} as table ${table}`)
      await secretly([...copies, ...statements])
      try {
        return await work()
      } finally {
        await secretly(
          tables.flatMap((table) => [
            `delete from ${table}`,
            `insert into ${table} overriding system value table copy_of_${table}`,
            `drop table copy_of_${table}`,
          ]),
        )
      }
    },
  }
}
