import { CommanderError } from 'commander'
import { failureOf } from './failures.ts'
import { languageOf } from './language.ts'
import { buildProgram } from './program.ts'
import { openTerminal, type Streams } from './terminal.ts'

/**
 * Runs one command line and returns what the process is to exit with: 0, or the code of the one
 * line on stderr that says what failed and the way out (docs/reference/exit-codes.md).
 */
export async function runCli(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  streams: Streams,
): Promise<number> {
  const language = languageOf(args, env)
  const json = args.includes('--json')
  const terminal = openTerminal({ language, json, env, ...streams })
  try {
    await buildProgram(terminal).parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    if (env.TAMARU_DEBUG && error instanceof Error) terminal.say(error.stack ?? '')
    const failure = failureOf(error, language)
    terminal.fail(failure)
    return failure.exitCode
  }
}
