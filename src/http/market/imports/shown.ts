import type { FastifyRequest } from 'fastify'
import type { KeptImport, ShownImport } from '../../../usecases/imports/import.ts'
import { sentenceOf } from '../../../usecases/sentence.ts'
import { languageOf } from '../../kit/language.ts'
import { shownTime, shownTimeOrNull } from '../../kit/schemas.ts'

export const keptShown = (kept: KeptImport) => ({
  id: kept.id,
  name: kept.name,
  state: kept.state,
  whole: kept.whole,
  by: kept.author,
  source: kept.source,
  bytes: kept.bytes,
  rows: kept.rows,
  encoding: kept.encoding,
  createdAt: shownTime(kept.createdAt),
  finishedAt: shownTimeOrNull(kept.finishedAt),
})

export const importShown = (request: FastifyRequest) => (shown: ShownImport) => {
  const language = languageOf(request)
  const { counts, warnings, errors, undone, kept } = shown
  const { rows: done, ...sums } = counts
  return {
    ...keptShown(shown),
    ...{ done, ...sums, undone },
    warnings: Object.entries(warnings).map(([warning, rows]) => ({ warning, rows })),
    errors: errors.map(({ line, column, reason, ...refusal }) => ({
      ...{ line, column, reason },
      ...{ code: refusal.refused, message: sentenceOf(refusal, language) },
    })),
    kept: kept.map(({ sku, ...refusal }) => ({
      ...{ sku, code: refusal.refused, message: sentenceOf(refusal, language) },
    })),
  }
}
