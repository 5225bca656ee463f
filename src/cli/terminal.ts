import type { Language } from '../usecases/sentence.ts'
import type { Sentence } from './language.ts'
import { type Progress, progressBar, SILENT } from './progress.ts'

/** Where a command speaks: results to stdout, everything else to stderr. */
export interface Terminal {
  readonly language: Language
  readonly json: boolean
  readonly env: NodeJS.ProcessEnv
  /** The result: as one line of JSON with `--json`, else as text for people. */
  print(result: object, text: () => string): void
  /** A result as it is: help, a file. Resolves when there is room for more. */
  write(data: string | Uint8Array): Promise<void>
  /** A line for the person in front of it; nothing with `--json`. */
  say(line: string): void
  /** One failure, in one line; with `--json` as an object. */
  fail(failure: Failure): void
  /** Progress of long work; silent unless stderr is a terminal. */
  progress(label: Sentence): Progress
}

export interface Failure {
  readonly code: string
  readonly message: string
  readonly exitCode: number
}

export interface Streams {
  readonly stdout: Pick<NodeJS.WriteStream, 'write'>
  readonly stderr: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>
}

export interface TerminalOptions extends Streams {
  readonly language: Language
  readonly json: boolean
  readonly env: NodeJS.ProcessEnv
}

export function openTerminal({ language, json, env, stdout, stderr }: TerminalOptions): Terminal {
  const bars = stderr.isTTY && !json && env.TERM !== 'dumb' && !env.CI
  return {
    language,
    json,
    env,
    print: (result, text) => {
      stdout.write(`${json ? JSON.stringify(result) : text()}\n`)
    },
    write: (data) => new Promise((resolve) => stdout.write(data, () => resolve())),
    say: (line) => {
      if (!json) stderr.write(`${line}\n`)
    },
    fail: ({ code, message, exitCode }) => {
      stderr.write(
        json ? `${JSON.stringify({ problem: code, message, exitCode })}\n` : `tamaru: ${message}\n`,
      )
    },
    progress: (label) => (bars ? progressBar(label[language]) : SILENT),
  }
}
