import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { afterAll } from 'vitest'
import type { AppCredentials } from '../spapi/kit.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
export const REDIRECT = path.join(ROOT, 'src/redirect/index.ts')

/** Credentials as `tamaru apps create` prints them, and the server, as a program's environment. */
export const environment = (url: string, credentials: AppCredentials): NodeJS.ProcessEnv => ({
  ...process.env,
  TAMARU_URL: url,
  TAMARU_CLIENT_ID: credentials.clientId,
  TAMARU_CLIENT_SECRET: credentials.clientSecret,
  TAMARU_REFRESH_TOKEN: credentials.refreshToken,
  TAMARU_SELLER: credentials.seller,
})

export interface Program {
  /** Has the program do a step; throws what the program says when it fails. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever Amazon's schema says a step answers
  step(name: string, ask?: object): Promise<any>
}

/** Starts one of the programs, with its requests redirected; it ends after the file's last test. */
export async function startProgram(name: string, env: NodeJS.ProcessEnv): Promise<Program> {
  const child = fork(path.join(import.meta.dirname, 'programs', `${name}.mjs`), {
    execArgv: ['--import', REDIRECT],
    env,
  })
  afterAll(() => {
    child.kill()
  })
  await answerOf(child)
  return {
    step(step, ask = {}) {
      const answer = answerOf(child)
      child.send({ step, ask })
      return answer
    },
  }
}

interface Message {
  readonly answer?: unknown
  readonly failed?: string
}

const answerOf = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the program ended: ${code}`))
    child.once('exit', ended)
    child.once('message', ({ answer, failed }: Message) => {
      child.off('exit', ended)
      if (failed === undefined) resolve(answer)
      else reject(new Error(failed))
    })
  })
