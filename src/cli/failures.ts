import { CommanderError } from 'commander'
import { PROBLEMS, type ProblemCode, problemOf } from '../database/problems.ts'
import { isRefusal, type Refusal } from '../rules/refusal.ts'
import { type Language, sentenceOf } from '../usecases/sentence.ts'
import { fill } from './language.ts'
import { PROBLEMS_JA, USAGE_JA } from './messages/failures-ja.ts'
import type { Failure } from './terminal.ts'

/** A rule said no. `about` is the part of the command line that it said no to. */
export class Refused extends Error {
  readonly refusal: Refusal
  readonly about: string | undefined

  constructor(refusal: Refusal, about?: string) {
    super(refusal.refused)
    this.refusal = refusal
    this.about = about
  }
}

/** The result, or the refusal thrown. */
export function accepted<Result extends object>(result: Refusal | Result, about?: string): Result {
  if (isRefusal(result)) throw new Refused(result, about)
  return result
}

/** What a failure says and what the process exits with. Unknown ones are bugs: 70. */
export function failureOf(error: unknown, language: Language): Failure {
  if (error instanceof Refused) return refusalFailure(error, language)
  if (error instanceof CommanderError) return usageFailure(error, language)
  const problem = problemOf(error)
  if (problem) return failure(problem.code, problem.message, language)
  const said = error instanceof Error ? error.message : String(error)
  return failure('internal-error', `${said || 'unknown error'} (a bug; see TAMARU_DEBUG)`, language)
}

function failure(code: ProblemCode, said: string, language: Language): Failure {
  const { exitCode } = PROBLEMS[code]
  const message = language === 'ja' ? `${PROBLEMS_JA[code]}（${said}）` : said
  return { code, exitCode, message: message.replace(/\s+/g, ' ').trim() }
}

function refusalFailure({ refusal, about }: Refused, language: Language): Failure {
  const sentence = sentenceOf(refusal, language)
  const message = about === undefined ? sentence : `${about}: ${sentence}`
  return { code: refusal.refused, message, exitCode: PROBLEMS['input-refused'].exitCode }
}

/** Commander writes `error: …` and sometimes a guess on a second line. */
function usageFailure({ code, message }: CommanderError, language: Language): Failure {
  const plain = message
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '')
  const english = code === 'commander.help' ? 'a command is missing' : plain
  const { exitCode } = PROBLEMS['usage-invalid']
  if (language === 'en') {
    return { code: 'usage-invalid', exitCode, message: `${english}; see --help` }
  }
  const named = /'([^']*)'/.exec(english)?.[1] ?? ''
  const sentence = USAGE_JA[code] ?? 'コマンドの指定が正しくありません（{english}）'
  const said = fill(sentence, { named, english })
  return { code: 'usage-invalid', exitCode, message: `${said}。--help で使い方を表示します` }
}
