// `npm run schema`: migrates an empty database and writes its schema to db/schema.sql.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from '../src/database/connect.ts'
import { startEmbedded } from '../src/database/embedded.ts'
import { migrate } from '../src/database/migrate.ts'
import { dumpSchema } from './schema/dump.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'tamaru-schema-'))
await chmod(folder, 0o755) // root's server runs as another user
const server = await startEmbedded({ directory: path.join(folder, 'postgres') })
try {
  await migrate(server.ownerUrl)
  const pool = connect(server.ownerUrl, { max: 1 })
  const file = path.join(path.dirname(import.meta.dirname), 'db', 'schema.sql')
  await writeFile(file, await dumpSchema(pool))
  await pool.end()
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
