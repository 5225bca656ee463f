import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/database/access.ts'
import { connect } from '../../src/database/connect.ts'
import { migrate, readMigrations } from '../../src/database/migrate.ts'
import { BIN, isMissing, postgres15 } from '../kit/postgres-15.ts'

if (isMissing) console.log(`not tested: the oldest PostgreSQL that is supported (no ${BIN} here)`)

test.skipIf(isMissing)(
  'PostgreSQL 15 with an owner who is no superuser gets the schema',
  async () => {
    const url = await postgres15()
    const access = await openDatabase({ DATABASE_URL: url })
    const applied = await migrate(access.ownerUrl)
    expect(applied).toHaveLength((await readMigrations()).length)
    const pool = connect(access.url, { max: 1 })
    onTestFinished(() => pool.end())
    const query = "select 7::int8 as n, '2026-04-01 00:00+09'::timestamptz as t, version() as v"
    const { rows } = await pool.query(query)
    expect(rows[0]).toMatchObject({ n: 7, t: Date.UTC(2026, 2, 31, 15) })
    expect(rows[0].v).toMatch(/^PostgreSQL 15/)
  },
)
