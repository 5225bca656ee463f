import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Problem } from '../../database/problems.ts'
import type { Encoding } from '../../files/decoder.ts'
import type { Delimiter } from '../../files/records.ts'
import { countListings } from '../../usecases/listings/count.ts'
import { exportListings } from '../../usecases/listings/export.ts'
import {
  type ImportAsk,
  importListings,
  importListingsWhole,
  previewImport,
} from '../../usecases/listings/import.ts'
import type { ImportReport } from '../../usecases/listings/import-report.ts'
import { accepted } from '../failures.ts'
import { fill } from '../language.ts'
import { lazyFile, writeWhole } from '../output.ts'
import { withEngine } from '../session.ts'
import { grouped, table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface ImportOptions {
  readonly seller: string
  readonly encoding?: Encoding
  readonly dryRun?: true
  readonly whole?: true
  readonly refused?: string
}

const TEXT = {
  progress: { en: 'Importing', ja: '取込中' },
  exporting: { en: 'Exporting', ja: '出力中' },
  rows: { en: 'Rows', ja: '行数' },
  created: { en: 'Created', ja: '新規' },
  changed: { en: 'Changed', ja: '変更' },
  unchanged: { en: 'Unchanged', ja: '変更なし' },
  skipped: { en: 'Skipped', ja: 'スキップ' },
  refused: { en: 'Refused', ja: 'エラー' },
  written: { en: 'Written', ja: '反映' },
  yes: { en: 'yes', ja: '済み' },
  no: { en: 'no', ja: 'なし' },
  line: { en: 'line', ja: '行' },
  more: { en: '… {count} more', ja: '…他{count}件' },
  unwritable: {
    en: 'left out: SKU {sku} cannot be written in {encoding}',
    ja: '出力できません: SKU {sku} は{encoding}で表せない文字を含みます',
  },
}

/** Refused rows shown on the terminal; all of them are in the file of `--refused`. */
const SHOWN = 20

/** `import listings FILE --seller …`: a seller's inventory, row by row. */
export async function importFile(
  terminal: Terminal,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new Problem('input-missing', `there is no file ${file}`)
  await withEngine(terminal, async ({ engine }) => {
    const bar = terminal.progress(TEXT.progress)
    let bytes = 0
    async function* read() {
      for await (const chunk of createReadStream(file)) {
        bytes += chunk.length
        yield chunk as Buffer
      }
    }
    const refusedTo = options.refused === undefined ? undefined : lazyFile(options.refused)
    const ask: ImportAsk = {
      seller: options.seller,
      file: read(),
      language: terminal.language,
      onProgress: () => bar.update(bytes, found.size),
      ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
      ...(refusedTo === undefined ? {} : { refusedTo: refusedTo.write }),
    }
    const importer = { caller: 'cli' }
    const importing = options.dryRun
      ? previewImport(engine, ask)
      : options.whole
        ? importListingsWhole(engine, importer, ask)
        : importListings(engine, importer, ask)
    const answer = await importing.finally(async () => {
      bar.stop()
      await refusedTo?.close()
    })
    const report = accepted(answer, file)
    terminal.print(report, () => shown(terminal, report))
    if (report.refused > 0) throw refusedRows(report, options.refused)
  })
}

function shown(terminal: Terminal, report: ImportReport): string {
  const say = (text: keyof typeof TEXT) => TEXT[text][terminal.language]
  const counts = ['rows', 'created', 'changed', 'unchanged', 'skipped', 'refused'] as const
  // The reason names its column itself.
  const errors = report.errors
    .slice(0, SHOWN)
    .map(({ line, reason }) => `${say('line')} ${grouped(line)}, ${reason}`)
  const more = report.refused - errors.length
  if (more > 0) errors.push(fill(say('more'), { count: grouped(more) }))
  const rows = table([
    ...counts.map((name) => [say(name), report[name]] as const),
    [say('written'), say(report.written ? 'yes' : 'no')],
  ])
  return [rows, ...errors].join('\n')
}

/** The report is printed; what remains to be said is that not all went well. */
function refusedRows({ refused, rows }: ImportReport, where: string | undefined): Problem {
  const way = where === undefined ? 'mend them; --refused FILE keeps them apart' : `see ${where}`
  return new Problem('input-unreadable', `${refused} of ${rows} rows were refused; ${way}`)
}

export interface ExportOptions {
  readonly seller: string
  readonly encoding?: Encoding
  readonly csv?: true
  readonly out?: string
}

/** `export listings --seller …`: a file that `import` reads back without changing anything. */
export const exportFile = (terminal: Terminal, options: ExportOptions): Promise<void> =>
  withEngine(terminal, async ({ engine }) => {
    const { seller, encoding, csv, out } = options
    if (out === undefined && terminal.json) {
      throw new Problem('usage-invalid', '--json with export needs --out FILE for the file itself')
    }
    const exported = accepted(
      await exportListings(engine, {
        seller,
        language: terminal.language,
        ...(encoding === undefined ? {} : { encoding }),
        ...(csv ? { delimiter: ',' as Delimiter } : {}),
      }),
    )
    const { file: pieces, counts } = exported
    if (out === undefined) {
      for await (const piece of pieces) await terminal.write(piece)
    } else {
      const { total } = accepted(await countListings(engine, { seller }))
      const bar = terminal.progress(TEXT.exporting)
      async function* watched() {
        for await (const piece of pieces) {
          if (total > 0) bar.update(counts.rows, total)
          yield piece
        }
      }
      await writeWhole(out, watched()).finally(() => bar.stop())
      terminal.print({ file: out, ...counts }, () => `${out}: ${grouped(counts.rows)}`)
    }
    for (const sku of counts.unwritable) {
      terminal.say(fill(TEXT.unwritable[terminal.language], { sku, encoding }))
    }
  })
