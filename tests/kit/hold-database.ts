// Another process that uses the embedded server on a directory: says so in one line of JSON, then
// keeps using it until its standard input ends. `node tests/kit/hold-database.ts <directory>`
import { startEmbedded } from '../../src/database/embedded.ts'
import { problemOf } from '../../src/database/problems.ts'

const [directory = ''] = process.argv.slice(2)
try {
  const { stop, ...server } = await startEmbedded({ directory })
  console.log(JSON.stringify(server))
  process.stdin.resume().on('end', stop)
} catch (error) {
  const problem = problemOf(error)
  console.log(JSON.stringify({ problem: problem?.code, message: String(error) }))
  process.exitCode = problem?.exitCode ?? 70
}
