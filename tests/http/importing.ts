// A process that does what there is to do for uploaded files, to be killed in the middle.
// Argument: the database's address.
import { systemClock } from '../../src/clock/clock.ts'
import { connect } from '../../src/database/connect.ts'
import { buildEngine } from '../../src/usecases/engine.ts'
import { performImports } from '../../src/usecases/imports/perform.ts'

const pool = connect(process.argv[2] ?? '')
process.stdout.write('begun\n')
await performImports(buildEngine(pool, pool, systemClock))
await pool.end()
