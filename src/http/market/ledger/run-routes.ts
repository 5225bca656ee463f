import { Type } from 'typebox'
import { refuse } from '../../../rules/refusal.ts'
import { lastDone, listRuns, type Run, readRun } from '../../../usecases/runs/runs.ts'
import { verifyLedger } from '../../../usecases/runs/verify-ledger.ts'
import { readable, writable } from '../../kit/access.ts'
import { answer, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { NameOf, withNames } from '../../kit/names.ts'
import { safeError } from '../../kit/safe-error.ts'
import {
  AnyObject,
  Count,
  fromCursor,
  Id,
  isId,
  limitOf,
  Nullable,
  Page,
  PageQuery,
  pageOf,
  QueryNumber,
  Shape,
  shownTime,
  shownTimeOrNull,
  When,
  Word,
} from '../../kit/schemas.ts'

const tags = ['Ledger']
const config = readable(['operator'], 'programme')
const KINDS = ['verification', 'settlement'] as const

const RunAnswer = Shape({
  id: Id,
  kind: Word(KINDS),
  state: Word(['running', 'done', 'cut']),
  askedBy: Type.String({ examples: ['person:1'] }),
  askedByName: NameOf,
  startedAt: When,
  progress: Nullable(
    Type.Unsafe<Record<string, number>>({ type: 'object', additionalProperties: Count }),
  ),
  finishedAt: Nullable(When),
  result: Nullable(AnyObject),
})

const runShown = (run: Run & { readonly askedByName: string | null }) => ({
  ...run,
  startedAt: shownTime(run.startedAt),
  finishedAt: shownTimeOrNull(run.finishedAt),
})

/** Long work with its progress, and the proof of the ledger. */
export function runRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/runs',
    {
      config,
      schema: {
        tags,
        summary: 'Verifications and settlement runs, newest first, with how far they are',
        querystring: Shape({ ...PageQuery, kind: Type.Optional(Word(KINDS)) }),
        response: { 200: Page(RunAnswer) },
      },
    },
    async (request) => {
      const { query } = request
      const limit = limitOf(query)
      const before = fromCursor(query.cursor, isId) ?? Number.MAX_SAFE_INTEGER
      const found = await listRuns(engine, query.kind, before, limit)
      const runs = await withNames(engine, request, found, 'askedBy')
      return pageOf(runs, limit, (run) => run.id, runShown)
    },
  )

  app.get(
    '/v1/runs/:run',
    {
      config,
      schema: {
        tags,
        summary: 'One run: its progress, then its result',
        params: Shape({ run: QueryNumber() }),
        response: { 200: RunAnswer },
      },
    },
    async (request, reply) => {
      const run = await readRun(engine, Number(request.params.run))
      const runs = await withNames(engine, request, run ? [run] : [], 'askedBy')
      return show(request, reply, runs[0] ?? refuse('run_not_found'), runShown)
    },
  )

  app.post(
    '/v1/ledger/verifications',
    {
      config: writable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'Prove the ledger from its entries alone',
        description: 'Answers at once; GET /v1/runs/{run} tells how far it is, and what was found.',
        response: { 202: Shape({ run: Id }) },
      },
    },
    async (request, reply) => {
      const broken = (error: unknown) =>
        request.log.error(safeError(error as Error), 'verification broke')
      return answer(request, reply, 202, await verifyLedger(engine, intentOf(request), broken))
    },
  )

  app.get(
    '/v1/ledger/proof',
    {
      config,
      schema: {
        tags,
        summary: 'The newest proof of the ledger that came to its end; null before the first',
        response: { 200: Shape({ proof: Nullable(RunAnswer) }) },
      },
    },
    async (request) => {
      const found = await lastDone(engine, 'verification')
      const [proof] = await withNames(engine, request, found ? [found] : [], 'askedBy')
      return { proof: proof ? runShown(proof) : null }
    },
  )
}
