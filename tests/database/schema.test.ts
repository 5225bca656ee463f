import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { dumpSchema } from '../../tools/schema/dump.ts'
import { testDatabase } from '../kit/database.ts'

const db = await testDatabase()

test('db/schema.sql shows what the migrations make ("npm run schema" writes it)', async () => {
  const written = await readFile(new URL('../../db/schema.sql', import.meta.url), 'utf8')
  expect(await dumpSchema(db.owner)).toBe(written)
})
