import { Problem } from '../../database/problems.ts'
import type { BadRow } from '../../ledger/verify/report.ts'
import { verify as verifyLedger } from '../../ledger/verify/verify.ts'
import { withEngine } from '../session.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

const TEXT = {
  progress: { en: 'Verifying', ja: '検証' },
  books: { en: 'Books', ja: '口座' },
  entries: { en: 'Entries', ja: '取引' },
  postings: { en: 'Postings', ja: '仕訳' },
  outstanding: { en: 'Points outstanding', ja: '未使用ポイント' },
  backing: { en: 'Yen that back them', ja: 'ポイント原資（円）' },
  result: { en: 'Result', ja: '結果' },
  clean: { en: 'clean', ja: '不整合なし' },
}

/** `verify`: proves the ledger from its entries; 65 when a row can not be right. */
export const verify = (terminal: Terminal): Promise<void> =>
  withEngine(terminal, async ({ engine }) => {
    const { rows } = await engine.pool.query<{ entries: number }>(
      `select greatest(reltuples, 0)::bigint as entries from pg_class where oid = 'journal'::regclass`,
    )
    const expected = rows[0]?.entries ?? 0
    const bar = terminal.progress(TEXT.progress)
    const found = await verifyLedger(engine.pool, ({ entries }) =>
      bar.update(entries, Math.max(entries, expected)),
    ).finally(() => bar.stop())
    const { books, entries, postings, totals, firstBad } = found
    const { buyer_available, buyer_unvested, buyer_held, points_funding } = totals
    const say = (text: keyof typeof TEXT) => TEXT[text][terminal.language]
    terminal.print({ verify: firstBad ? 'unsound' : 'clean', ...found }, () =>
      table([
        [say('books'), books],
        [say('entries'), entries],
        [say('postings'), postings],
        [say('outstanding'), buyer_available + buyer_unvested + buyer_held],
        [say('backing'), points_funding],
        [say('result'), firstBad ? describe(firstBad) : say('clean')],
      ]),
    )
    if (firstBad) throw unsound(firstBad)
  })

/** The failure that a bad row is. */
export const unsound = (bad: BadRow): Problem =>
  new Problem('ledger-unsound', `${describe(bad)}; restore a backup from before it was changed`)

/** `posting (book_id 3, version 4, n 0): amount is 5, not 6`. */
function describe({ table: name, key, what, expected, found }: BadRow): string {
  const columns = Object.entries(key).map(([column, value]) => `${column} ${value}`)
  const row = columns.length === 0 ? name : `${name} (${columns.join(', ')})`
  return expected === null ? `${row}: ${what}` : `${row}: ${what} is ${found}, not ${expected}`
}
