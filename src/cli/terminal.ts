import type { Language, Sentence } from './language.ts'
import { type Progress, progressBar, SILENT } from './progress.ts'

/** Where a command speaks: results to stdout, everything else to stderr. */
export interface Terminal {
  readonly language: Language
  readonly json: boolean
  readonly env: NodeJS.ProcessEnv
  /** The result: as one line of JSON with `--json`, else as text for people. */
  print(result: object, text: () => string): void
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

export interface TerminalOptions {
  readonly language: Language
  readonly json: boolean
  readonly env: NodeJS.ProcessEnv
}

/** The process's own terminal. */
export function openTerminal({ language, json, env }: TerminalOptions): Terminal {
  const { stdout, stderr } = process
  // A reader that has seen enough (`| head`) is no failure of ours.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  const bars = stderr.isTTY && !json && env.TERM !== 'dumb' && !env.CI
  return {
    language,
    json,
    env,
    print: (result, text) => {
      stdout.write(`${json ? JSON.stringify(result) : text()}\n`)
    },
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
