// A process that imports a file and tells how far it is, to be killed in the middle.
// Arguments: the database's address, the seller, the file.
import { createReadStream } from 'node:fs'
import { systemClock } from '../../src/clock/clock.ts'
import { connect } from '../../src/database/connect.ts'
import { buildEngine } from '../../src/usecases/engine.ts'
import { importListings } from '../../src/usecases/listings/import.ts'

const [url = '', seller = '', path = ''] = process.argv.slice(2)
const pool = connect(url)
const engine = buildEngine(pool, pool, systemClock)
await importListings(
  engine,
  { caller: 'importer' },
  {
    seller,
    file: createReadStream(path),
    onProgress: ({ rows }) => process.stdout.write(`${rows}\n`),
  },
)
await pool.end()
