#!/usr/bin/env node
import { collectSooner } from './cli/garbage.ts'
import { runCli } from './cli/run.ts'

// Deprecations concern whoever writes this program, not whoever runs it.
process.noDeprecation = !process.env.TAMARU_DEBUG
// A reader that has seen enough (`| head`) is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
collectSooner()
process.exitCode = await runCli(process.argv.slice(2), process.env, process)
