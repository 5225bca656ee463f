import { migrate as migrateDatabase } from '../../database/migrate.ts'
import { withDatabase } from '../session.ts'
import type { Terminal } from '../terminal.ts'

const UP_TO_DATE = { en: 'The schema is up to date.', ja: 'スキーマは最新です。' }

/** `migrate`: brings the database to this program's schema. */
export const migrate = (terminal: Terminal): Promise<void> =>
  withDatabase(terminal, async (access) => {
    const migrations = await migrateDatabase(access.ownerUrl)
    const applied = migrations.map(
      ({ version, name }) => `${String(version).padStart(4, '0')}_${name}`,
    )
    terminal.print({ applied }, () => applied.join('\n') || UP_TO_DATE[terminal.language])
  })
