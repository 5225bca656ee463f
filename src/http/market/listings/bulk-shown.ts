import type { FastifyRequest } from 'fastify'
import type { BulkProgress, KeptChange } from '../../../usecases/bulk/bulk-change.ts'
import { sentenceOf } from '../../../usecases/sentence.ts'
import { languageOf } from '../../kit/language.ts'
import { shownTime, shownTimeOrNull } from '../../kit/schemas.ts'
import { namedShown } from './shown.ts'

interface Found {
  readonly asked: KeptChange
  readonly progress: BulkProgress
}

/** A change over a filter with what became of it. */
export const bulkChangeShown =
  (request: FastifyRequest) =>
  ({ asked, progress }: Found) => {
    const { named, ...sums } = progress.outcome
    return {
      id: asked.id,
      state: asked.state as 'applying',
      by: asked.author,
      source: asked.source,
      ...asked.change,
      createdAt: shownTime(asked.createdAt),
      finishedAt: shownTimeOrNull(asked.finishedAt),
      total: asked.rows,
      done: progress.done,
      ...sums,
      named: namedShown(request, named),
      undone: progress.undone,
      kept: progress.kept.map(({ sku, ...refusal }) => ({
        ...{ sku, code: refusal.refused },
        message: sentenceOf(refusal, languageOf(request)),
      })),
    }
  }
