import { Type } from 'typebox'
import { Count, Id, Nullable, Reference, Shape, Sku, Text, When, Word } from '../../kit/schemas.ts'
import { FILTER } from '../listings/schemas.ts'

const NUMBER = { pattern: '^[1-9][0-9]{0,14}$', examples: ['7'] }
export const ImportParams = Shape({ seller: Reference('tea-house'), import: Type.String(NUMBER) })

export const idOf = (params: { readonly seller: string; readonly import: string }) => ({
  seller: params.seller,
  id: Number(params.import),
})

const YesNo = (description: string) => Type.Optional(Word(['true', 'false'], { description }))
const ENCODINGS = ['utf-8', 'shift_jis'] as const

export const UploadQuery = Shape({
  name: Text(200, { description: 'What the file is called', examples: ['stock.tsv'] }),
  encoding: Type.Optional(
    Word(['auto', ...ENCODINGS], { description: 'Found out from the file, unless named' }),
  ),
  whole: YesNo('All or nothing: with one refused row, none is written'),
  apply: YesNo('Write at once, without a look at what it would do'),
})

/** The body is read as it arrives, so nothing of it is checked beforehand. */
export const FileBody = Type.Unsafe<null>({
  description: 'TSV or CSV with a header line, as a template has it; may be gzipped',
  examples: ['sku\tprice\tpoints_percent\nTEA-200G\t980\t10\n'],
})

const STATES = [
  ...(['checking', 'checked', 'applying', 'applied'] as const),
  ...(['rolling_back', 'rolled_back', 'failed'] as const),
]

const KEPT = {
  id: Id,
  name: Type.String({ examples: ['stock.tsv'] }),
  state: Word(STATES, { description: 'Ask again while it is checking, applying or rolling_back' }),
  whole: Type.Boolean(),
  by: Type.String(),
  source: Type.String({ examples: ['manual'] }),
  bytes: Count,
  rows: Type.Integer({ minimum: 0, description: 'Rows below the header', examples: [500] }),
  encoding: Word(ENCODINGS),
  createdAt: When,
  finishedAt: Nullable(When),
}
export const ImportItem = Shape(KEPT)

const Said = { code: Type.String({ examples: ['cell_not_whole'] }), message: Type.String() }

export const ImportAnswer = Shape({
  ...KEPT,
  done: Type.Integer({ minimum: 0, description: 'Rows seen so far, of `rows`', examples: [500] }),
  created: Count,
  changed: Count,
  unchanged: Count,
  skipped: Type.Integer({ minimum: 0, description: 'Rows that ask for nothing', examples: [0] }),
  refused: Count,
  warnings: Type.Array(
    Shape({ warning: Type.String({ examples: ['points_reset'] }), rows: Count }),
  ),
  errors: Type.Array(
    Shape({ line: Id, column: Nullable(Type.String()), ...Said, reason: Type.String() }),
    { description: 'The first 100; all of them are in the file of refused rows' },
  ),
  undone: Nullable(Shape({ restored: Count, kept: Count })),
  kept: Type.Array(Shape({ sku: Sku, ...Said }), {
    description: 'The first 100 that a rollback left as they are, and why',
  }),
})

const FORM = {
  encoding: Type.Optional(Word(ENCODINGS, { description: 'utf-8, unless named' })),
  format: Type.Optional(Word(['tsv', 'csv'], { description: 'tsv, unless named' })),
  header: Type.Optional(Word(['ja', 'en'], { description: 'ja, unless named' })),
}
export const TemplateQuery = Shape(FORM)
export const FileQuery = Shape({ ...FORM, ...FILTER })
